import { afterAll, beforeAll, expect, test } from 'vitest';
import { changeExample } from './change-example.ts';
import { openScene, type Scene } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene[Symbol.asyncDispose]());

const take = async (...arguments_: Parameters<typeof changeExample>) =>
  (await scene.send(changeExample(...arguments_))).json();
const accepted = { messages: [{}] };

const order = 'action.parameters.order';
const payee = 'action.parameters.beneficiaries.0';
const row = 'action.sections.0.rows.0';

const lengths: [type: string, name: string, place: string, most: number, code: number][] = [
  ['image', 'by_id', 'caption', 1024, 100],
  ['video', 'by_id', 'caption', 1024, 100],
  ['document', 'by_id', 'caption', 1024, 100],
  ['interactive', 'button', 'body.text', 1024, 131009],
  ['interactive', 'button', 'header.text', 60, 131009],
  ['interactive', 'button', 'footer.text', 60, 131009],
  ['interactive', 'button', 'action.buttons.0.reply.title', 20, 131009],
  ['interactive', 'button', 'action.buttons.0.reply.id', 256, 131009],
  ['interactive', 'list', 'body.text', 4096, 131009],
  ['interactive', 'list', 'action.button', 20, 131009],
  ['interactive', 'list', 'action.sections.0.title', 24, 131009],
  ['interactive', 'list', `${row}.id`, 200, 131009],
  ['interactive', 'list', `${row}.title`, 24, 131009],
  ['interactive', 'list', `${row}.description`, 72, 131009],
  ['interactive', 'cta_url', 'action.parameters.display_text', 20, 131009],
  ['interactive', 'flow', 'action.parameters.flow_cta', 30, 131009],
  ['interactive', 'product_list', 'action.sections.0.title', 24, 131009],
  ['interactive', 'carousel_media', 'action.cards.0.body.text', 160, 131009],
  ['interactive', 'carousel_media', 'action.cards.0.action.parameters.display_text', 20, 131009],
  ['interactive', 'cards_with_quick_replies', 'action.cards.0.action.buttons.0.quick_reply.id', 20, 131009],
  [
    'interactive',
    'cards_with_quick_replies',
    'action.cards.0.action.buttons.0.quick_reply.title',
    20,
    131009,
  ],
  ['interactive', 'order_details', 'action.parameters.reference_id', 60, 131009],
  ['interactive', 'order_in_india', 'action.parameters.reference_id', 35, 131009],
  ['interactive', 'order_in_india', `${order}.items.0.name`, 60, 131009],
  ['interactive', 'order_in_india', `${order}.description`, 120, 131009],
  ['interactive', 'order_in_india', `${order}.tax.description`, 60, 131009],
  ['interactive', 'order_in_india', `${order}.discount.discount_program_name`, 60, 131009],
  ['interactive', 'order_in_india', `${order}.expiration.description`, 120, 131009],
  [
    'interactive',
    'order_in_india',
    'action.parameters.payment_settings.0.payment_gateway.configuration_name',
    60,
    131009,
  ],
  ['interactive', 'order_in_india', `${payee}.name`, 200, 131009],
  ['interactive', 'order_in_india', `${payee}.address_line1`, 100, 131009],
  ['interactive', 'order_in_india', `${payee}.address_line2`, 100, 131009],
  ['interactive', 'order_status', 'action.parameters.order.description', 120, 131009],
  ['interactive', 'order_status', 'action.parameters.reference_id', 60, 131009],
  ['interactive', 'voice_call', 'action.parameters.display_text', 20, 131009],
  ['interactive', 'voice_call', 'action.parameters.payload', 512, 131009],
  ['template', 'login_code', 'name', 512, 131009],
  ['template', 'named_header', 'components.0.parameters.0.text', 60, 132005],
  ['template', 'login_code', 'components.0.parameters.0.text', 1024, 132005],
  ['template', 'login_code', 'components.1.parameters.0.text', 2000, 131009],
  ['template', 'order_shipped', 'components.3.parameters.0.payload', 128, 131009],
  ['template', 'coupon_lto', 'components.2.parameters.0.coupon_code', 20, 131009],
  ['template', 'picks_mpm', 'components.0.parameters.0.action.sections.0.title', 24, 131009],
  ['template', 'call_us', 'components.0.parameters.1.payload', 512, 131009],
];

test.each(lengths)(
  'in %s %s, %s takes %i characters and not one more',
  async (type, name, place, most, code) => {
    expect(await take(type, name, { [place]: 'x'.repeat(most) })).toMatchObject(accepted);
    expect(await take(type, name, { [place]: 'x'.repeat(most + 1) })).toMatchObject({ error: { code } });
  },
);
