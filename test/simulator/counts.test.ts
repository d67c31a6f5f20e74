import { afterAll, beforeAll, expect, test } from 'vitest';
import { changeExample } from './change-example.ts';
import { repeat } from './change.ts';
import { interactiveExamples } from './example-interactive.ts';
import { openScene, type Scene } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene[Symbol.asyncDispose]());

const take = async (...arguments_: Parameters<typeof changeExample>) =>
  (await scene.send(changeExample(...arguments_))).json();
const accepted = { messages: [{}] };

const ranges: [type: string, name: string, place: string, least: number, most: number][] = [
  ['interactive', 'voice_call', 'action.parameters.ttl_minutes', 1, 43_200],
  ['interactive', 'carousel_media', 'action.cards.0.card_index', 0, 9],
  ['template', 'call_us', 'components.0.parameters.0.ttl_minutes', 1, 43_200],
  ['template', 'order_shipped', 'components.2.index', 0, 9],
  ['template', 'week_carousel', 'components.1.cards.0.card_index', 0, 9],
];

test.each(ranges)('in %s %s, %s goes from %i to %i', async (type, name, place, least, most) => {
  for (const inside of [least, most])
    expect(await take(type, name, { [place]: inside })).toMatchObject(accepted);
  for (const outside of [least - 1, most + 1, least + 0.5]) {
    expect(await take(type, name, { [place]: outside })).toMatchObject({ error: { code: 131009 } });
  }
});

const productCard = (index: number) => ({
  ...interactiveExamples.carousel_product.action.cards[0],
  card_index: index,
});
const item = (index: number) => ({ product_retailer_id: `${index}` });
const videoCard = (index: number) => ({
  card_index: index,
  components: [{ type: 'header', parameters: [{ type: 'video', video: { id: '1' } }] }],
});
const payment = { type: 'payment_link', payment_link: { uri: 'https://pay.example.com' } };

const counts: [
  type: string,
  name: string,
  place: string,
  least: number,
  most: number,
  code: number,
  make: (index: number) => unknown,
][] = [
  [
    'interactive',
    'button',
    'action.buttons',
    1,
    3,
    131009,
    (n) => ({ type: 'reply', reply: { id: `${n}`, title: `${n}` } }),
  ],
  [
    'interactive',
    'list',
    'action.sections',
    1,
    10,
    131009,
    (n) => ({ title: 'x', rows: [{ id: `${n}`, title: 'x' }] }),
  ],
  ['interactive', 'list', 'action.sections.0.rows', 1, 9, 131009, (n) => ({ id: `${n}`, title: 'x' })],
  [
    'interactive',
    'product_list',
    'action.sections',
    1,
    10,
    131009,
    (n) => ({ title: 'x', product_items: [item(n)] }),
  ],
  ['interactive', 'product_list', 'action.sections.0.product_items', 1, 30, 131009, item],
  ['interactive', 'carousel_product', 'action.cards', 2, 10, 131009, productCard],
  ['interactive', 'order_details', 'action.parameters.payment_settings', 1, 10, 131009, () => payment],
  [
    'template',
    'picks_mpm',
    'components.0.parameters.0.action.sections',
    1,
    10,
    131009,
    (n) => ({ title: 'x', product_items: [item(n)] }),
  ],
  ['template', 'picks_mpm', 'components.0.parameters.0.action.sections.0.product_items', 1, 30, 131009, item],
  ['template', 'week_carousel', 'components.1.cards', 2, 10, 132018, videoCard],
];

test.each(counts)(
  'in %s %s, %s has from %i to %i elements',
  async (type, name, place, least, most, code, make) => {
    for (const inside of [least, most]) {
      expect(await take(type, name, { [place]: repeat(inside, make) })).toMatchObject(accepted);
    }
    for (const outside of [least - 1, most + 1]) {
      expect(await take(type, name, { [place]: repeat(outside, make) })).toMatchObject({ error: { code } });
    }
  },
);
