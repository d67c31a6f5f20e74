import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { strangerOf } from '../graphql/scene.ts';
import { enqueueText } from '../support/enqueue-text.ts';
import { CurrentCursor, FindMessage, ListDeadItems, ReplayDeadItem } from '../support/operations.ts';
import { startGateway, type Gateway } from '../support/start-gateway.ts';
import { statusOf, statusWebhook } from '../support/status-webhook.ts';
import { watchStatuses } from '../support/watch-message.ts';
import { allApplied, postWebhook } from './post-webhook.ts';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
  await gateway.simulator.setRules({ rules: [{ webhooks: { drop: 'all' } }] });
});
afterAll(() => gateway[Symbol.asyncDispose]());

test('an item that was set aside is applied by a replay once the database takes it, and is gone from the list', async () => {
  const { api, database, simulator } = gateway;
  const { cursor: after } = await api.call(CurrentCursor, {});
  const id = await enqueueText(api, '+16505550101');
  await watchStatuses(api, id, { after, until: 'ACCEPTED' });
  const [entry] = await simulator.ledger();
  if (!entry) throw new Error('Expected the message in the ledger.');
  // Stands for a fault of ours that an upgrade mends.
  await database.query(`ALTER TABLE status_evidence ADD CONSTRAINT fault CHECK (status <> 'delivered')`);
  await postWebhook(gateway.url, statusWebhook([statusOf(entry, 'sent'), statusOf(entry, 'delivered')]));
  await allApplied(gateway);
  expect((await api.call(FindMessage, { id })).message).toMatchObject({ status: 'SENT' });
  const [item] = await listDead();
  expect(item).toMatchObject({ path: 'entry.0.changes.0.value.statuses.1', reason: 'SQLSTATE_23514' });

  const replay = { id: item?.id ?? '' };
  expect(await api.call(ReplayDeadItem, replay)).toMatchObject({
    replayDeadWebhookItem: { code: 'WEBHOOK_ITEM_STILL_DEAD', reason: 'SQLSTATE_23514' },
  });
  expect(await listDead()).toHaveLength(1);
  await database.query('ALTER TABLE status_evidence DROP CONSTRAINT fault');

  await using stranger = await strangerOf(gateway);
  expect(await stranger.call(ReplayDeadItem, replay)).toMatchObject({
    replayDeadWebhookItem: { code: 'WEBHOOK_ITEM_NOT_FOUND' },
  });
  expect((await stranger.call(ListDeadItems, {})).deadWebhookItems.edges).toEqual([]);

  expect(await api.call(ReplayDeadItem, replay)).toMatchObject({ replayDeadWebhookItem: replay });
  expect((await api.call(FindMessage, { id })).message).toMatchObject({ status: 'DELIVERED' });
  expect(await listDead()).toEqual([]);
  expect(await api.call(ReplayDeadItem, replay)).toMatchObject({
    replayDeadWebhookItem: { code: 'WEBHOOK_ITEM_NOT_FOUND' },
  });
});

test('an item that cannot be read belongs to the sender that its change names, and to nobody when it names none', async () => {
  const nameless = statusWebhook([{ status: 'sent' }], `${randomInt(1e9)}`);
  await postWebhook(gateway.url, nameless);
  await postWebhook(gateway.url, statusWebhook([{ status: 'sent' }]));
  await postWebhook(gateway.url, Buffer.from('<html>'));
  await allApplied(gateway);
  expect(await listDead()).toMatchObject([{ reason: 'BAD_ID' }]);
  expect(await gateway.database.query('SELECT 1 FROM webhook_dead_item')).toHaveLength(3);
});

async function listDead() {
  const { deadWebhookItems } = await gateway.api.call(ListDeadItems, {});
  return deadWebhookItems.edges.map(({ node }) => node);
}
