import type { Tx } from '../../src/db/database.ts';

/** What a database restored from a copy has lost: the newest events of every log, and with them its head. One transaction. */
export async function setHeadBack(database: Pick<Tx, 'query'>, events: number): Promise<void> {
  await database.query(
    `WITH log AS (UPDATE tenant_log SET head = head - $1 WHERE head >= $1 RETURNING tenant_id, head)
     DELETE FROM event USING log WHERE event.tenant_id = log.tenant_id AND event.seq > log.head`,
    [events],
  );
}
