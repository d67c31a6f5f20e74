import type { Database } from '../db/database.ts';
import { eachAlone } from '../db/each-alone.ts';

/** Events that one transaction deletes: some ten milliseconds. */
const usualChunk = 5_000;

/** Forgets events that are older than they are kept, a chunk of each tenant's, until nothing is left or `atOnce` are gone. */
export async function pruneLogs(
  database: Database,
  retentionDays: number,
  atOnce = Number.POSITIVE_INFINITY,
): Promise<number> {
  let pruned = 0;
  for (;;) {
    let unfinished = 0;
    await eachAlone(await findLogsToPrune(database, retentionDays), async (tenantId) => {
      const count = await pruneChunk(database, tenantId, retentionDays);
      pruned += count;
      if (count >= usualChunk) unfinished += 1;
    });
    if (unfinished === 0 || pruned >= atOnce) return pruned;
  }
}

/** The oldest event of a log stands just above its floor, so that no index by time is needed. */
async function findLogsToPrune(database: Database, retentionDays: number): Promise<string[]> {
  const rows = await database.query<{ tenantId: string }>(
    `SELECT log.tenant_id AS "tenantId" FROM tenant_log AS log
     JOIN event ON event.tenant_id = log.tenant_id AND event.seq = log.floor + 1
     WHERE event.at < now() - make_interval(days => $1)`,
    [retentionDays],
  );
  return rows.map((row) => row.tenantId);
}

/** Rows and floor go together. The row of the log is locked last and for a moment, since writers wait for it. */
async function pruneChunk(database: Database, tenantId: string, retentionDays: number): Promise<number> {
  return database.transaction(async (tx) => {
    const deleted = await tx.query<{ seq: number }>(
      `WITH oldest AS (
         SELECT event.seq, event.at FROM tenant_log AS log
         JOIN event ON event.tenant_id = log.tenant_id AND event.seq > log.floor
         WHERE log.tenant_id = $1 ORDER BY event.seq LIMIT $2
       )
       DELETE FROM event WHERE tenant_id = $1 AND seq IN (
         -- What is young ends the chunk, so that no hole is left below an old event that was written late.
         SELECT seq FROM oldest WHERE seq < coalesce(
           (SELECT min(seq) FROM oldest WHERE at >= now() - make_interval(days => $3)), 9223372036854775807)
       ) RETURNING seq`,
      [tenantId, usualChunk, retentionDays],
    );
    const floor = deleted.reduce((highest, { seq }) => Math.max(highest, seq), 0);
    await tx.query('UPDATE tenant_log SET floor = greatest(floor, $2) WHERE tenant_id = $1', [
      tenantId,
      floor,
    ]);
    return deleted.length;
  });
}
