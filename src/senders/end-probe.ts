import type { Database } from '../db/database.ts';
import { changeGate, type HeldGate, type SenderKey } from './hold-gate.ts';
import type { Closing } from './close-gate.ts';
import { failProbe, passProbe, returnProbes } from './probes.ts';

/** A probe came through. True when it was the last that the gate waited for, and the sender goes on at full pace. */
export async function passGate(database: Database, sender: SenderKey, turn: number): Promise<boolean> {
  return database.transaction((tx) =>
    changeGate(tx, sender, (gate, nowMs) => {
      if (gate.turn !== turn || gate.closedUntilMs === null) return { gate, result: false };
      const passed = passProbe(gate, nowMs);
      const isOpen = passed.closedUntilMs === null;
      return { gate: isOpen ? { ...passed, closedCode: null } : passed, result: isOpen };
    }),
  );
}

/** A probe went badly: of a sender that is still served badly. Answers how long the gate is closed, if this closed it again. */
export async function failGate(
  database: Database,
  sender: SenderKey,
  probe: { code: string; turn: number; forMs: number },
): Promise<Closing | undefined> {
  return database.transaction((tx) =>
    changeGate<Closing | undefined>(tx, sender, (gate, nowMs) => {
      if (gate.turn !== probe.turn) return { gate, result: undefined };
      const failed = failProbe(gate, probe.forMs, nowMs);
      if (failed.turn === gate.turn) return { gate: failed, result: undefined };
      const closed = { ...failed, closedCode: probe.code };
      return { gate: closed, result: { forMs: probe.forMs, times: closed.closedTimes } };
    }),
  );
}

/** Probes that nothing was sent with, or that say nothing about the sender: others go in their place. */
export async function returnToGate(
  database: Database,
  sender: SenderKey,
  turn: number,
  count: number,
): Promise<void> {
  const giveBack = (gate: HeldGate, nowMs: number) => ({
    gate: gate.turn === turn ? returnProbes(gate, count, nowMs) : gate,
    result: undefined,
  });
  await database.transaction((tx) => changeGate(tx, sender, giveBack));
}
