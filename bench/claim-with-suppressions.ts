import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deriveKeys } from '../src/auth/derive-keys.ts';
import { defaultTenantId, ensureDefaultTenant } from '../src/auth/ensure-default-tenant.ts';
import { openDatabase, type Database } from '../src/db/database.ts';
import type { Doorbell } from '../src/db/doorbell.ts';
import { startEmbeddedPostgres } from '../src/db/embedded/start-embedded-postgres.ts';
import { migrate } from '../src/db/migrate.ts';
import { claimMessages } from '../src/dispatch/claim-messages.ts';
import { createLog } from '../src/log/log.ts';
import { priority } from '../src/delivery/delivery.ts';
import { enqueueMessages } from '../src/messages/enqueue-messages.ts';
import { startQueue } from '../src/queue/start-queue.ts';
import type { PhoneNumber } from '../src/recipient/phone-number.ts';
import { ensureSenders } from '../src/senders/ensure-senders.ts';
import { listAllSenders } from '../src/senders/list-senders.ts';
import { knowSenders } from '../src/senders/know-senders.ts';

/**
 * What 100,000 suppressions cost a claim of filtered messages: the same claims with and without them, alternating on one
 * database, as a ratio. "npm run bench:suppressions".
 */
const suppressions = 100_000;
const rounds = 10;
const messagesPerRound = 1_600;
const claimSize = 32;
const budget = { connectMs: 1, headersMs: 2, deadlineMs: 20_000, leaseMs: 30_000 };
const pair = { intervalMs: 6_000, burst: 10 };
const silentDoorbell: Doorbell = {
  ring: () => undefined,
  onRing: () => () => undefined,
  [Symbol.asyncDispose]: () => Promise.resolve(),
};

const log = createLog('error');
const directory = await mkdtemp(join(tmpdir(), 'heliograph-bench-'));
await using running = new AsyncDisposableStack();
running.defer(() => rm(directory, { recursive: true, force: true }));
const { connectionString } = running.use(await startEmbeddedPostgres({ directory, log }));
await migrate({ connectionString, log });
const database = running.use(openDatabase({ connectionString, name: 'bench', max: 4, log }));
const queue = running.use(await startQueue({ connectionString, log, cron: false }));
const keys = await deriveKeys(database, ['fingerprint', 'recipient', 'lane']);
const [sender] = await database.transaction(async (tx) => {
  await ensureDefaultTenant(tx, 'a-key-for-the-bench-of-32-characters');
  await ensureSenders(tx, defaultTenantId, [
    { phoneNumber: '+15550783881', phoneNumberId: '1', messagesPerSecond: 80 },
  ]);
  return listAllSenders(tx);
});
if (!sender) throw new Error('Expected a sender, got none.');
await queue.createSenderQueue(sender.senderId);
const from = sender;

const without: number[] = [];
const withLists: number[] = [];
for (let round = 0; round < rounds; round += 1) {
  // Tables grow from round to round: which side goes first changes, so that growth favours neither.
  const sides = [measureWithout, measureWith];
  for (const side of round % 2 === 0 ? sides : sides.reverse()) await side();
}
const report = {
  claimsPerSecondWithout: Math.round(median(without)),
  claimsPerSecondWith100000: Math.round(median(withLists)),
  ratio: Number((median(withLists) / median(without)).toFixed(3)),
  spread: withLists.map((each, round) => Number((each / (without[round] ?? each)).toFixed(3))),
};
process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);

async function measureWithout(): Promise<void> {
  await database.query('TRUNCATE suppression');
  without.push(await measure(database));
}

async function measureWith(): Promise<void> {
  await database.query('TRUNCATE suppression');
  await fillLists(database);
  withLists.push(await measure(database));
}

/** Claims a backlog of filtered messages in batches; answers messages per second. */
async function measure(on: Database): Promise<number> {
  const requests = Array.from({ length: messagesPerRound }, (_, index) => ({
    from: '+15550783881',
    to: { phone: `+1650559${String(index).padStart(4, '0')}` as PhoneNumber }, // made here in the right form
    content: { type: 'text' as const, text: { body: 'Hello', previewUrl: false } },
    filterUnsubscribed: true,
    filterBlocked: true,
    priority: priority.NORMAL,
    onUnknown: 'HOLD' as const,
  }));
  const tools = {
    database: on,
    queue,
    doorbell: silentDoorbell,
    fingerprintKey: keys.fingerprint,
    recipientKey: keys.recipient,
    laneKey: keys.lane,
    senders: knowSenders(),
  };
  await enqueueMessages(tools, defaultTenantId, requests);
  await on.query('ANALYZE');
  const began = performance.now();
  let claimed = 0;
  while (claimed < messagesPerRound) {
    const batch = await on.transaction((tx) =>
      claimMessages(tx, { queue, budget, recipientKey: keys.recipient, pair }, from, {
        limit: claimSize,
        lowest: 0,
      }),
    );
    claimed += batch.consumed;
  }
  return messagesPerRound / ((performance.now() - began) / 1000);
}

async function fillLists(on: Database): Promise<void> {
  await on.query(
    `INSERT INTO suppression (tenant_id, suppression_id, recipient_hash, list, scope, source)
     SELECT $1, gen_random_uuid(), sha256(n::text::bytea), CASE n % 2 WHEN 0 THEN 'BLOCKED' ELSE 'UNSUBSCRIBED' END, 'ALL', 'API'
     FROM generate_series(1, $2::int) AS n`,
    [defaultTenantId, suppressions],
  );
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
