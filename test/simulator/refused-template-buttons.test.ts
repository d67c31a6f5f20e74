import { afterAll, beforeAll, expect, test } from 'vitest';
import { change, content, repeat } from './change.ts';
import { templateExamples } from './example-templates.ts';
import { openScene, type Scene } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene[Symbol.asyncDispose]());

type Name = keyof typeof templateExamples;

const words = (text: string) => ({ type: 'text', text });
const header = (...parameters: unknown[]) => ({ type: 'header', parameters });
const body = (...parameters: unknown[]) => ({ type: 'body', parameters });
const payload = { type: 'payload', payload: 'x' };
const button = (subType: string, index: unknown, ...parameters: unknown[]) => ({
  type: 'button',
  sub_type: subType,
  index,
  parameters,
});
const cards = 'components.1.cards';

const faults: [fault: string, name: Name, place: string, value: unknown, code: number][] = [
  ['a button of no known kind', 'order_shipped', 'components.2.sub_type', 'otp', 132018],
  ['a button index twice, as number and as string', 'order_shipped', 'components.2.index', 1, 132018],
  [
    'eleven buttons',
    'login_code',
    'components',
    repeat(11, (n) => button('quick_reply', n % 10, payload)),
    132018,
  ],
  ['three links', 'login_code', 'components', repeat(3, (n) => button('url', n, words('a'))), 132018],
  [
    'two codes to copy',
    'login_code',
    'components',
    repeat(2, (n) => button('copy_code', n, { type: 'coupon_code', coupon_code: 'A' })),
    132018,
  ],
  ['a button with two parameters', 'login_code', 'components.1.parameters', [words('a'), words('b')], 132000],
  [
    'a catalogue button with two parameters',
    'catalogue',
    'components.0.parameters',
    [payload, payload],
    132000,
  ],
  [
    'a call button with three parameters',
    'call_us',
    'components.0.parameters',
    [payload, payload, payload],
    132000,
  ],
  ['a link with a payload', 'login_code', 'components.1.parameters.0', payload, 132018],
  ['a quick reply with a text', 'order_shipped', 'components.3.parameters.0', words('a'), 132018],
  ['flow data that is no object', 'pickup', 'components.1.parameters.0.action.flow_action_data', 'x', 100],
  ['a misspelt key in an action', 'catalogue', 'components.0.parameters.0.action.thumbnail', 'x', 100],
  [
    'an order with a wrong total',
    'pay_now',
    'components.0.parameters.0.action.order_details.total_amount.value',
    1,
    131009,
  ],
  [
    'the minutes to call twice',
    'call_us',
    'components.0.parameters.1',
    { type: 'ttl_minutes', ttl_minutes: 1 },
    132018,
  ],
  ['a card index twice', 'week_carousel', `${cards}.1.card_index`, 0, 132018],
  ['a card without header', 'week_carousel', `${cards}.1.components.0`, body(), 131008],
  [
    'a card with a video among pictures',
    'week_carousel',
    `${cards}.1.components.0`,
    header({ type: 'video', video: { id: '1' } }),
    132018,
  ],
  [
    'another kind of button on one card',
    'week_carousel',
    `${cards}.1.components.1`,
    button('url', 0, words('a')),
    132018,
  ],
  [
    'a second body on a card',
    'week_carousel',
    cards,
    [0, 1].map((index) => ({
      card_index: index,
      components: [header({ type: 'image', image: { id: '1' } }), body(), body()],
    })),
    132018,
  ],
  ['a button that cards do not have', 'week_carousel', `${cards}.1.components.1.sub_type`, 'catalog', 132018],
  [
    'a button index twice on a card',
    'week_carousel',
    `${cards}.1.components.2`,
    button('url', 0, words('a')),
    132018,
  ],
];

test.each(faults)('%s in the template %s is refused', async (_, name, place, value, code) => {
  const answer = await scene.send(content('template', change(templateExamples[name], { [place]: value })));
  expect(answer.json()).toMatchObject({ error: { code } });
  expect(answer.status).toBe(400);
});
