import { v7 as newId } from 'uuid';
import pg from 'pg';
import { nextInput } from '../support/requests.ts';
import { sender, tenantId } from '../support/stage.ts';

/** A writer that does nothing but the multi-row INSERTs of one list of messages, in one transaction each. */
export interface BareWriter extends AsyncDisposable {
  write(size: number): Promise<void>;
}

/** The same rows into the same tables as ours; the tenant, the sender and its queue exist. */
export async function openBareWriter(connectionString: string, connections: number): Promise<BareWriter> {
  const pool = new pg.Pool({ connectionString, max: connections });
  const { rows } = await pool.query<{ id: string }>(
    'SELECT sender_id AS id FROM sender WHERE phone_number = $1',
    [sender],
  );
  const senderId = rows[0]?.id ?? '';

  async function write(size: number): Promise<void> {
    const ids = Array.from({ length: size }, () => newId());
    const inputs = ids.map(nextInput) as { to: { phone: string }; message: { text: { body: string } } }[];
    const client = await pool.connect();
    try {
      await client.query('BEGIN');
      await client.query(
        `INSERT INTO message (tenant_id, message_id, sender_id, type, created_at)
         SELECT $1, id, $3, 'text', now() FROM unnest($2::uuid[]) AS id`,
        [tenantId, ids, senderId],
      );
      await client.query(
        `INSERT INTO message_content (tenant_id, message_id, to_phone, content)
         SELECT $1, new.* FROM unnest($2::uuid[], $3::text[], $4::jsonb[]) AS new`,
        [
          tenantId,
          ids,
          inputs.map((each) => each.to.phone),
          inputs.map((each) =>
            JSON.stringify({ type: 'text', text: { body: each.message.text.body, previewUrl: false } }),
          ),
        ],
      );
      await client.query(
        `INSERT INTO delivery (tenant_id, message_id, sender_id, phase, ready, not_before, expires_at)
         SELECT $1, id, $3, 'QUEUED', true, now(), now() + interval '24 h' FROM unnest($2::uuid[]) AS id`,
        [tenantId, ids, senderId],
      );
      await client.query(
        `INSERT INTO pgboss.job (name, data, singleton_key, policy)
         SELECT $2, jsonb_build_object('messageId', id), id, 'exclusive' FROM unnest($1::text[]) AS id`,
        [ids, `send/${senderId}`],
      );
      await client.query(
        `WITH taken AS (UPDATE tenant_log SET head = head + $3 WHERE tenant_id = $1 RETURNING head - $3 AS before)
         INSERT INTO event (tenant_id, seq, message_id, kind, status, at)
         SELECT $1, before + place, id, 'STATUS', 'QUEUED', now()
         FROM taken, unnest($2::uuid[]) WITH ORDINALITY AS new (id, place)`,
        [tenantId, ids, size],
      );
      await client.query('COMMIT');
    } finally {
      client.release();
    }
  }

  return { write, [Symbol.asyncDispose]: () => pool.end() };
}
