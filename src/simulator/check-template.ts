import { checkComponents } from './check-template-component.ts';
import { list, matching, oneOf, required, shape, text, every, webAddress } from './check-shape.ts';

/** Whether a template exists is not known here; any name that one could have is taken. See magic-templates.ts. */
export const checkTemplateContent = shape({
  name: required(every(text(512), matching(/^[a-z0-9_]+$/, 'made of small letters, digits and underscores'))),
  language: required(
    shape({
      code: required(matching(/^[a-z]{2,3}(?:_[A-Z0-9]{2,3})?$/, 'a language such as en or pt_BR')),
      policy: oneOf(['deterministic']),
    }),
  ),
  components: checkComponents,
  tap_target_configuration: list(0, 10, shape({ url: required(webAddress()), title: required(text()) })),
});
