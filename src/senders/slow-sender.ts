import type { Database } from '../db/database.ts';
import { changeGate, type SenderKey } from './hold-gate.ts';
import { currentPace, slowDown } from './pace.ts';

/**
 * WhatsApp said "too fast": all workers together send half as fast. Answers the messages a second from now on; undefined
 * when they were slowed a moment ago.
 */
export async function slowSender(database: Database, sender: SenderKey): Promise<number | undefined> {
  return database.transaction((tx) =>
    changeGate<number | undefined>(tx, sender, (gate, nowMs) => {
      const slowed = slowDown(gate, nowMs);
      if (slowed === gate) return { gate, result: undefined };
      return { gate: slowed, result: currentPace(gate.messagesPerSecond, slowed, nowMs) };
    }),
  );
}
