import { checkOrderUpdate } from './check-order.ts';
import { isFields, type Fields } from './check-parameter.ts';
import { every, fieldsOf, integer, list, required, shape, variant, type Check } from './check-shape.ts';
import { checkButton, checkButtons } from './check-template-button.ts';
import { checkCards } from './check-template-cards.ts';
import {
  checkBodyParameters,
  checkHeaderParameters,
  checkParameterNames,
  onlyParameter,
} from './check-template-parameter.ts';
import { refuse, type Refusal } from './refusal.ts';

const mostComponents = 16; // one of each kind, and ten buttons

const checkExpiry: Check = every(integer(0, Number.MAX_SAFE_INTEGER), (param, value) =>
  Number(value) > Date.now() ? undefined : refuse(131009, `Param ${param} must lie in the future.`),
);

// These stand in the template itself; a message has nothing to say to them.
const withoutParameters = { parameters: list(0, 0, shape({}), 132018) };

const checkOther = variant(
  'type',
  {
    header: { parameters: checkHeaderParameters },
    body: { parameters: checkBodyParameters },
    footer: withoutParameters,
    call_permission_request: withoutParameters,
    limited_time_offer: {
      parameters: onlyParameter({
        limited_time_offer: {
          limited_time_offer: required(shape({ expiration_time_ms: required(checkExpiry) })),
        },
      }),
    },
    order_status: {
      parameters: onlyParameter({ order_status: { order_status: required(checkOrderUpdate) } }),
    },
    carousel: { cards: required(checkCards) },
  },
  132018,
);

const checkComponent: Check = (param, value) =>
  (isFields(value) && value['type'] === 'button' ? checkButton : checkOther)(param, value);

export const checkComponents = every(
  list(0, mostComponents, checkComponent, 132018),
  checkOneOfEach,
  checkButtons,
  (param, value) => checkParameterNames(fieldsOf(value).flatMap(withCards), param),
);

function checkOneOfEach(param: string, value: unknown): Refusal | undefined {
  const types = fieldsOf(value).map(({ type }) => type);
  const second = types.findIndex((type, index) => type !== 'button' && types.indexOf(type) !== index);
  if (second < 0) return undefined;
  return refuse(132018, `Param ${param}[${second}] is a second component of its type.`);
}

function withCards(component: Fields): readonly Fields[] {
  return [component, ...fieldsOf(component['cards']).flatMap((card) => fieldsOf(card['components']))];
}
