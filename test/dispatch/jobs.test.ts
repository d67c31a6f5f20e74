import { expect, test } from 'vitest';
import { openDatabase } from '../../src/db/database.ts';
import { createLog } from '../../src/log/log.ts';
import { startQueue } from '../../src/queue/start-queue.ts';
import { enqueueText } from '../support/enqueue-text.ts';
import { eventually } from '../support/eventually.ts';
import { Cancel, CurrentCursor, FindMessage, ListMessages, Watch } from '../support/operations.ts';
import { startGateway, type Gateway } from '../support/start-gateway.ts';
import { shortTimes, startWorker, withoutWorker } from '../support/start-worker.ts';
import { watchStatuses } from '../support/watch-message.ts';

test('when every job is lost, the messages get new ones and each is sent once', async () => {
  await using gateway = await startGateway({ env: withoutWorker });
  const { api, database, simulator } = gateway;
  const { cursor: after } = await api.call(CurrentCursor, {});
  const ids = await Promise.all(Array.from({ length: 20 }, () => enqueueText(api, '+16505550101')));
  expect(await countJobs(gateway)).toBe(20);
  await database.query('DELETE FROM pgboss.job');
  // The reconciler looks at what has been ready for a while.
  await database.query(`UPDATE delivery SET not_before = now() - interval '1 minute'`);

  await using workers = new AsyncDisposableStack();
  workers.use(await startWorker(gateway));
  const read = new Set<string>();
  for await (const { messageEvents: item } of api.watch(Watch, { after })) {
    if (item.__typename === 'MessageEvent' && item.status === 'READ') read.add(item.message.id);
    if (read.size === ids.length) break;
  }
  expect(read).toEqual(new Set(ids));
  expect(await simulator.ledger()).toHaveLength(20);
});

test('when every job is lost again and again while messages are sent, nothing is lost and nothing is sent twice', async () => {
  await using gateway = await startGateway({ env: withoutWorker });
  const { api, database, simulator } = gateway;
  const { cursor: after } = await api.call(CurrentCursor, {});
  const ids = await Promise.all(Array.from({ length: 120 }, () => enqueueText(api, '+16505550101')));
  await using workers = new AsyncDisposableStack();
  workers.use(await startWorker(gateway));
  const read = new Set<string>();
  let losses = 0;
  for await (const { messageEvents: item } of api.watch(Watch, { after })) {
    if (item.__typename === 'MessageEvent' && item.status === 'READ') read.add(item.message.id);
    if (losses < 3 && read.size > losses * 10) {
      losses += 1;
      await database.query('TRUNCATE pgboss.job');
      await database.query('UPDATE pgboss.queue SET queued_count = 0, active_count = 0, total_count = 0');
    }
    if (read.size === ids.length) break;
  }
  expect(losses).toBe(3);
  expect(new Set((await simulator.ledger()).map((entry) => entry.opaque)).size).toBe(120);
  expect(await simulator.ledger()).toHaveLength(120);
});

test('a message that has three jobs when two workers start is sent once', async () => {
  await using gateway = await startGateway({ env: withoutWorker });
  const { api, database, simulator } = gateway;
  const { cursor: after } = await api.call(CurrentCursor, {});
  const id = await enqueueText(api, '+16505550101');
  const copy = `INSERT INTO pgboss.job (name, data, policy, singleton_key)
    SELECT name, data, policy, $1 FROM pgboss.job WHERE name LIKE 'send/%' LIMIT 1`;
  await database.query(copy, ['second']);
  await database.query(copy, ['third']);
  expect(await countJobs(gateway)).toBe(3);

  await using workers = new AsyncDisposableStack();
  workers.use(await startWorker(gateway));
  workers.use(await startWorker(gateway));
  await watchStatuses(api, id, { after, until: 'READ' });
  await eventually(
    () => countJobs(gateway),
    (count) => count === 0,
  );
  expect(await simulator.ledger()).toHaveLength(1);
  expect((await api.call(FindMessage, { id })).message?.attempts).toHaveLength(1);
});

test('a job that comes again after its message was sent is consumed and sends nothing', async () => {
  await using gateway = await startGateway({ times: shortTimes });
  const { api, simulator } = gateway;
  const { cursor: after } = await api.call(CurrentCursor, {});
  const id = await enqueueText(api, '+16505550101');
  await watchStatuses(api, id, { after, until: 'READ' });

  expect(await insertJob(gateway, id)).toBe(1);
  const next = await enqueueText(api, '+16505550102'); // rings the lane, which takes both
  await watchStatuses(api, next, { after, until: 'READ' });
  await eventually(
    () => countJobs(gateway),
    (count) => count === 0,
  );
  expect(await simulator.ledger()).toMatchObject([
    { recipient: '+16505550101' },
    { recipient: '+16505550102' },
  ]);
  expect((await api.call(FindMessage, { id })).message).toMatchObject({
    status: 'READ',
    attempts: [{ number: 1 }],
  });
});

test('a message that already has a job gets no second one', async () => {
  await using gateway = await startGateway({ env: withoutWorker });
  const id = await enqueueText(gateway.api, '+16505550101');
  expect(await insertJob(gateway, id)).toBe(0);
  expect(await countJobs(gateway)).toBe(1);
});

test('messages canceled while they wait are not sent, although their jobs stay', async () => {
  await using gateway = await startGateway({ env: withoutWorker });
  const { api, simulator } = gateway;
  const { cursor: after } = await api.call(CurrentCursor, {});
  const canceled = await enqueueText(api, '+16505550101');
  const sent = await enqueueText(api, '+16505550102');
  expect((await api.call(Cancel, { id: canceled })).cancelMessage.__typename).toBe('CanceledMessage');
  await using workers = new AsyncDisposableStack();
  workers.use(await startWorker(gateway));
  await watchStatuses(api, sent, { after, until: 'READ' });
  await eventually(
    () => countJobs(gateway),
    (count) => count === 0,
  );
  const { messages } = await api.call(ListMessages, { filter: { statuses: ['CANCELED'] } });
  expect(messages.edges.map(({ node }) => node.id)).toEqual([canceled]);
  expect(await simulator.ledger()).toMatchObject([{ recipient: '+16505550102' }]);
});

async function countJobs({ database }: Gateway): Promise<number> {
  const rows = await database.query(`SELECT 1 FROM pgboss.job WHERE name LIKE 'send/%'`);
  return rows.length;
}

/** As another process would, with a queue of its own. */
async function insertJob({ database }: Gateway, messageId: string): Promise<number> {
  const log = createLog('error');
  await using queue = await startQueue({ connectionString: database.url, log, cron: false });
  await using own = openDatabase({ connectionString: database.url, name: 'test', max: 1, log });
  const [sender] = await database.query<{ sender_id: string }>('SELECT sender_id FROM sender');
  return await own.transaction((tx) =>
    queue.insertJobs(tx, sender?.sender_id ?? '', [{ messageId, priority: 1 }]),
  );
}
