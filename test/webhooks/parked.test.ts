import { Writable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase, type Database } from '../../src/db/database.ts';
import { pruneParked } from '../../src/delivery/prune-parked.ts';
import { compareMessages } from '../../src/dispatch/compare-messages.ts';
import { createLog } from '../../src/log/log.ts';
import { FindMessage } from '../support/operations.ts';
import { startGateway, type Gateway } from '../support/start-gateway.ts';
import { statusOf, statusWebhook } from '../support/status-webhook.ts';
import { acceptedMessages } from './accepted-messages.ts';
import { allApplied, postWebhook } from './post-webhook.ts';

let gateway: Gateway;
let own: Database;
beforeAll(async () => {
  gateway = await startGateway();
  own = openDatabase({
    connectionString: gateway.database.url,
    name: 'test',
    max: 1,
    log: createLog('error'),
  });
});
afterAll(async () => {
  await own[Symbol.asyncDispose]();
  await gateway[Symbol.asyncDispose]();
});

test('a status that waits for six days still counts when another tells whose it is, and after a week it is forgotten', async () => {
  const { api, database, simulator } = gateway;
  await simulator.setRules({ rules: [{ answer: { kind: 'acceptThenDrop' }, webhooks: { drop: 'all' } }] });
  const [message] = await acceptedMessages(gateway, ['+16505550101']);
  if (!message) throw new Error('Expected a message.');
  const { id, entry } = message;
  await post(
    statusOf({ ...entry, opaque: null }, 'read'),
    statusOf({ wamid: 'wamid.FOREIGN', opaque: null }, 'read'),
  );
  await database.query(
    `UPDATE status_evidence SET received_at = now() - interval '6 days' WHERE message_id IS NULL`,
  );
  expect(await pruneParked(own, 100)).toBe(0);
  await post(statusOf(entry, 'sent'));
  expect((await api.call(FindMessage, { id })).message).toMatchObject({ status: 'READ', inDoubt: false });

  await database.query(`UPDATE status_evidence SET received_at = now() - interval '8 days'`);
  expect(await pruneParked(own, 100)).toBe(1);
  const left = await database.query('SELECT 1 FROM status_evidence WHERE message_id = $1', [id]);
  expect(left).toHaveLength(2);
});

test('a state that is not what its evidence says is told by the id of its message and what differs, and nothing else', async () => {
  await gateway.simulator.setRules({ rules: [{ webhooks: { drop: 'all' } }] });
  const [message] = await acceptedMessages(gateway, ['+16505550102']);
  if (!message) throw new Error('Expected a message.');
  await post(statusOf(message.entry, 'delivered'));
  let lines = '';
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines += chunk.toString();
      done();
    },
  });
  const log = createLog('error', sink);
  expect(await compareMessages({ database: own, log })).toBe(0);
  await gateway.database.query(`UPDATE delivery SET rank = 5, delivered_at = now() WHERE message_id = $1`, [
    message.id,
  ]);
  expect(await compareMessages({ database: own, log })).toBe(1);
  expect(JSON.parse(lines)).toMatchObject({
    event: 'deliveries.differ_from_evidence',
    messageId: message.id,
    fields: ['rank', 'deliveredAt'],
  });
});

async function post(...statuses: object[]): Promise<void> {
  expect(await postWebhook(gateway.url, statusWebhook(statuses))).toBe(200);
  await allApplied(gateway);
}
