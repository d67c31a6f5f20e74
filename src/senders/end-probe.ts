import type { Database } from '../db/database.ts';
import { changeGate, type HeldGate, type SenderKey } from './hold-gate.ts';
import { passProbe, returnProbes } from './probes.ts';

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
