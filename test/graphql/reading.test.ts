import { afterAll, beforeAll, expect, test } from 'vitest';
import { FindMessage, FindNode, Senders } from '../support/operations.ts';
import { sender, startGateway, type Gateway } from '../support/start-gateway.ts';
import { enqueue, nothingIsSent, strangerOf } from './scene.ts';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway(nothingIsSent);
});
afterAll(() => gateway[Symbol.asyncDispose]());

const nobodys = [
  ['an unknown id', '019b0000-0000-7000-8000-000000000000'],
  ['a malformed id', "1' OR true"],
  ['an empty id', ''],
  ['an id with U+0000', 'a\0b'],
] as const;

test.for(nobodys)('%s finds no message and no node', async ([, id]) => {
  expect(await gateway.api.call(FindMessage, { id })).toEqual({ message: null });
  expect(await gateway.api.call(FindNode, { id })).toEqual({ node: null });
});

test('a message is found as it was given', async () => {
  const image = { source: { link: 'https://cdn.example.com/a.jpg' }, caption: 'Ahoi' };
  const id = await enqueue(gateway.api, { message: { image }, to: { userId: 'US.17' }, externalId: 'ü-1' });
  const { message } = await gateway.api.call(FindMessage, { id });
  expect(message).toMatchObject({
    id,
    from: sender,
    to: { phone: null, userId: 'US.17' },
    type: 'IMAGE',
    content: { __typename: 'ImageContent', source: { id: null, link: image.source.link }, caption: 'Ahoi' },
    externalId: 'ü-1',
    status: 'QUEUED',
    wamid: null,
    error: null,
    warnings: [],
    attempts: [],
  });
});

test('a node is a message or a sender', async () => {
  const id = await enqueue(gateway.api);
  expect(await gateway.api.call(FindNode, { id })).toEqual({
    node: { __typename: 'Message', id, status: 'QUEUED' },
  });
  const { senders } = await gateway.api.call(Senders, {});
  const senderId = senders.edges[0]?.node.id ?? '';
  expect(await gateway.api.call(FindNode, { id: senderId })).toEqual({
    node: { __typename: 'Sender', id: senderId, phoneNumber: sender },
  });
});

test('a stranger finds neither message nor sender of another tenant', async () => {
  const id = await enqueue(gateway.api);
  const { senders } = await gateway.api.call(Senders, {});
  await using stranger = await strangerOf(gateway);
  expect(await stranger.call(FindMessage, { id })).toEqual({ message: null });
  expect(await stranger.call(FindNode, { id })).toEqual({ node: null });
  expect(await stranger.call(FindNode, { id: senders.edges[0]?.node.id ?? '' })).toEqual({ node: null });
  expect(await stranger.call(Senders, {})).toEqual({ senders: { edges: [] } });
});

test('a sender says how many messages wait and since when', async () => {
  const before = await gateway.api.call(Senders, {});
  await enqueue(gateway.api);
  const after = await gateway.api.call(Senders, {});
  const [was, is] = [before, after].map(({ senders }) => senders.edges[0]?.node);
  expect(is?.queueDepth).toBe((was?.queueDepth ?? 0) + 1);
  expect(Date.parse(is?.oldestQueuedAt ?? '')).toBeLessThanOrEqual(Date.now());
});
