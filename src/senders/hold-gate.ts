import type { Tx } from '../db/database.ts';
import { planOnce } from '../db/name-statement.ts';
import type { Pace } from './pace.ts';
import type { Probing } from './probes.ts';

/** The gate of a sender while it is locked; times are milliseconds of the database's clock. */
export interface HeldGate extends Pace, Probing {
  messagesPerSecond: number;
  closedCode: string | null;
}

export interface SenderKey {
  tenantId: string;
  senderId: string;
}

/** Locks the gate, changes it, and writes it back. Only in a short transaction of its own, or after everything but the log. */
export async function changeGate<Result>(
  tx: Tx,
  sender: SenderKey,
  change: (gate: HeldGate, nowMs: number) => { gate: HeldGate; result: Result },
): Promise<Result> {
  const [row] = await tx.query<HeldGate & { nowMs: number }>(
    planOnce(`SELECT messages_per_second AS "messagesPerSecond", ${asMs('tat')} AS "tatMs", slowed_to AS "slowedTo",
       ${asMs('slowed_at')} AS "slowedAtMs", ${asMs('closed_until')} AS "closedUntilMs", closed_code AS "closedCode",
       closed_times AS "closedTimes", probes_left AS "probesLeft", probes_passed AS "probesPassed",
       probes_failed AS "probesFailed", turn,
       ${asMs('clock_timestamp()')} AS "nowMs"
     FROM sender_pace JOIN sender USING (tenant_id, sender_id)
     WHERE tenant_id = $1 AND sender_id = $2 FOR UPDATE OF sender_pace`),
    [sender.tenantId, sender.senderId],
  );
  if (!row)
    throw new Error(`Expected sender ${sender.senderId} to have a gate, got none: restart the worker.`);
  const { nowMs, ...held } = row;
  const { gate, result } = change(held, nowMs);
  if (gate !== held) await saveGate(tx, sender, gate);
  return result;
}

async function saveGate(tx: Tx, sender: SenderKey, gate: HeldGate): Promise<void> {
  await tx.query(
    planOnce(`UPDATE sender_pace SET tat = to_timestamp($3 / 1000.0::float8), slowed_to = $4,
       slowed_at = to_timestamp($5 / 1000.0::float8), closed_until = to_timestamp($6 / 1000.0::float8),
       closed_code = $7, closed_times = $8, probes_left = $9, probes_passed = $10, turn = $11,
       probes_failed = $12,
       closed_since = CASE WHEN $7::text IS NULL THEN NULL ELSE coalesce(closed_since, clock_timestamp()) END
     WHERE tenant_id = $1 AND sender_id = $2`),
    [
      sender.tenantId,
      sender.senderId,
      gate.tatMs,
      gate.slowedTo,
      gate.slowedAtMs,
      gate.closedUntilMs,
      gate.closedCode,
      gate.closedTimes,
      gate.probesLeft,
      gate.probesPassed,
      gate.turn,
      gate.probesFailed,
    ],
  );
}

/** To the microsecond, which a Date would lose. */
function asMs(expression: string): string {
  return `(extract(epoch FROM ${expression}) * 1000)::float8`;
}
