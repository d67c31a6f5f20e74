import { afterAll, beforeAll, expect, test } from 'vitest';
import type { InboundViewFragment } from '../generated/graphql.ts';
import { CurrentCursor, WatchInbound } from '../support/operations.ts';
import { sender, startGateway, type Gateway } from '../support/start-gateway.ts';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway[Symbol.asyncDispose]());

const ana = '+16505550101';

test.each([
  ['text', undefined, { type: 'TEXT', content: { body: 'Hello, is it still there?' } }],
  ['image', undefined, { type: 'IMAGE', content: { mediaId: '1003383421387256', mimeType: 'image/jpeg' } }],
  ['video', undefined, { type: 'VIDEO', content: { __typename: 'InboundMedia' } }],
  ['audio', undefined, { type: 'AUDIO', content: { voice: true } }],
  ['document', undefined, { type: 'DOCUMENT', content: { filename: 'order.pdf' } }],
  ['sticker', undefined, { type: 'STICKER', content: { __typename: 'InboundMedia' } }],
  ['location', undefined, { type: 'LOCATION', content: { latitude: 37.4847, name: 'A place' } }],
  [
    'contacts',
    undefined,
    {
      type: 'CONTACTS',
      content: {
        cards: [{ card: { name: { formattedName: 'Ana Lopes' }, phones: [{ waId: '16505550103' }] } }],
      },
    },
  ],
  ['interactive', undefined, { type: 'BUTTON_REPLY', content: { id: 'yes', title: 'Yes' } }],
  [
    'interactive',
    { type: 'list_reply', list_reply: { id: 'row-1', title: 'Row', description: 'First' } },
    { type: 'LIST_REPLY', content: { id: 'row-1', title: 'Row' } },
  ],
  [
    'interactive',
    { type: 'nfm_reply', nfm_reply: { name: 'flow', body: 'Sent', response_json: '{"a":1}' } },
    { type: 'FLOW_REPLY', content: { name: 'flow', responseJson: '{"a":1}' } },
  ],
  [
    'interactive',
    {
      type: 'call_permission_reply',
      call_permission_reply: {
        response: 'accept',
        expiration_timestamp: '1795341600',
        response_source: 'user_action',
      },
    },
    {
      type: 'CALL_PERMISSION_REPLY',
      content: { accepted: true, expiresAt: '2026-11-22T10:00:00.000Z', automatic: false },
    },
  ],
  ['button', undefined, { type: 'TEMPLATE_BUTTON', content: { payload: 'stop-promos' } }],
  ['reaction', undefined, { type: 'REACTION', content: { reactsTo: 'wamid.OUT1', emoji: '👍' } }],
  ['reaction', { message_id: 'wamid.OUT1' }, { type: 'REACTION', content: { emoji: null } }],
  [
    'order',
    undefined,
    { type: 'ORDER', content: { items: [{ productRetailerId: 'sku-1', quantity: 2, itemPrice: 9.5 }] } },
  ],
  ['system', undefined, { type: 'SYSTEM', content: { event: 'user_changed_number', waId: '16505550104' } }],
  [
    'unsupported',
    undefined,
    { type: 'UNSUPPORTED', content: { kind: 'poll', errors: [{ code: '131051' }] } },
  ],
  ['edit', undefined, { type: 'EDIT', content: { changed: 'wamid.IN1' } }],
  ['revoke', undefined, { type: 'REVOKE', content: { changed: 'wamid.IN1' } }],
  ['request_welcome', undefined, { type: 'OTHER', content: { word: 'request_welcome', raw: null } }],
  [
    'x_hologram',
    { depth: 3, note: 'ab\u0000cd\ud800' },
    { type: 'OTHER', content: { word: 'x_hologram', raw: { depth: 3, note: 'ab\ufffdcd\ufffd' } } },
  ],
  ['text', { words: 'in another form' }, { type: 'OTHER', content: { word: 'text' } }],
])(
  'a message of the kind %s (%j) is stored, streamed, and read as what it is',
  async (type, content, expected) => {
    const { wamid, seen } = await write({ from: ana, type, ...(content ? { content } : {}) });
    expect(seen).toMatchObject({
      ...expected,
      wamid,
      to: sender,
      from: { phone: ana },
      profileName: 'Ana Lopes',
    });
  },
);

test('somebody whose number is hidden is known by their user id', async () => {
  const { seen } = await write({ from: 'US.13491208655302741918' });
  expect(seen?.from).toMatchObject({ phone: null, userId: 'US.13491208655302741918' });
});

/** Writes to us, and answers what the stream says of it. */
async function write(message: { from: string } & Record<string, unknown>) {
  const { api, simulator } = gateway;
  const { cursor: after } = await api.call(CurrentCursor, {});
  const wamid = await simulator.write(message);
  let seen: InboundViewFragment | undefined | null;
  for await (const { inboundMessages: item } of api.watch(WatchInbound, { after })) {
    if (item.__typename !== 'InboundMessageEvent') continue;
    seen = item.message;
    break;
  }
  return { wamid, seen };
}
