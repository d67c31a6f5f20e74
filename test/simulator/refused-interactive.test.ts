import { afterAll, beforeAll, expect, test } from 'vitest';
import { change, content, repeat } from './change.ts';
import { fullerInteractive } from './example-fuller.ts';
import { interactiveExamples } from './example-interactive.ts';
import { openScene, type Scene } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene[Symbol.asyncDispose]());

const examples = { ...interactiveExamples, ...fullerInteractive };
type Kind = keyof typeof examples;

const textHeader = { type: 'text', text: 'Hello' };
const header = (kind: Kind): [string, Kind, string, unknown, number] => [
  'a header where there is none',
  kind,
  'header',
  textHeader,
  100,
];
const rows = (count: number) => repeat(count, (n) => ({ id: `${n}`, title: 'Row' }));
const products = (count: number) => repeat(count, (n) => ({ product_retailer_id: `${n}` }));
const quickReplies = (count: number) => ({
  buttons: repeat(count, (n) => ({ type: 'quick_reply', quick_reply: { id: `${n}`, title: 'More' } })),
});
const video = { type: 'video', video: { id: '1' } };
const card = (index: number) => ({
  ...interactiveExamples.carousel_product.action.cards[0],
  card_index: index,
});

const faults: [fault: string, kind: Kind, place: string, value: unknown, code: number][] = [
  ['a type that Meta does not have', 'button', 'type', 'menu', 131009],
  ['a misspelt key', 'button', 'fotter', {}, 100],
  ['an empty body', 'button', 'body.text', '', 131008],
  ['a header of no known type', 'button', 'header', { type: 'audio' }, 131009],
  ['a header without its media', 'button', 'header', { type: 'image' }, 131008],
  ['a header with two fillings', 'button', 'header', { ...textHeader, image: { id: '1' } }, 100],
  ['a caption in the header', 'button', 'header', { type: 'image', image: { id: '1', caption: 'x' } }, 100],
  ['a button of another type', 'button', 'action.buttons.0.type', 'url', 131009],
  ['a button id that begins with a blank', 'button', 'action.buttons.0.reply.id', ' ok', 131009],
  ['a button title twice', 'button', 'action.buttons.0.reply.title', 'Change', 131009],
  ['a button id twice', 'button', 'action.buttons.0.reply.id', 'no', 131009],
  ['a button that is no object', 'button', 'action.buttons.0', null, 100],
  ['a picture above a list', 'list', 'header', { type: 'image', image: { id: '1' } }, 131009],
  ['a second section without title', 'list', 'action.sections.1.title', undefined, 131008],
  ['a section without rows', 'list', 'action.sections.0.rows', [], 131009],
  ['eleven rows in all', 'list', 'action.sections.0.rows', rows(10), 131009],
  ['a row id twice', 'list', 'action.sections.1.rows.0.id', 't1', 131009],
  ['another action name', 'cta_url', 'action.name', 'flow', 131009],
  ['a link that is not http', 'cta_url', 'action.parameters.url', 'tel:110', 131009],
  ['another message version', 'flow', 'action.parameters.flow_message_version', '2', 131009],
  ['neither flow id nor name', 'flow', 'action.parameters.flow_id', undefined, 131008],
  ['both flow id and name', 'flow', 'action.parameters.flow_name', 'visit', 100],
  ['an emoji in flow_cta', 'flow', 'action.parameters.flow_cta', 'Book 📅', 131009],
  ['an unknown flow mode', 'flow', 'action.parameters.mode', 'test', 131009],
  ['a payload for data_exchange', 'flow', 'action.parameters.flow_action', 'data_exchange', 131009],
  ['empty flow data', 'flow', 'action.parameters.flow_action_payload.data', {}, 131009],
  header('product'),
  ['a header with a video', 'product_list', 'header', video, 131009],
  [
    '31 products in all',
    'product_list',
    'action.sections.1',
    { title: 'x', product_items: products(29) },
    131009,
  ],
  [
    'a second section without title',
    'product_list',
    'action.sections.1',
    { product_items: products(1) },
    131008,
  ],
  header('catalog_message'),
  header('location_request_message'),
  ['a footer where there is none', 'location_request_message', 'footer', { text: 'x' }, 100],
  ['another country', 'address_message', 'action.parameters.country', 'PT', 131009],
  [
    'a postal code of five digits',
    'address_message',
    'action.parameters.values.in_pin_code',
    '40006',
    131009,
  ],
  ['an unknown part of an address', 'address_message', 'action.parameters.values.zip', '4000', 100],
  [
    'a saved address without id',
    'address_message',
    'action.parameters.saved_addresses',
    [{ value: {} }],
    131008,
  ],
  [
    'a saved address without address',
    'address_message',
    'action.parameters.saved_addresses',
    [{ id: '1' }],
    131008,
  ],
  header('order_status'),
  ['an unknown order status', 'order_status', 'action.parameters.order.status', 'lost', 131009],
  ['a card index twice', 'carousel_media', 'action.cards.1.card_index', 0, 131009],
  ['a header of another kind on one card', 'carousel_media', 'action.cards.1.header', video, 131009],
  ['another kind of button on one card', 'carousel_media', 'action.cards.1.action', quickReplies(1), 131009],
  ['more buttons on one card', 'cards_with_quick_replies', 'action.cards.1.action', quickReplies(2), 131009],
  ['three line breaks on a card', 'carousel_media', 'action.cards.0.body.text', 'a\nb\nc\nd', 131009],
  ['a card without body among others', 'carousel_media', 'action.cards.0.body', undefined, 131009],
  ['cards of two kinds', 'carousel_media', 'action.cards.1', card(1), 131009],
  ['cards of two catalogues', 'carousel_product', 'action.cards.1.action.catalog_id', '7', 131009],
  ['a footer under cards', 'carousel_product', 'footer', { text: 'x' }, 100],
  header('voice_call'),
  ['minutes in a string', 'voice_call', 'action.parameters.ttl_minutes', '60', 100],
  header('call_permission_request'),
  ['parameters where there are none', 'call_permission_request', 'action.parameters', {}, 100],
  header('request_contact_info'),
];

test.each(faults)('%s in %s is refused', async (_, kind, place, value, code) => {
  const answer = await scene.send(content('interactive', change(examples[kind], { [place]: value })));
  expect(answer.json()).toMatchObject({ error: { code } });
  expect(answer.status).toBe(400);
});
