import { existsSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { Failpoint } from '../../src/log/failpoint.ts';
import type { Random } from './random.ts';
import type { Supervised } from './supervise.ts';
import { databaseProxies, type Topology } from './topology.ts';

/** The acts that must not be believed when the database has lost them, and who does them. */
export const crashedActs = {
  enqueue: { failpoint: 'enqueue.beforeCommit', by: 'gateways' },
  claim: { failpoint: 'claim.beforeCommit', by: 'workers' },
  settle: { failpoint: 'settle.beforeCommit', by: 'workers' },
  apply: { failpoint: 'apply.beforeCommit', by: 'workers' },
} as const satisfies Record<string, { failpoint: Failpoint; by: 'gateways' | 'workers' }>;
export type CrashedAct = keyof typeof crashedActs;

/** A crash that took transactions back, and whose numbers somebody else has committed under since. */
export interface Overtaken {
  act: CrashedAct;
  /** Who stood before its COMMIT. */
  process: string;
  /** All that were lost; that of the process is most likely the newest. */
  numbers: number[];
}

/**
 * Crashes Postgres while one process stands right before the COMMIT of this act, starts it again, and lets others commit
 * under the number that was lost before that process may go on. Undefined: nobody came by, or the number had reached the
 * disk and cannot be given out again.
 */
export async function crashBeforeCommit(
  topology: Topology,
  random: Random,
  act: CrashedAct,
): Promise<Overtaken | undefined> {
  const { failpoint, by } = crashedActs[act];
  const { postgres, failpointFile } = topology;
  const victim = await whoIsReady(topology[by], random);
  if (!victim) return undefined;
  // Whoever else writes takes what was written before to the disk with him.
  const others = databaseProxies(topology, victim);
  for (const each of others) each.stall(holdMs);
  const id = `${act}-${(strikes += 1)}`;
  try {
    await writeFile(`${failpointFile}.new`, `${failpoint} hold ${id}\n`);
    await rename(`${failpointFile}.new`, failpointFile);
    if (!(await comesBy(`${failpointFile}.held-${id}`))) return undefined;
    const open = await openNumbers(topology);
    await postgres.restart();
    const numbers = await overtake(topology, open);
    return numbers.length > 0 ? { act, process: victim.name, numbers } : undefined;
  } finally {
    await rm(failpointFile, { force: true });
    await writeFile(`${failpointFile}.go-${id}`, '');
    for (const each of others) each.stall(0);
  }
}

let strikes = 0;

/** After a kill the next one may still be starting. */
async function whoIsReady(all: readonly Supervised[], random: Random): Promise<Supervised | undefined> {
  const deadline = performance.now() + comeByMs;
  while (performance.now() < deadline) {
    const ready = all.filter((each) => each.isReady());
    if (ready.length > 0) return random.pick(ready);
    await pause(lookMs);
  }
  return undefined;
}

async function comesBy(heldFile: string): Promise<boolean> {
  const deadline = performance.now() + comeByMs;
  while (performance.now() < deadline) {
    if (existsSync(heldFile)) return true;
    await pause(lookMs);
  }
  return false;
}

/** Of all sessions of ours that stand in a transaction which has written: the one of the victim is among them. */
async function openNumbers({ postgres }: Topology): Promise<number[]> {
  const rows = await postgres.query<{ number: number }>(
    `SELECT backend_xid::text::float8 AS number FROM pg_stat_activity
     WHERE application_name LIKE 'heliograph-%' AND backend_xid IS NOT NULL`,
  );
  return rows.map((row) => row.number);
}

/** Commits under one number after the other, and answers which of the lost ones were among them. */
async function overtake({ postgres }: Topology, open: readonly number[]): Promise<number[]> {
  let first: number | undefined;
  for (;;) {
    const [row] = await postgres.query<{ number: number }>(
      'SELECT pg_current_xact_id()::text::float8 AS number',
    );
    const number = row?.number ?? Infinity;
    const from = (first ??= number);
    if (number > Math.max(...open)) return open.filter((each) => each >= from);
  }
}

/** A busy machine does each of these acts many times in it; ms. */
const comeByMs = 6_000;
/** Between two looks; ms. */
const lookMs = 2;
/** At most, should something go wrong; ms. */
const holdMs = 15_000;
