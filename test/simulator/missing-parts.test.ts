import { afterAll, beforeAll, expect, test } from 'vitest';
import { change, content } from './change.ts';
import { examples } from './change-example.ts';
import { openScene, type Scene } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene[Symbol.asyncDispose]());

const parameters = 'action.parameters';
const orderButton = 'components.0.parameters.0.action.order_details';

// All that is accepted when it is missing; with a code, what is refused for another reason than that it is required.
const interactiveParts: Record<string, string[]> = {
  button: ['header', 'footer'],
  list: ['action.sections.0.rows.0.description'],
  cta_url: [],
  flow: [
    `${parameters}.flow_token`,
    `${parameters}.mode`,
    `${parameters}.flow_action`,
    `${parameters}.flow_action_payload`,
    `${parameters}.flow_action_payload.data`,
    `${parameters}.flow_action_payload.data.name 131009`,
  ],
  product: ['body'],
  product_list: ['action.sections.0.title'],
  catalog_message: [parameters, `${parameters}.thumbnail_product_retailer_id`],
  location_request_message: [],
  address_message: [
    `${parameters}.values`,
    `${parameters}.values.name`,
    `${parameters}.values.phone_number`,
    `${parameters}.values.in_pin_code`,
  ],
  order_details: [
    `${parameters}.payment_type`,
    `${parameters}.order.items.0.retailer_id`,
    `${parameters}.order.shipping 131009`,
  ],
  order_status: [`${parameters}.order.description`],
  carousel_media: ['action.cards.0.body 131009', 'action.cards.1.body 131009'],
  carousel_product: [],
  voice_call: [
    parameters,
    `${parameters}.display_text`,
    `${parameters}.ttl_minutes`,
    `${parameters}.payload`,
  ],
  call_permission_request: ['body'],
  request_contact_info: [],
  video_header: ['header', 'footer'],
  document_header: ['header', 'header.document.filename', 'footer'],
  cards_with_quick_replies: [],
  order_in_india: [
    `${parameters}.payment_settings.0.payment_gateway.razorpay`,
    `${parameters}.beneficiaries`,
    `${parameters}.beneficiaries.0.address_line2`,
    `${parameters}.order.catalog_id`,
    `${parameters}.order.description`,
    `${parameters}.order.items.0.sale_amount 131009`,
    `${parameters}.order.items.0.image`,
    `${parameters}.order.tax.description`,
    `${parameters}.order.discount 131009`,
    `${parameters}.order.discount.discount_program_name`,
    `${parameters}.order.expiration`,
    `${parameters}.order.expiration.description`,
  ],
};

const templateParts: Record<string, string[]> = {
  order_shipped: ['components', 'components.1.parameters'],
  order_named: [
    'components',
    'components.0.parameters',
    'components.0.parameters.0.parameter_name 132012',
    'components.0.parameters.1.parameter_name 132012',
  ],
  login_code: ['components', 'components.0.parameters'],
  coupon_lto: ['components'],
  pickup: [
    'components',
    'components.0.parameters.0.location.name',
    'components.0.parameters.0.location.address',
    'components.1.parameters',
    'components.1.parameters.0.action.flow_token',
    'components.1.parameters.0.action.flow_action_data',
    'components.1.parameters.0.action.flow_action_data.store',
  ],
  catalogue: [
    'components',
    'components.0.parameters',
    'components.0.parameters.0.action.thumbnail_product_retailer_id',
  ],
  picks_mpm: [
    'components',
    'components.0.parameters.0.action.thumbnail_product_retailer_id',
    'components.0.parameters.0.action.sections.0.title',
  ],
  week_carousel: ['components', 'components.0.parameters'],
  pay_now: ['components', `${orderButton}.payment_type`, `${orderButton}.order.items.0.retailer_id`],
  shipped_status: ['components'],
  call_us: ['components', 'components.0.parameters'],
  document_header: ['language.policy', 'components', 'components.0.parameters.0.document.filename'],
  video_header: ['language.policy', 'components'],
  gif_header: ['language.policy', 'components'],
  named_header: ['language.policy', 'components', 'components.0.parameters.0.parameter_name'],
  product_cards: [
    'language.policy',
    'components',
    'components.0.cards.0.components.1.parameters',
    'components.0.cards.1.components.1.parameters',
  ],
  group_invitation: ['language.policy', 'components'],
  bare_parts: ['language.policy', 'components', 'components.0.parameters'],
  tap_target: ['language.policy', 'components', 'tap_target_configuration'],
};

const cases = Object.entries({ interactive: interactiveParts, template: templateParts }).flatMap(
  ([type, parts]) => Object.keys(examples[type] ?? {}).map((name) => ({ type, name, parts: parts[name] })),
);

test.each(cases)('of the $type $name everything is required, apart from what is named', async (one) => {
  expect(await findOptional(one.type, examples[one.type]?.[one.name])).toEqual(one.parts);
});

async function findOptional(type: string, example: unknown): Promise<string[]> {
  expect((await scene.send(content(type, example))).status).toBe(200);
  const optional: string[] = [];
  for (const path of listPaths(example)) {
    const answer = await scene.send(content(type, change(example, { [path]: undefined })));
    const code = /"code":(\d+)/.exec(answer.text)?.[1];
    if (code !== '131008') optional.push(code === undefined ? path : `${path} ${code}`);
  }
  return optional;
}

/** Paths to all that has a name; elements of lists have none. */
function listPaths(value: unknown, prefix = ''): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => {
    const inner = listPaths(part, `${prefix}${key}.`);
    return Array.isArray(value) ? inner : [`${prefix}${key}`, ...inner];
  });
}
