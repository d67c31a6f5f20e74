import { defaultTenantId as tenantId } from '../../src/auth/ensure-default-tenant.ts';
import type { TestDatabase } from './create-database.ts';

type Database = Pick<TestDatabase, 'query'>;

/** Messages that wait, as an enqueue leaves them, written by the server itself; wakes the workers. */
export async function fillQueue(database: Database, count: number): Promise<void> {
  const [sender] = await database.query<{ id: string }>('SELECT sender_id AS id FROM sender');
  const senderId = sender?.id ?? '';
  // One statement: the message, its parts, its job and its event appear together.
  await database.query(
    `WITH new AS MATERIALIZED (SELECT uuidv7() AS id, n FROM generate_series(1, $3::int) AS n),
     messages AS (INSERT INTO message (tenant_id, message_id, sender_id, type, created_at)
       SELECT $1, id, $2, 'text', now() FROM new),
     contents AS (INSERT INTO message_content (tenant_id, message_id, to_phone, content)
       SELECT $1, id, '+1650555' || lpad((n % 10000)::text, 4, '0'),
         '{"type": "text", "text": {"body": "Your parcel is on its way.", "previewUrl": false}}' FROM new),
     deliveries AS (INSERT INTO delivery (tenant_id, message_id, sender_id, phase, ready, not_before, expires_at)
       SELECT $1, id, $2, 'QUEUED', true, now(), now() + interval '24 h' FROM new),
     jobs AS (INSERT INTO pgboss.job (name, data, singleton_key, policy, priority)
       SELECT 'send/' || $2::text, jsonb_build_object('messageId', id), id::text, 'exclusive', 1 FROM new),
     log AS (UPDATE tenant_log SET head = head + $3 WHERE tenant_id = $1 RETURNING head - $3 AS before)
     INSERT INTO event (tenant_id, seq, message_id, kind, status, at)
     SELECT $1, before + n, id, 'STATUS', 'QUEUED', now() FROM new, log`,
    [tenantId, senderId, count],
  );
  await database.query('ANALYZE');
  await database.query(`SELECT pg_notify('heliograph', $1)`, [`send:${senderId}`]);
}

/** How many were accepted since a moment of the database's clock, and how many a second from the first claim to the last settle. */
export async function readDispatchRate(
  database: Database,
  since: Date,
): Promise<{ accepted: number; perSecond: number }> {
  const [row] = await database.query<{ accepted: number; seconds: number }>(
    `SELECT count(*)::int AS accepted, extract(epoch FROM max(finished_at) - min(started_at))::float8 AS seconds
     FROM attempt WHERE started_at >= $1 AND outcome = 'ACCEPTED'`,
    [since],
  );
  const { accepted = 0, seconds = 1 } = row ?? {};
  return { accepted, perSecond: accepted / seconds };
}

/** Whether nothing waits and nothing is under way: two looks into indexes, however much was sent before. */
export async function isDrained(database: Database): Promise<boolean> {
  const rows = await database.query(
    `(SELECT FROM delivery WHERE phase IN ('SCHEDULED', 'QUEUED', 'RETRY_WAIT', 'UNKNOWN') ORDER BY expires_at LIMIT 1)
     UNION ALL (SELECT FROM delivery WHERE phase = 'SENDING' ORDER BY lease_until LIMIT 1)`,
  );
  return rows.length === 0;
}

export async function readClock(database: Database): Promise<Date> {
  const [row] = await database.query<{ now: Date }>('SELECT clock_timestamp() AS now');
  return row?.now ?? new Date();
}
