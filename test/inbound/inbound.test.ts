import { afterAll, beforeAll, expect, test } from 'vitest';
import { strangerOf } from '../graphql/scene.ts';
import { enqueueText } from '../support/enqueue-text.ts';
import { eventually } from '../support/eventually.ts';
import { CurrentCursor, FindInbound, ListInbound, Watch, WatchInbound } from '../support/operations.ts';
import { sender, startGateway, type Gateway } from '../support/start-gateway.ts';
import { watchStatuses } from '../support/watch-message.ts';
import { allApplied } from '../webhooks/post-webhook.ts';

const secondSender = { number: '+15550783882', id: '106540352242923' };
let gateway: Gateway;
beforeAll(async () => {
  const senders = `${sender}=106540352242922,${secondSender.number}=${secondSender.id}`;
  gateway = await startGateway({
    env: { WHATSAPP_SENDERS: senders },
    simulatorEnv: { SIMULATOR_SENDERS: senders },
  });
});
afterAll(() => gateway[Symbol.asyncDispose]());

test('a message that is told five times is one message and one event', async () => {
  const { api, database, simulator } = gateway;
  const { cursor: after } = await api.call(CurrentCursor, {});
  for (let time = 0; time < 5; time += 1) {
    // Another name beside it makes another body, so that not the body but the message is known.
    await simulator.write({ from: '+16505550110', id: 'wamid.AGAIN', profileName: `Ana ${time}` });
  }
  await simulator.write({ from: '+16505550110', id: 'wamid.LAST' });
  expect(await watchUntil(after, 'wamid.LAST')).toEqual(['wamid.AGAIN', 'wamid.LAST']);
  await allApplied(gateway);
  const rows = await database.query(`SELECT 1 FROM inbound_message WHERE wamid = 'wamid.AGAIN'`);
  expect(rows).toHaveLength(1);
});

test('a reply names the message of ours that it answers', async () => {
  const { api, simulator } = gateway;
  const { cursor: after } = await api.call(CurrentCursor, {});
  const id = await enqueueText(api, '+16505550101');
  await watchStatuses(api, id, { after, until: 'READ' });
  const sent = (await simulator.ledger()).find((entry) => entry.opaque?.includes(id));
  const context = { from: '15550783881', id: sent?.wamid, forwarded: false };
  await simulator.write({ from: '+16505550101', id: 'wamid.REPLY', context });
  const reply = await findByWamid('wamid.REPLY');
  expect(reply?.context).toEqual({ wamid: sent?.wamid, forwarded: false, message: { id } });
});

test('messages are listed newest first in pages, and filtered by who wrote, to whom, and by kind', async () => {
  const { api, simulator } = gateway;
  const from = '+16505550120';
  await simulator.write({ from, id: 'wamid.L1' });
  await allApplied(gateway);
  await simulator.write({ from, id: 'wamid.L2', to: secondSender.id });
  await allApplied(gateway);
  await simulator.write({ from, id: 'wamid.L3', type: 'image' });
  await allApplied(gateway);
  const list = async (filter: object, page: object = {}) => {
    const { inboundMessages } = await api.call(ListInbound, {
      filter: { from: { phone: from }, ...filter },
      ...page,
    });
    return { wamids: inboundMessages.edges.map(({ node }) => node.wamid), ...inboundMessages.pageInfo };
  };
  expect((await list({})).wamids).toEqual(['wamid.L3', 'wamid.L2', 'wamid.L1']);
  expect((await list({ to: secondSender.number })).wamids).toEqual(['wamid.L2']);
  expect((await list({ types: ['IMAGE'] })).wamids).toEqual(['wamid.L3']);
  const first = await list({}, { first: 2 });
  expect(first).toMatchObject({ wamids: ['wamid.L3', 'wamid.L2'], hasNextPage: true });
  expect((await list({}, { first: 2, after: first.endCursor })).wamids).toEqual(['wamid.L1']);
});

test('a subscription sees only the sender and the kinds that its filter names', async () => {
  const { api, simulator } = gateway;
  const { cursor: after } = await api.call(CurrentCursor, {});
  await simulator.write({ from: '+16505550130', id: 'wamid.F1' });
  await simulator.write({ from: '+16505550130', id: 'wamid.F2', type: 'image', to: secondSender.id });
  await simulator.write({ from: '+16505550130', id: 'wamid.F3', to: secondSender.id });
  const filter = { to: secondSender.number, types: ['TEXT' as const] };
  expect(await watchUntil(after, 'wamid.F3', filter)).toEqual(['wamid.F3']);
});

test('a subscription to what happens to your messages says nothing of what people write, and the cursor moves on', async () => {
  const { api, simulator } = gateway;
  const { cursor: after } = await api.call(CurrentCursor, {});
  await simulator.write({ from: '+16505550131', id: 'wamid.QUIET' });
  await findByWamid('wamid.QUIET');
  const id = await enqueueText(api, '+16505550101');
  for await (const { messageEvents: item } of api.watch(Watch, { after })) {
    expect(item).toMatchObject({ __typename: 'MessageEvent', status: 'QUEUED', message: { id } });
    break;
  }
});

test('what people write to one tenant is nothing to another: no list, no node, no stream', async () => {
  const { simulator, database } = gateway;
  await using stranger = await strangerOf(gateway);
  const { cursor: after } = await stranger.call(CurrentCursor, {});
  await simulator.write({ from: '+16505550140', id: 'wamid.PRIVATE' });
  const message = await findByWamid('wamid.PRIVATE');
  const { inboundMessages } = await stranger.call(ListInbound, {});
  expect(inboundMessages.edges).toEqual([]);
  expect((await stranger.call(FindInbound, { id: message?.id ?? '' })).node).toBeNull();
  expect((await stranger.call(CurrentCursor, {})).cursor).toBe(after);
  expect((await gateway.api.call(FindInbound, { id: message?.id ?? '' })).node).toMatchObject({
    wamid: 'wamid.PRIVATE',
  });
  const events = await database.query(`SELECT * FROM event WHERE subject = 'INBOUND'`);
  expect(JSON.stringify(events)).not.toMatch(/wamid|16505550140|still there/);
});

async function findByWamid(wamid: string) {
  const { inboundMessages } = await eventually(
    () => gateway.api.call(ListInbound, { first: 100 }),
    (list) => list.inboundMessages.edges.some(({ node }) => node.wamid === wamid),
  );
  return inboundMessages.edges.find(({ node }) => node.wamid === wamid)?.node;
}

async function watchUntil(after: string, last: string, filter?: object): Promise<string[]> {
  const seen: string[] = [];
  for await (const { inboundMessages: item } of gateway.api.watch(WatchInbound, {
    after,
    ...(filter ? { filter } : {}),
  })) {
    if (item.__typename !== 'InboundMessageEvent') continue;
    const wamid = item.message?.wamid ?? 'nothing';
    seen.push(wamid);
    if (wamid === last) break;
  }
  return seen;
}
