import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { readCursor } from './call-gateway.ts';
import { chaosRules } from './chaos-rules.ts';
import { checkHistory } from './check-history.ts';
import { settledPhases } from './checks/send.ts';
import { collectEvidence } from './collect-evidence.ts';
import { createDriver } from './drive.ts';
import type { Evidence, Verdict } from './evidence.ts';
import { openHistory } from './history.ts';
import { createNemesis } from './nemesis.ts';
import type { FaultProfile } from './profile.ts';
import { seedRandom } from './random.ts';
import { startTopology, type Topology } from './topology.ts';
import { watch, type Watcher } from './watch.ts';

export interface Run {
  profile: FaultProfile;
  evidence: Evidence;
  verdicts: Verdict[];
  faults: Record<string, number>;
}

/** One whole run: start, break, heal, settle, measure, read what is left, judge. */
export async function runFaults(profile: FaultProfile, say: (line: string) => void): Promise<Run> {
  await using running = new AsyncDisposableStack();
  const random = seedRandom(profile.seed);
  const topology = running.use(await startTopology(profile));
  await topology.whenReady();
  say(`All processes are up; their logs are in ${topology.folder}.`);
  const historyPath = join(topology.folder, 'history.jsonl');
  const history = running.use(await openHistory(historyPath));
  const [door = ''] = topology.doors;
  const after = await readCursor(door);
  const [log] = await topology.postgres.query<{ head: number }>(
    'SELECT head::float8 AS head FROM tenant_log',
  );
  const watchers = ['watcher-1', 'watcher-2'].map((name) =>
    watch({ name, doors: topology.doors, random, after }),
  );

  const { doors, simulator } = topology;
  const driver = createDriver({ history, doors, random, rate: profile.rate, label: () => 'm' });
  const nemesis = createNemesis(topology, profile, random);
  await simulator.setRules(chaosRules(profile.seed));
  driver.run();
  nemesis.run();
  await pause(profile.seconds * 1_000);
  await nemesis.heal();
  await simulator.setRules({ rules: [] });
  const healedAt = performance.now();
  say('Healed.');
  await driver.stop();
  const settledAfterMs = await untilSettled(topology, healedAt);
  say(
    settledAfterMs === undefined ? 'Not settled in time.' : `Settled after ${Math.round(settledAfterMs)} ms.`,
  );

  const recovery = { afterKillMs: [], unknownAfterKillMs: [], afterRestartMs: [] };
  await untilCaughtUp(topology, watchers, log?.head ?? 0);
  for (const each of watchers) await each.stop();
  const seen = watchers.map((each) => ({ name: each.name, afterSeq: log?.head ?? 0, seen: each.seen }));
  const evidence = await collectEvidence(topology, { historyPath, watchers: seen, settledAfterMs, recovery });
  return { profile, evidence, verdicts: checkHistory(evidence), faults: nemesis.done };
}

/** P4 promises a minute; ms. */
const settleMs = 60_000;

async function untilSettled({ postgres }: Topology, healedAt: number): Promise<number | undefined> {
  while (performance.now() - healedAt < settleMs) {
    const [row] = await postgres.query<{ open: number }>(
      `SELECT (SELECT count(*) FROM delivery WHERE NOT phase = ANY($1))::int
         + (SELECT count(*) FROM webhook_inbox WHERE applied_at IS NULL)::int AS open`,
      [[...settledPhases]],
    );
    if (row?.open === 0) return performance.now() - healedAt;
    await pause(200);
  }
  return undefined;
}

/** Webhooks go on for a moment after everything has settled: caught up is who has all of a log that stands still. */
async function untilCaughtUp(
  { postgres }: Topology,
  watchers: readonly Watcher[],
  start: number,
): Promise<void> {
  const deadline = performance.now() + catchUpMs;
  let before = -1;
  while (performance.now() < deadline) {
    const [log] = await postgres.query<{ head: number }>('SELECT head::float8 AS head FROM tenant_log');
    const head = log?.head ?? 0;
    if (head === before && watchers.every((each) => each.seen.length >= head - start)) return;
    before = head;
    await pause(1_500);
  }
}

/** A watcher that was cut reads its backlog in pages of 500; ms. */
const catchUpMs = 30_000;
