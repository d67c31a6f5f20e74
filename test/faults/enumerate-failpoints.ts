import { existsSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { failpoints, type Failpoint } from '../../src/log/failpoint.ts';
import type { Verdict } from './evidence.ts';
import { seedRandom } from './random.ts';
import { openStage } from './stage.ts';
import type { Topology } from './topology.ts';

export type FailpointAction = 'kill' | 'throw' | 'pause';

export interface FailpointRun {
  verdicts: Verdict[];
  /** Struck by a process; the others fail the run. */
  hit: string[];
  missed: string[];
}

/**
 * Strikes at every failpoint there is, one after the other on one topology, with messages on their way each time. The
 * names of the messages say under which one they were stored.
 */
export async function enumerateFailpoints(
  actions: readonly FailpointAction[],
  say: (line: string) => void,
): Promise<FailpointRun> {
  let label = 'start';
  await using stage = await openStage({
    gateways: 2,
    workers: 2,
    random: seedRandom(1),
    rate: 1,
    label: () => label,
  });
  const { topology, driver } = stage;
  const hit: string[] = [];
  const missed: string[] = [];
  await topology.simulator.setRules(mixedRules);
  for (const action of actions) {
    for (const name of failpoints) {
      label = `${name}.${action}`;
      // One of each kind must be there to strike; the others may still be coming back.
      await topology.whenSomeReady();
      await arm(topology, name, action);
      const isHit = await provoke(topology, name, () => driver.enqueueNow(10));
      (isHit ? hit : missed).push(label);
      if (!isHit) say(`${label} was never reached.`);
    }
  }
  await topology.whenReady();
  const settledAfterMs = await stage.settle();
  const { verdicts } = await stage.judge({ settledAfterMs, marks: [] });
  return { verdicts, hit, missed };
}

/** Slow enough to have some under way, with refusals to retry and webhooks that have to be matched by their id. */
const mixedRules = {
  rules: [
    { match: { probability: 0.1 }, answer: { kind: 'error', code: 131_016 } },
    { match: { probability: 0.2 }, webhooks: { withoutOpaque: true, beforeAnswer: true } },
    { match: {}, answer: { kind: 'slowHead', ms: 300 } },
  ],
};

/** The file appears whole, so that nobody reads half a name. */
async function arm({ failpointFile }: Topology, name: Failpoint, action: FailpointAction): Promise<void> {
  await writeFile(`${failpointFile}.new`, `${name} ${action}\n`);
  await rename(`${failpointFile}.new`, failpointFile);
}

/** Sends messages, and makes what the failpoint needs, until a process has come by and taken the file away. */
async function provoke(
  topology: Topology,
  name: Failpoint,
  enqueue: () => Promise<string[]>,
): Promise<boolean> {
  const deadline = performance.now() + hitMs;
  let enqueued = Promise.resolve<string[]>([]);
  while (existsSync(topology.failpointFile) && performance.now() < deadline) {
    enqueued = enqueue();
    await Promise.all([Promise.race([enqueued, pause(500)]), needs[name]?.(topology)]);
    await pause(300);
  }
  await enqueued;
  return !existsSync(topology.failpointFile);
}

/** The longest that housekeeping sleeps, twice, on a busy machine; ms. */
const hitMs = 75_000;

/** How often housekeeping looks for ended leases; ms. */
const sweepMs = 1_000;
let stops = 0;

/** What does not come about by messages alone. */
const needs: Partial<Record<Failpoint, (topology: Topology) => Promise<void>>> = {
  // A worker stands still in the middle of its sends until their leases have ended, and another one finds them.
  'sweep.beforeCommit': async ({ postgres, workers }) => {
    const still = workers[stops++ % workers.length];
    await pause(150);
    still?.signal('SIGSTOP');
    try {
      await postgres.query(`UPDATE delivery SET lease_until = now() WHERE phase = 'SENDING'`);
      await pause(2 * sweepMs);
    } finally {
      still?.signal('SIGCONT');
    }
  },
  // Messages that wait for long and have lost their jobs: the workers stand still while they are stored.
  'reconcile.beforeCommit': async ({ postgres, workers }) => {
    for (const each of workers) each.signal('SIGSTOP');
    try {
      await pause(600);
      await postgres.query(`DELETE FROM pgboss.job WHERE name LIKE 'send/%'`);
      await postgres.query(
        `UPDATE delivery SET not_before = now() - interval '5 minutes' WHERE ready AND phase = 'QUEUED'`,
      );
    } finally {
      for (const each of workers) each.signal('SIGCONT');
    }
  },
  // What a webhook and a settle leave that missed each other by a moment.
  'adopt.beforeCommit': async ({ postgres }) => {
    await postgres.query(
      `UPDATE status_evidence SET message_id = NULL, attempt = NULL, received_at = now() WHERE evidence_id IN
         (SELECT evidence_id FROM status_evidence WHERE message_id IS NOT NULL ORDER BY evidence_id DESC LIMIT 5)`,
    );
  },
};
