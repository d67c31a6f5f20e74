import { afterAll, beforeAll, expect, test } from 'vitest';
import { change, content, repeat } from './change.ts';
import { interactiveExamples } from './example-interactive.ts';
import { simpleExamples } from './example-messages.ts';
import { templateExamples } from './example-templates.ts';
import { openScene, type Scene } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene[Symbol.asyncDispose]());

type Row = [name: string, changes: Record<string, unknown>];

const examples: Row[] = [
  ...Object.entries(simpleExamples),
  ...Object.entries(interactiveExamples).map(([kind, example]): Row => [
    kind,
    content('interactive', example),
  ]),
  ...Object.entries(templateExamples).map(([name, example]): Row => [name, content('template', example)]),
];

test('the reference has eleven simple examples, sixteen kinds of interactive and eleven templates', () => {
  expect(examples).toHaveLength(38);
});

test.each(examples)('the example of the reference for %s is accepted', async (_, changes) => {
  expect((await scene.send(changes)).text).toContain('wamid.');
});

const {
  button,
  list,
  flow,
  order_details: order,
  order_status: update,
  voice_call: call,
  product,
} = interactiveExamples;
const { order_shipped: shipped, order_named: named, coupon_lto: offer, pickup } = templateExamples;

const interactive = (example: unknown, changes: Record<string, unknown>) =>
  content('interactive', change(example, changes));
const template = (example: unknown, changes: Record<string, unknown>) =>
  content('template', change(example, changes));
const reaction = (emoji: string) => content('reaction', { message_id: 'wamid.X', emoji });
const money = (value: number) => ({ value, offset: 100 });
const buttons = repeat(3, (n) => ({ type: 'reply', reply: { id: `${n}`, title: `No. ${n}` } }));
const sections = [{ rows: repeat(10, (n) => ({ id: `${n}`, title: `Row ${n}` })) }];
const tenButtons = repeat(10, (index) => ({
  type: 'button',
  sub_type: 'quick_reply',
  index,
  parameters: [{ type: 'payload', payload: 'x'.repeat(128) }],
}));
const parameters = [{ type: 'text', parameter_name: 'city', text: 'Porto' }];
const invitation = {
  type: 'button',
  sub_type: 'url',
  index: 0,
  parameters: [{ type: 'group_id', group_id: 'Y2' }],
};

const edges: Row[] = [
  [
    '257 contacts',
    content(
      'contacts',
      repeat(257, () => ({ name: { formatted_name: 'Ana' } })),
    ),
  ],
  ['a reaction with a family of emoji', reaction('👩🏽‍👩🏽‍👧🏽‍👦🏽')],
  ['a reaction with a flag', reaction('🇵🇹')],
  ['a reaction with a plain heart', reaction('❤')],
  ['three buttons', interactive(button, { 'action.buttons': buttons })],
  ['a button title of 20 emoji', interactive(button, { 'action.buttons.0.reply.title': '😀'.repeat(20) })],
  [
    'a document as header',
    interactive(button, { header: { type: 'document', document: { id: '1', filename: 'a' } } }),
  ],
  ['ten rows in one section without title', interactive(list, { 'action.sections': sections })],
  [
    'an order partially_shipped',
    interactive(update, { 'action.parameters.order.status': 'partially_shipped' }),
  ],
  [
    'an order partially-shipped',
    interactive(update, { 'action.parameters.order.status': 'partially-shipped' }),
  ],
  ['a list body of 4096 characters', interactive(list, { 'body.text': 'x'.repeat(4096) })],
  [
    'a flow by name',
    interactive(flow, { 'action.parameters.flow_id': undefined, 'action.parameters.flow_name': 'visit' }),
  ],
  ['a product without a word', interactive(product, { body: undefined })],
  ['a call button without parameters', interactive(call, { 'action.parameters': undefined })],
  [
    'an order at a sale price and with a discount',
    interactive(order, {
      'action.parameters.order.items.0.sale_amount': money(2000),
      'action.parameters.order.items.0.quantity': 2,
      'action.parameters.order.subtotal': money(4000),
      'action.parameters.order.discount': { ...money(500), discount_program_name: 'Autumn' },
      'action.parameters.total_amount': money(4000),
    }),
  ],
  ['a template without components', template(shipped, { components: undefined })],
  ['ten template buttons', template(shipped, { components: tenButtons })],
  [
    'a location in numbers as template header',
    template(pickup, { 'components.0.parameters.0.location.latitude': 37.44 }),
  ],
  ['a named header beside a named body', template(named, { 'components.1': { type: 'header', parameters } })],
  ['a coupon of 20 characters', template(offer, { 'components.2.parameters.0.coupon_code': 'x'.repeat(20) })],
  ['four spaces in a row', template(named, { 'components.0.parameters.0.text': 'a    b' })],
  ['an invitation to a group', template(shipped, { components: [invitation] })],
];

test.each(edges)('%s is accepted', async (_, changes) => {
  expect((await scene.send(changes)).text).toContain('wamid.');
});

test('a template that repeats a text in body and link is no one-time code when it says more', async () => {
  const { login_code: login } = templateExamples;
  const twoTexts = change(login, { 'components.0.parameters.1': { type: 'text', text: 'Ana' } });
  const answer = await scene.send({
    ...content('template', twoTexts),
    to: undefined,
    recipient: 'US.134912086',
  });
  expect(answer.status).toBe(200);
});
