import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startApp } from '../../src/app.ts';
import { createLog } from '../../src/log/log.ts';
import { enqueue } from '../graphql/scene.ts';
import { enqueueText } from '../support/enqueue-text.ts';
import { eventually } from '../support/eventually.ts';
import { CurrentCursor, FindMessage } from '../support/operations.ts';
import { commit, openPostgresProxy, type PostgresProxy } from '../support/postgres-proxy.ts';
import { startGateway, type Gateway } from '../support/start-gateway.ts';
import type { LedgerEntry } from '../support/start-simulator.ts';
import { shortTimes, withoutWorker } from '../support/start-worker.ts';
import { statusOf, statusWebhook } from '../support/status-webhook.ts';
import { watchStatuses } from '../support/watch-message.ts';

/** Parts of statements by which the transactions of the worker are told apart. */
const says = {
  takeLeave: 'SET LOCAL synchronous_commit TO off',
  claim: 'ORDER BY message_id FOR UPDATE',
  settle: `SELECT $1, sender_id, wamid, 'accepted', $6`,
  apply: 'UPDATE webhook_inbox SET applied_at',
  insertJobs: 'FROM json_to_recordset($1::text::json) as x (',
};
/** What became of the COMMIT that nobody can be asked about. */
const ends = [
  ['was stored', 'WITHHOLD_COMMIT'],
  ['was not stored', 'CUT'],
] as const;

/** Above what is waited for the verdict on a COMMIT, so that an outcome is still settled afterwards. */
const times = { ...shortTimes, budget: { ...shortTimes.budget, leaseMs: 60_000 } };

let gateway: Gateway;
let proxy: PostgresProxy;
let lines: string[] = [];
const running = new AsyncDisposableStack();
beforeAll(async () => {
  gateway = running.use(await startGateway({ env: withoutWorker }));
  await gateway.simulator.setRules({ rules: [{ webhooks: { drop: 'all' } }] });
  proxy = running.use(await openPostgresProxy(gateway.database.url));
  const config = {
    ...gateway.config,
    port: 0,
    roles: new Set(['worker'] as const),
    databaseUrl: proxy.url,
  };
  running.use(await startApp(config, createLog('info', { write: (line) => lines.push(line) }), times));
});
afterAll(() => running.disposeAsync());
// What a connection said once it may say by a name: on new ones everything is said in full.
beforeEach(async () => {
  await proxy.goAway();
  await proxy.comeBack();
  // A loop tells of one cause once, until it passes again.
  const { api } = gateway;
  const { cursor: after } = await api.call(CurrentCursor, {});
  await watchStatuses(api, await enqueueText(api, newPhone()), { after, until: 'ACCEPTED' });
  await proxy.goAway();
  await proxy.comeBack();
  lines = [];
});

let people = 0;
/** Somebody whom nothing was sent to yet, also when a test is tried again. */
function newPhone(): string {
  people += 1;
  return `+1650556${String(people).padStart(4, '0')}`;
}

test.for(ends)(
  'a claim whose COMMIT %s sends nothing while nobody can be asked about it',
  async ([end, mishap]) => {
    const { api, database } = gateway;
    const phone = newPhone();
    const { cursor: after } = await api.call(CurrentCursor, {});
    const struck = strike(mishap, says.claim);
    const id = await enqueueText(api, phone);
    await struck;
    await toldUnknown('loop.failed', 'claim');
    expect(await sentTo(phone)).toEqual([]);
    await proxy.comeBack();
    if (end === 'was stored') {
      // The lease judges: who claimed it may have sent it, as far as the database knows.
      await database.query(`UPDATE delivery SET lease_until = now() WHERE message_id = $1`, [id]);
      expect(await watchStatuses(api, id, { after, until: 'UNKNOWN' })).toEqual([
        'QUEUED',
        'SENDING',
        'UNKNOWN',
      ]);
      expect(await sentTo(phone)).toEqual([]);
    } else {
      expect(await watchStatuses(api, id, { after, until: 'ACCEPTED' })).toEqual([
        'QUEUED',
        'SENDING',
        'ACCEPTED',
      ]);
      expect(await sentTo(phone)).toHaveLength(1);
    }
  },
);

test('leave to send whose COMMIT nobody can be asked about sends nothing before it is taken again, and then each message once', async () => {
  const { api } = gateway;
  const phone = newPhone();
  const { cursor: after } = await api.call(CurrentCursor, {});
  const struck = strike('WITHHOLD_COMMIT', says.takeLeave);
  // Leave for one may be left over from before.
  const ids = await Promise.all([1, 2, 3].map(() => enqueueText(api, phone)));
  await struck;
  await toldUnknown('loop.failed', 'claim');
  expect((await sentTo(phone)).length).toBeLessThan(ids.length);
  await proxy.comeBack();
  for (const id of ids) await watchStatuses(api, id, { after, until: 'ACCEPTED' });
  expect(await sentTo(phone)).toHaveLength(ids.length);
});

test.for(ends)('an outcome whose COMMIT %s is settled again, and counts once', async ([end, mishap]) => {
  const { api } = gateway;
  const phone = newPhone();
  const struck = strike(mishap, says.settle);
  const id = await enqueueText(api, phone);
  await struck;
  const before = await stateOf(id);
  expect(before.message?.status).toBe(end === 'was stored' ? 'ACCEPTED' : 'SENDING');
  await toldUnknown('dispatch.settle_failed');
  await proxy.comeBack();
  await told((line) => line.includes('message.attempted') && line.includes(id));
  const settled = await stateOf(id);
  if (end === 'was stored') expect(settled).toEqual(before);
  expect(settled.message?.timeline.map((each) => each.status)).toEqual(['QUEUED', 'SENDING', 'ACCEPTED']);
  expect(settled.evidence).toHaveLength(1);
  expect(await sentTo(phone)).toHaveLength(1);
});

test.for(ends)('a webhook whose COMMIT %s is applied once', async ([end, mishap]) => {
  const { api, simulator, database } = gateway;
  const phone = newPhone();
  const { cursor: after } = await api.call(CurrentCursor, {});
  const id = await enqueueText(api, phone);
  await watchStatuses(api, id, { after, until: 'ACCEPTED' });
  const [sent] = await sentTo(phone);
  if (!sent) throw new Error('Expected the message in the ledger.');
  const struck = strike(mishap, says.apply);
  await simulator.postWebhook(statusWebhook([statusOf(sent, 'delivered')]));
  await struck;
  await toldUnknown('loop.failed', 'apply-webhooks');
  expect(await database.query('SELECT FROM webhook_inbox WHERE applied_at IS NULL')).toHaveLength(
    end === 'was stored' ? 0 : 1,
  );
  await proxy.comeBack();
  await simulator.postWebhook(statusWebhook([statusOf(sent, 'read')]));
  expect(await watchStatuses(api, id, { after, until: 'READ' })).toEqual([
    'QUEUED',
    'SENDING',
    'ACCEPTED',
    'DELIVERED',
    'READ',
  ]);
  expect((await stateOf(id)).evidence).toHaveLength(3);
});

test('what was due and whose COMMIT nobody can be asked about becomes due once, and is sent once', async () => {
  const { api } = gateway;
  const phone = newPhone();
  const { cursor: after } = await api.call(CurrentCursor, {});
  const struck = strike('WITHHOLD_COMMIT', says.insertJobs);
  const sendAt = new Date(Date.now() + 1_000).toISOString();
  const id = await enqueue(api, { to: { phone }, sendAt });
  await struck;
  await toldUnknown('loop.failed', 'promote');
  expect(await sentTo(phone)).toEqual([]);
  await proxy.comeBack();
  expect(await watchStatuses(api, id, { after, until: 'ACCEPTED' })).toEqual([
    'SCHEDULED',
    'QUEUED',
    'SENDING',
    'ACCEPTED',
  ]);
  expect(await sentTo(phone)).toHaveLength(1);
});

/** The next COMMIT of such a transaction goes unanswered, and the database is away at once. */
async function strike(mishap: (typeof ends)[number][1], said: string): Promise<void> {
  await proxy.when(commit, mishap, { behind: Buffer.from(said) });
  await proxy.goAway();
}

/** Answers when the worker has given up asking what became of the COMMIT. */
async function toldUnknown(...words: string[]): Promise<void> {
  await told((line) => line.includes('CommitUnknown') && words.every((word) => line.includes(word)));
}

async function told(isIt: (line: string) => boolean): Promise<void> {
  await eventually(
    () => Promise.resolve(lines),
    (seen) => seen.some(isIt),
  );
}

async function sentTo(phone: string): Promise<LedgerEntry[]> {
  return (await gateway.simulator.ledger()).filter((entry) => entry.recipient === phone);
}

/** All that an outcome changes. */
async function stateOf(id: string) {
  const { message } = await gateway.api.call(FindMessage, { id });
  const evidence = await gateway.database.query(
    'SELECT status, rank, wamid, attempt FROM status_evidence WHERE message_id = $1 ORDER BY rank',
    [id],
  );
  return { message, evidence };
}
