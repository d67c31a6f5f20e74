import { checkProductSections } from './check-catalog.ts';
import { checkOrderDetails } from './check-order.ts';
import { checkBoolean, type Fields } from './check-parameter.ts';
import {
  anyObject,
  anything,
  every,
  fieldsOf,
  findTwice,
  integer,
  list,
  required,
  shape,
  text,
  variant,
  type Check,
  type Shape,
} from './check-shape.ts';
import { filling, onlyParameter } from './check-template-parameter.ts';
import { refuse, type Refusal } from './refusal.ts';

const mostButtons = 10;
const mostOfKind: readonly (readonly [subType: string, most: number])[] = [
  ['url', 2],
  ['copy_code', 1],
];

const thumbnail = { thumbnail_product_retailer_id: text() };
const payload = { payload: required(text(128)) };
const groupId = { group_id: required(text()) };

const quickReply = button(onlyParameter({ payload }));
// A one-time code is sent as a link too; so is, as no other kind is documented for it, the invitation to a group.
// `payment_link_preview` shows a link to a payment as one, in India.
const link = button(
  onlyParameter({
    text: { text: required(filling(2000, 131009)), payment_link_preview: checkBoolean },
    group_id: groupId,
  }),
);

const callParameters = every(
  list(
    0,
    2,
    variant(
      'type',
      {
        ttl_minutes: { ttl_minutes: required(integer(1, 43_200)) },
        payload: { payload: required(text(512)) },
      },
      132018,
    ),
    132000,
  ),
  (param, value) =>
    findTwice(fieldsOf(value).map(({ type }) => type)) === undefined
      ? undefined
      : refuse(132018, `Param ${param} must have each kind of parameter once only.`),
);

const kinds = {
  quick_reply: quickReply,
  url: link,
  copy_code: button(onlyParameter({ coupon_code: { coupon_code: required(text(20)) } })),
  flow: button(atMostOne(action(shape({ flow_token: text(), flow_action_data: anyObject })))),
  catalog: button(atMostOne(action(shape(thumbnail)))),
  mpm: button(onlyParameter(action(shape({ ...thumbnail, sections: required(checkProductSections) })))),
  order_details: button(onlyParameter(action(shape({ order_details: required(checkOrderDetails) })))),
  voice_call: {
    ...button(callParameters),
    index: checkIndex, // Meta's sample has none
  },
};

export const checkButton = variant('sub_type', kinds, 132018);

/** Cards know two kinds. */
export const checkCardButton = variant('sub_type', { quick_reply: quickReply, url: link }, 132018);

/** What holds for the buttons of a message, or of a card, together. */
export function checkButtons(param: string, components: unknown): Refusal | undefined {
  const buttons = fieldsOf(components).filter(({ type }) => type === 'button');
  if (buttons.length > mostButtons)
    return refuse(132018, `Param ${param} must have at most ${mostButtons} buttons.`);
  const places = buttons.map(({ index }) => (index === undefined ? undefined : Number(index)));
  if (findTwice(places) !== undefined)
    return refuse(132018, `Param ${param} must have buttons with unique indexes.`);
  const crowd = mostOfKind.find(([subType, most]) => countKind(buttons, subType) > most);
  return crowd && refuse(132018, `Param ${param} must have at most ${crowd[1]} buttons of kind ${crowd[0]}.`);
}

function button(parameters: Check): Shape {
  return { type: anything, index: required(checkIndex), parameters };
}

function action(check: Check): Readonly<Record<string, Shape>> {
  return { action: { action: required(check) } };
}

function atMostOne(parameters: Readonly<Record<string, Shape>>): Check {
  return list(0, 1, variant('type', parameters, 132018), 132000);
}

function checkIndex(param: string, value: unknown): Refusal | undefined {
  const isIndex = (typeof value === 'string' || typeof value === 'number') && /^\d$/.test(String(value));
  if (value === undefined || isIndex) return undefined;
  return refuse(131009, `Param ${param} must be a whole number from 0 to 9.`);
}

function countKind(buttons: readonly Fields[], subType: string): number {
  return buttons.filter(({ sub_type: kind }) => String(kind).toLowerCase() === subType).length;
}
