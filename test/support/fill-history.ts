import { defaultTenantId as tenantId } from '../../src/auth/ensure-default-tenant.ts';
import type { TestDatabase } from './create-database.ts';

/**
 * What a gateway keeps of its past: messages that were delivered, with attempts, evidence and events; as many that wait
 * for their time; old keys, applied webhooks, and evidence that is nobody's.
 */
export async function fillHistory(
  database: Pick<TestDatabase, 'query'>,
  count: number,
): Promise<{ messageId: string; wamid: string }[]> {
  const [sender] = await database.query<{ id: string }>('SELECT sender_id AS id FROM sender');
  const of = [tenantId, sender?.id, count];
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
     SELECT $1, before + n, id, 'STATUS', 'DELIVERED', now() FROM new, log`,
    of,
  );
  await database.query(
    `WITH new AS MATERIALIZED (SELECT uuidv7() AS id, n FROM generate_series(1, $3::int) AS n),
     messages AS (INSERT INTO message (tenant_id, message_id, sender_id, type, created_at)
       SELECT $1, id, $2, 'text', now() FROM new)
     INSERT INTO delivery (tenant_id, message_id, sender_id, phase, ready, not_before, expires_at, parked_for)
     SELECT $1, id, $2, 'SCHEDULED', false, now() + n * interval '1 s' + interval '1 h', now() + interval '9 days', 'SEND_AT'
     FROM new`,
    of,
  );
  await database.query(
    `WITH keys AS (INSERT INTO idempotency_key (tenant_id, key, fingerprint, message_id)
       SELECT $1, 'old-' || n, '\\x00', uuidv7() FROM generate_series(1, $3::int) AS n),
     parked AS (INSERT INTO status_evidence (tenant_id, sender_id, wamid, status, rank, received_at)
       SELECT $1, $2, 'wamid.foreign' || n, 'sent', 2, now() - interval '1 day' FROM generate_series(1, $3::int) AS n)
     INSERT INTO webhook_inbox (body, body_sha256, applied_at) SELECT '{}', sha256(n::text::bytea), now() FROM generate_series(1, $3::int) AS n`,
    of,
  );
  await database.query('ANALYZE');
  return database.query(
    `SELECT message_id AS "messageId", wamid FROM delivery WHERE phase = 'HANDED_OVER' ORDER BY message_id DESC LIMIT 200`,
  );
}
