import { createHmac } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startApp } from '../src/app.ts';
import { defaultTenantId } from '../src/auth/ensure-default-tenant.ts';
import { readConfig } from '../src/config/read-config.ts';
import { openDatabase, type Database } from '../src/db/database.ts';
import { startEmbeddedPostgres } from '../src/db/embedded/start-embedded-postgres.ts';
import { migrate } from '../src/db/migrate.ts';
import { createLog } from '../src/log/log.ts';

/**
 * Statuses per second from the first POST until the last one is applied, through the real route on a real database, and
 * how long the route takes to answer meanwhile. Every status changes a message and makes an event. "node bench/ingest.ts".
 */
const messages = 12_000;
const perBody = 1_000; // as many as WhatsApp puts into one
const words = ['sent', 'delivered', 'read'];
const connections = 4;
const lookMs = 50;

const log = createLog('error');
const directory = await mkdtemp(join(tmpdir(), 'heliograph-bench-'));
await using running = new AsyncDisposableStack();
running.defer(() => rm(directory, { recursive: true, force: true }));
const { connectionString } = running.use(await startEmbeddedPostgres({ directory, log }));
await migrate({ connectionString, log });
const database = running.use(openDatabase({ connectionString, name: 'bench', max: 2, log }));
const apiKey = 'a-key-for-the-bench-of-32-characters';
const config = readConfig({ PORT: '0', HELIOGRAPH_API_KEY: apiKey, HELIOGRAPH_ROLES: 'webhook,worker' }, []);
const given = { databaseUrl: connectionString, apiKey, whatsappUrl: 'http://127.0.0.1:9' };
const app = running.use(await startApp({ ...config, ...given }, log));
await fill(database);

const waiting = words.flatMap((word) =>
  Array.from({ length: messages / perBody }, (_, body) => render(word, body * perBody)),
);
const posts = waiting.length;
const answers: number[] = [];
const began = performance.now();
await Promise.all(Array.from({ length: connections }, postAll));
const storedMs = performance.now() - began;
while ((await database.query('SELECT 1 FROM webhook_inbox WHERE applied_at IS NULL LIMIT 1')).length > 0) {
  await pause(lookMs);
}
const appliedMs = performance.now() - began;
const [check] = await database.query<{ read: number; events: number }>(
  `SELECT (SELECT count(*)::int FROM delivery WHERE rank = 5) AS read, (SELECT count(*)::int FROM event) AS events`,
);
answers.sort((a, b) => a - b);
const report = {
  statuses: posts * perBody,
  posts,
  appliedPerSecond: Math.round((posts * perBody) / (appliedMs / 1_000)),
  storedPerSecond: Math.round((posts * perBody) / (storedMs / 1_000)),
  answerMs: { p50: percentile(0.5), p99: percentile(0.99), max: percentile(1) },
  check,
};
process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);

async function postAll(): Promise<void> {
  for (let body = waiting.shift(); body !== undefined; body = waiting.shift()) {
    const signature = createHmac('sha256', config.whatsappAppSecrets[0] ?? '')
      .update(body)
      .digest('hex');
    const posted = performance.now();
    const response = await fetch(`http://127.0.0.1:${app.port}/webhooks/whatsapp`, {
      method: 'POST',
      headers: { 'x-hub-signature-256': `sha256=${signature}` },
      body,
    });
    if (response.status === 200) answers.push(performance.now() - posted);
    else waiting.push(body);
  }
}

function render(status: string, from: number): string {
  const statuses = Array.from({ length: perBody }, (_, index) => ({
    id: `wamid.BENCH${from + index}`,
    status,
    timestamp: String(1_795_341_600 + words.indexOf(status)),
    recipient_id: '16505550101',
    pricing: { billable: true, pricing_model: 'PMP', type: 'regular', category: 'utility' },
  }));
  const value = { metadata: { phone_number_id: config.senders[0]?.phoneNumberId }, statuses };
  return JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [{ id: '1', changes: [{ field: 'messages', value }] }],
  });
}

/** Messages that WhatsApp has accepted. */
async function fill(on: Database): Promise<void> {
  await on.query(
    `WITH made AS (
       INSERT INTO message (tenant_id, message_id, sender_id, type, created_at)
       SELECT $1, gen_random_uuid(), sender_id, 'text', now() FROM sender, generate_series(1, $2::int)
       RETURNING message_id, sender_id
     ), delivered AS (
       INSERT INTO delivery (tenant_id, message_id, sender_id, phase, rank, attempt, ready, not_before, expires_at)
       SELECT $1, message_id, sender_id, 'HANDED_OVER', 1, 1, false, now(), now() + interval '1 day' FROM made
     )
     INSERT INTO attempt (tenant_id, message_id, attempt, sender_id, finished_at, outcome, rank, wamid)
     SELECT $1, message_id, 1, sender_id, now(), 'ACCEPTED', 1,
       'wamid.BENCH' || (row_number() OVER () - 1) FROM made`,
    [defaultTenantId, messages],
  );
  await on.query('ANALYZE');
}

function percentile(part: number): number {
  return Math.round(answers[Math.min(answers.length - 1, Math.floor(answers.length * part))] ?? 0);
}
