import { checkAlike } from './check-alike.ts';
import { checkProductAction } from './check-catalog.ts';
import { isFields, type Fields } from './check-parameter.ts';
import { checkHeaderMedia } from './check-media.ts';
import {
  every,
  fieldsOf,
  integer,
  list,
  required,
  requiredOneOf,
  rule,
  shape,
  text,
  variant,
  webAddress,
  type Check,
} from './check-shape.ts';
import { refuse } from './refusal.ts';

const mostButtons = 3; // no figure is published for a card; reply buttons have this one

const checkBreaks: Check = (param, value) =>
  typeof value === 'string' && value.split('\n').length > 3
    ? refuse(131009, `Param ${param} must have at most 2 line breaks.`)
    : undefined;

const linkAction = shape({
  name: requiredOneOf(['cta_url']),
  parameters: required(shape({ display_text: required(text(20)), url: required(webAddress()) })),
});

const quickReplyAction = shape({
  buttons: required(
    list(
      1,
      mostButtons,
      shape({
        type: requiredOneOf(['quick_reply']),
        quick_reply: required(shape({ id: required(text(20)), title: required(text(20)) })),
      }),
    ),
  ),
});

const card_index = required(integer(0, 9));

const checkCard = variant('type', {
  cta_url: {
    card_index,
    header: required(
      variant('type', {
        image: { image: required(checkHeaderMedia) },
        video: { video: required(checkHeaderMedia) },
      }),
    ),
    body: shape({ text: required(every(text(160), checkBreaks)) }),
    action: required((param, value) =>
      (isFields(value) && 'buttons' in value ? quickReplyAction : linkAction)(param, value),
    ),
  },
  product: { card_index, action: required(checkProductAction) },
});

/** The action of a carousel: media cards, or product cards of one catalogue. */
export const checkCardsAction = every(
  shape({ cards: required(list(2, 10, checkCard)) }),
  rule(({ cards }, param) => checkAlike(describeCard)(`${param}['cards']`, cards)),
);

function describeCard({ type, header, body, action }: Fields): string {
  const { catalog_id: catalog, buttons } = isFields(action) ? action : {};
  const media = isFields(header) ? header['type'] : undefined;
  return JSON.stringify([type, media, body !== undefined, catalog, fieldsOf(buttons).length]);
}
