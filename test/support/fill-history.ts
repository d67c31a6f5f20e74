import { defaultTenantId as tenantId } from '../../src/auth/ensure-default-tenant.ts';
import type { TestDatabase } from './create-database.ts';

type Database = Pick<TestDatabase, 'query'>;

/**
 * What a gateway keeps of its past, and of what waits: `count` of each, but of what is bounded by itself. Answers some
 * messages that were delivered.
 */
export async function fillHistory(
  database: Database,
  count: number,
): Promise<{ messageId: string; wamid: string }[]> {
  const [sender] = await database.query<{ id: string }>('SELECT sender_id AS id FROM sender');
  const of = [tenantId, sender?.id, count];
  await fillDelivered(database, of);
  await fillWaiting(database, of);
  await fillLanes(database, of);
  await fillPeople(database, of);
  await fillLeftovers(database, of);
  await database.query('ANALYZE');
  return database.query(
    `SELECT message_id AS "messageId", wamid FROM delivery WHERE phase = 'HANDED_OVER' ORDER BY message_id DESC LIMIT 200`,
  );
}

/** The key of a lane, a pair or a window in these tables. */
const hashOf = (n: string): string => `sha256(${n}::text::bytea)`;

/** Messages with attempts, evidence and events. */
async function fillDelivered(database: Database, of: unknown[]): Promise<void> {
  await database.query(
    `WITH new AS MATERIALIZED (SELECT uuidv7() AS id, n FROM generate_series(1, $3::int) AS n),
     messages AS (INSERT INTO message (tenant_id, message_id, sender_id, type, created_at)
       SELECT $1, id, $2, 'text', now() FROM new),
     contents AS (INSERT INTO message_content (tenant_id, message_id, to_phone, content)
       SELECT $1, id, '+1650555' || lpad((n % 10000)::text, 4, '0'), '{}' FROM new),
     deliveries AS (INSERT INTO delivery (tenant_id, message_id, sender_id, phase, rank, attempt, ready, not_before,
         expires_at, wamid)
       SELECT $1, id, $2, 'HANDED_OVER', 4, 1, false, now(), now() + interval '24 h', 'wamid.' || id FROM new),
     attempts AS (INSERT INTO attempt (tenant_id, message_id, attempt, sender_id, finished_at, outcome, rank, wamid)
       SELECT $1, id, 1, $2, now(), 'ACCEPTED', 4, 'wamid.' || id FROM new),
     evidence AS (INSERT INTO status_evidence (tenant_id, sender_id, wamid, status, rank, provider_at, message_id, attempt)
       SELECT $1, $2, 'wamid.' || id, 'delivered', 4, now(), id, 1 FROM new),
     log AS (UPDATE tenant_log SET head = head + $3 WHERE tenant_id = $1 RETURNING head - $3 AS before)
     INSERT INTO event (tenant_id, seq, message_id, kind, status, at)
     SELECT $1, before + n, id, 'STATUS', 'DELIVERED', now() - interval '90 days' FROM new, log`,
    of,
  );
}

/** Messages that wait for their time. */
async function fillWaiting(database: Database, of: unknown[]): Promise<void> {
  await database.query(
    `WITH new AS MATERIALIZED (SELECT uuidv7() AS id, n FROM generate_series(1, $3::int) AS n),
     messages AS (INSERT INTO message (tenant_id, message_id, sender_id, type, created_at)
       SELECT $1, id, $2, 'text', now() FROM new)
     INSERT INTO delivery (tenant_id, message_id, sender_id, phase, ready, not_before, expires_at, parked_for)
     SELECT $1, id, $2, 'SCHEDULED', false, now() + n * interval '1 s' + interval '1 h', now() + interval '9 days', 'SEND_AT'
     FROM new`,
    of,
  );
}

/** Lanes at rest, half of them for long; and lanes of a hundred messages that wait for the first of them. */
async function fillLanes(database: Database, of: unknown[]): Promise<void> {
  await database.query(
    `INSERT INTO lane (tenant_id, lane_id, sender_id, last_place, released_place, look_at)
     SELECT $1, ${hashOf("'idle' || n")}, $2, 1, 1, now() - (n % 2) * interval '2 days' FROM generate_series(1, $3::int) AS n`,
    of,
  );
  await database.query(
    `WITH new AS MATERIALIZED (
       SELECT uuidv7() AS id, ${hashOf('(n / 100)')} AS lane_id, n % 100 + 1 AS place FROM generate_series(0, $3::int - 1) AS n),
     messages AS (INSERT INTO message (tenant_id, message_id, sender_id, type, created_at)
       SELECT $1, id, $2, 'text', now() FROM new),
     deliveries AS (INSERT INTO delivery (tenant_id, message_id, sender_id, phase, ready, not_before, expires_at, parked_for,
         lane_id, lane_place, lane_barrier, lane_timeout_ms, lane_open)
       SELECT $1, id, $2, 'QUEUED', false, now() + interval '1 day', now() + interval '1 day', 'ORDER', lane_id, place, 1,
         60000, true FROM new)
     INSERT INTO lane (tenant_id, lane_id, sender_id, last_place, released_place)
     SELECT $1, lane_id, $2, 100, 0 FROM new WHERE place = 1`,
    of,
  );
}

/** Whom we know: pairs at rest, windows, messages from them, and who does not want to hear from us. */
async function fillPeople(database: Database, of: unknown[]): Promise<void> {
  await database.query(
    `WITH people AS MATERIALIZED (SELECT n, ${hashOf('n')} AS hash FROM generate_series(1, $3::int) AS n),
     pairs AS (INSERT INTO pair_pace (tenant_id, sender_id, recipient_hash, tat)
       SELECT $1, $2, hash, now() - (n % 1200) * interval '1 s' FROM people),
     windows AS (INSERT INTO contact_window (tenant_id, sender_id, recipient_hash, open_until)
       SELECT $1, $2, hash, now() FROM people),
     suppressions AS (INSERT INTO suppression (tenant_id, suppression_id, recipient_hash, list, scope, source)
       SELECT $1, uuidv7(), hash, 'UNSUBSCRIBED', 'ALL', 'API' FROM people)
     INSERT INTO inbound_message (tenant_id, inbound_id, sender_id, wamid, from_phone, type, content)
     SELECT $1, uuidv7(), $2, 'wamid.inbound' || n, '+1650555' || lpad((n % 10000)::text, 4, '0'), 'text', '{}' FROM people`,
    of,
  );
}

/** Old keys, applied webhooks with items set aside, and evidence that is nobody's. */
async function fillLeftovers(database: Database, of: unknown[]): Promise<void> {
  await database.query(
    `WITH keys AS (INSERT INTO idempotency_key (tenant_id, key, fingerprint, message_id)
       SELECT $1, 'old-' || n, '\\x00', uuidv7() FROM generate_series(1, $3::int) AS n),
     parked AS (INSERT INTO status_evidence (tenant_id, sender_id, wamid, status, rank, received_at)
       SELECT $1, $2, 'wamid.foreign' || n, 'sent', 2, now() - (1 + n % 10) * interval '1 day'
       FROM generate_series(1, $3::int) AS n),
     webhooks AS (INSERT INTO webhook_inbox (body, body_sha256, applied_at)
       SELECT '{}', ${hashOf('n')}, now() FROM generate_series(1, $3::int) AS n RETURNING inbox_id)
     INSERT INTO webhook_dead_item (inbox_id, path, tenant_id, reason, dead_item_id)
     SELECT inbox_id, '', $1, 'SQLSTATE_22P02', uuidv7() FROM webhooks`,
    of,
  );
}
