import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Replication } from './await-streaming.ts';
import { readCursor } from './call-gateway.ts';
import { checkHistory } from './check-history.ts';
import { settledPhases } from './checks/send.ts';
import { collectEvidence } from './collect-evidence.ts';
import type { Overtaken } from './crash-before-commit.ts';
import { createDriver, type Driver } from './drive.ts';
import type { Evidence, Mark, Verdict } from './evidence.ts';
import { openHistory } from './history.ts';
import type { Random } from './random.ts';
import { startTopology, type Topology } from './topology.ts';
import { watch, type Watcher } from './watch.ts';

/** A running topology with its clients and watchers, and how a run on it ends. */
export interface Stage extends AsyncDisposable {
  topology: Topology;
  driver: Driver;
  watchers: Watcher[];
  /** Call after healing: everybody gets an answer, everything settles. Answers how long it took. */
  settle(): Promise<number | undefined>;
  /** Reads what is left and judges it. */
  judge(rest: {
    settledAfterMs: number | undefined;
    marks: Mark[];
    overtaken?: Overtaken[];
    failover?: Replication;
  }): Promise<{ evidence: Evidence; verdicts: Verdict[] }>;
}

export async function openStage(options: {
  gateways: number;
  workers: number;
  random: Random;
  rate: number;
  label: () => string;
  replication?: Replication;
  staleStandby?: boolean;
}): Promise<Stage> {
  await using opening = new AsyncDisposableStack();
  const { random, rate, label } = options;
  const topology = opening.use(await startTopology(options));
  await topology.whenReady();
  const { doors, simulator } = topology;
  const historyPath = join(topology.folder, 'history.jsonl');
  const history = opening.use(await openHistory(historyPath));
  const after = await readCursor(doors[0] ?? '');
  const watchers = ['watcher-1', 'watcher-2'].map((name) => watch({ name, doors, random, after }));
  opening.defer(async () => {
    for (const each of watchers) await each.stop();
  });
  const findDoubtful = async (): Promise<string[]> => {
    const rows = await topology.postgres
      .query<{ id: string }>(
        `SELECT message_id AS id FROM delivery WHERE phase IN ('UNKNOWN', 'UNCONFIRMED') LIMIT 50`,
      )
      .catch(() => []);
    return rows.map((row) => row.id);
  };
  const driver = createDriver({ history, doors, random, rate, label, findDoubtful });
  opening.defer(() => {
    driver.abandon();
  });
  const open = opening.move();
  return {
    topology,
    driver,
    watchers,
    async settle() {
      const healedAt = performance.now();
      await simulator.setRules({ rules: [] });
      await driver.stop();
      return untilSettled(topology, healedAt);
    },
    async judge(rest) {
      await untilCaughtUp(topology, watchers);
      for (const each of watchers) await each.stop();
      const told = watchers.map(({ name, legs, connections }) => ({ name, legs, connections }));
      const evidence = await collectEvidence(topology, {
        historyPath,
        watchers: told,
        overtaken: [],
        ...rest,
      });
      const verdicts = checkHistory(evidence);
      // The logs of a run in which all is well tell nothing.
      if (verdicts.every((each) => each.holds)) await rm(topology.folder, { recursive: true, force: true });
      return { evidence, verdicts };
    },
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  };
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
async function untilCaughtUp(topology: Topology, watchers: readonly Watcher[]): Promise<void> {
  let deadline = performance.now() + catchUpMs;
  let before = '';
  while (performance.now() < deadline) {
    const head = await readHead(topology);
    const places = watchers.map(placeOf);
    const state = `${head} ${places.join(' ')}`;
    if (state === before && places.every((place) => place >= head)) return;
    if (state !== before) deadline = performance.now() + catchUpMs;
    before = state;
    await pause(standsStillMs);
  }
}

/** How far it has come in what it follows now; from a gap on it begins anew. */
export function placeOf({ legs }: Watcher): number {
  const leg = legs.at(-1);
  return leg?.seen.at(-1)?.seq ?? leg?.afterSeq ?? 0;
}

/** Above the longest pause between two tries of the simulator to post a webhook that matters here; ms. */
const standsStillMs = 1_500;
/** Nobody saw anything for so long: then something is stuck; ms. */
const catchUpMs = 30_000;

export async function readHead({ postgres }: Topology): Promise<number> {
  const [log] = await postgres.query<{ head: number }>('SELECT max(head)::float8 AS head FROM tenant_log');
  return log?.head ?? 0;
}
