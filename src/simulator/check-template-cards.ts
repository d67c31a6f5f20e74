import { checkAlike } from './check-alike.ts';
import { isFields, type Fields } from './check-parameter.ts';
import { every, fieldsOf, integer, list, required, rule, shape, variant, type Check } from './check-shape.ts';
import { checkButtons, checkCardButton } from './check-template-button.ts';
import { checkBodyParameters, checkCardHeaderParameters } from './check-template-parameter.ts';
import { refuse } from './refusal.ts';

const mostComponents = 12; // a header, a body, and ten buttons

const checkTop = variant(
  'type',
  { header: { parameters: checkCardHeaderParameters }, body: { parameters: checkBodyParameters } },
  132018,
);

const checkComponent: Check = (param, value) =>
  (isFields(value) && value['type'] === 'button' ? checkCardButton : checkTop)(param, value);

const checkCard = every(
  shape({
    card_index: required(integer(0, 9)),
    components: required(every(list(1, mostComponents, checkComponent, 132018), checkButtons)),
  }),
  rule(({ components }, param) => {
    const types = fieldsOf(components).map(({ type }) => type);
    if (!types.includes('header'))
      return refuse(131008, `Param ${param}['components'] must have a component of type header.`);
    const tops = types.filter((type) => type !== 'button');
    if (new Set(tops).size === tops.length) return undefined;
    return refuse(132018, `Param ${param}['components'] must have one header and at most one body.`);
  }),
);

/** The cards of a template's carousel. */
export const checkCards = every(list(2, 10, checkCard, 132018), checkAlike(describeCard, 132018));

function describeCard({ components }: Fields): string {
  const kinds = fieldsOf(components).map(({ type, sub_type: subType, parameters }) =>
    JSON.stringify([type, subType, type === 'header' ? fieldsOf(parameters)[0]?.['type'] : undefined]),
  );
  return kinds.sort().join();
}
