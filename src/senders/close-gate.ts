import type { Database } from '../db/database.ts';
import { changeGate, type SenderKey } from './hold-gate.ts';
import { close } from './probes.ts';

/** What is known of a closing that really closed: how long, and how often in a row by now. */
export interface Closing {
  forMs: number;
  times: number;
}

/**
 * Closes the gate of a sender for all workers. `turn` is the one that the failed message came with: undefined when the
 * gate was closed since by another. `forMs` is given how often in a row it was closed before.
 */
export async function closeGate(
  database: Database,
  sender: SenderKey,
  closing: { code: string; turn: number; forMs: (timesBefore: number) => number },
): Promise<Closing | undefined> {
  return database.transaction((tx) =>
    changeGate<Closing | undefined>(tx, sender, (gate, nowMs) => {
      if (gate.turn !== closing.turn) return { gate, result: undefined };
      const forMs = closing.forMs(gate.closedTimes);
      return {
        gate: { ...close(gate, forMs, nowMs), closedCode: closing.code },
        result: { forMs, times: gate.closedTimes + 1 },
      };
    }),
  );
}
