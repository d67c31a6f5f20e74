import type { Database } from '../db/database.ts';
import { changeGate, type HeldGate, type SenderKey } from './hold-gate.ts';
import { currentPace, takeFromPace } from './pace.ts';
import { admit, sendProbes } from './probes.ts';

/** Leave to send so many messages, or to ask again after a while. */
export interface Grant {
  granted: number;
  /** When none is granted: how long until that may change; ms. */
  waitMs: number;
  /** Which closing of the gate they came after, so that what becomes of them is not blamed on a later one. */
  turn: number;
  /** They try whether a closed gate can be opened. */
  isProbe: boolean;
}

/**
 * Leave to send, shared by all workers, in a transaction of its own. When the database cannot answer it throws, and
 * nothing is sent.
 */
export async function takeTokens(
  database: Database,
  sender: SenderKey,
  want: number,
  probeMs: number,
): Promise<Grant> {
  return database.transaction(async (tx) => {
    const [, grant] = await Promise.all([
      // No message waits for the disk here: what a crash of the database forgets is less than its restart takes.
      tx.query('SET LOCAL synchronous_commit TO off'),
      changeGate(tx, sender, (gate, nowMs) => grantTokens(gate, want, nowMs, probeMs)),
    ]);
    return grant;
  });
}

export function grantTokens(
  gate: HeldGate,
  want: number,
  nowMs: number,
  probeMs: number,
): { gate: HeldGate; result: Grant } {
  const { turn } = gate;
  const { most, isProbe, waitMs } = admit(gate, nowMs);
  if (most === 0) return { gate, result: { granted: 0, waitMs, turn, isProbe } };
  const perSecond = currentPace(gate.messagesPerSecond, gate, nowMs);
  const taken = takeFromPace(gate, perSecond, Math.min(want, most), nowMs);
  const result = { granted: taken.granted, waitMs: taken.waitMs, turn, isProbe };
  if (taken.granted === 0) return { gate, result };
  return { gate: isProbe ? sendProbes(taken.pace, taken.granted, nowMs, probeMs) : taken.pace, result };
}
