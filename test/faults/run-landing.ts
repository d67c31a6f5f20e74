import type { Evidence, Verdict } from './evidence.ts';
import { landOnStandby } from './land-on-standby.ts';
import { seedRandom } from './random.ts';
import { openStage } from './stage.ts';
import type { Supervised } from './supervise.ts';
import { acknowledgeMore, until } from './until.ts';

/** Times are milliseconds after the address led to the primary again. */
interface LandingCounts {
  /** Connections that were led to the standby. */
  landed: number;
  acknowledged: number;
  acknowledgedMs: number;
  readyMs: number;
  /** Calls that failed, and how long after the return the last of them did that was told of the database. */
  failed: number;
  lastFailedMs: number;
  /** Failed calls that were not told to try again. */
  misled: string[];
  /** How processes ended, by their names. None should. */
  ends: Record<string, Record<string, number>>;
}

export interface LandingRun {
  verdicts: Verdict[];
  counts: LandingCounts;
}

/**
 * Under load the address of the database leads to a standby for six seconds that only reads and knows nothing of the run,
 * and then to the primary again: no process has to be restarted, and none believes what the standby does not know.
 */
export async function runLanding(
  options: { seed: number },
  say: (line: string) => void,
): Promise<LandingRun> {
  const random = seedRandom(options.seed);
  const stagedAs = { gateways: 2, workers: 2, rate: 60, label: () => 'm', staleStandby: true };
  await using stage = await openStage({ ...stagedAs, random });
  const { topology, driver } = stage;
  const all = [...topology.gateways, ...topology.workers];
  say(`All processes are up; their logs are in ${topology.folder}.`);
  // Some are with WhatsApp at any moment.
  await topology.simulator.setRules({ rules: [{ answer: { kind: 'slowHead', ms: 200 } }] });
  driver.run();
  await acknowledgeMore(driver, 200);
  const landing = landOnStandby(topology, landingMs, new AbortController().signal);
  await until('every process to say that it is not ready', () => all.every((each) => !each.isReady()));
  const landed = await landing;
  const backAtMs = Date.now();
  await acknowledgeMore(driver, 1);
  const acknowledgedMs = Date.now() - backAtMs;
  await topology.whenReady();
  const readyMs = Date.now() - backAtMs;
  // Long enough that a session which stayed behind would be used again.
  await acknowledgeMore(driver, 600);
  const settledAfterMs = await stage.settle();
  const { evidence, verdicts } = await stage.judge({
    settledAfterMs,
    marks: [{ kind: 'POSTGRES_BACK', atMs: backAtMs }],
  });
  const counts = {
    landed,
    acknowledged: driver.counts.acknowledged,
    acknowledgedMs,
    readyMs,
    ...countFailures(evidence, backAtMs),
    ends: endsOf(all),
  };
  return { verdicts, counts };
}

/** It happened, everything was over soon after the return, and nobody was told anything that is not so. */
export function isGoodLanding({ verdicts, counts }: LandingRun): boolean {
  const { landed, failed, misled, lastFailedMs, readyMs, ends } = counts;
  return (
    verdicts.every((each) => each.holds) &&
    landed > 0 &&
    failed > 0 &&
    misled.length === 0 &&
    Math.max(lastFailedMs, readyMs) <= soonMs &&
    Object.keys(ends).length === 0
  );
}

/** After the return of the primary; ms. */
export const soonMs = 3_000;
/** How long connections land on the standby; ms. */
const landingMs = 6_000;

function countFailures({ history }: Evidence, backAtMs: number) {
  const failures = history.flatMap((line) => (line.is === 'info' ? [line] : []));
  return {
    failed: failures.length,
    lastFailedMs: Math.max(
      0,
      ...failures.flatMap(({ at, reason }) => (ofDatabase.test(reason) ? [at - backAtMs] : [])),
    ),
    misled: failures.flatMap(({ reason }) => (misleading.test(reason) ? [reason] : [])),
  };
}

/** A busy machine has callers who waited in vain, and queues that were full: neither is told of the database. */
const ofDatabase = /database|Unexpected error/;
/** A fault of ours, a key that does not stand, a message that is not there: none of it is so. */
const misleading = /Unexpected error|INTERNAL|Authorization|UNAUTHENTICATED|NotFound/;

function endsOf(all: readonly Supervised[]): LandingCounts['ends'] {
  return Object.fromEntries(
    all.filter((each) => Object.keys(each.ends).length > 0).map((each) => [each.name, each.ends]),
  );
}
