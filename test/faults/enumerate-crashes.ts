import { setTimeout as pause } from 'node:timers/promises';
import { crashBeforeCommit, crashedActs, type CrashedAct, type Overtaken } from './crash-before-commit.ts';
import type { Verdict } from './evidence.ts';
import { seedRandom } from './random.ts';
import { readBeliefs } from './read-beliefs.ts';
import { openStage } from './stage.ts';
import type { Topology } from './topology.ts';

export interface CrashRun {
  verdicts: Verdict[];
  /** The acts whose process asked what became of a number that somebody else had by then. */
  judged: CrashedAct[];
}

/**
 * Crashes Postgres before the COMMIT of each act in turn, with a few messages on their way and nothing else broken, until
 * its process has asked about a number that was given to somebody else.
 */
export async function enumerateCrashes(): Promise<CrashRun> {
  let label = 'start';
  const random = seedRandom(2);
  await using stage = await openStage({ gateways: 2, workers: 2, random, rate: 1, label: () => label });
  const { topology, driver } = stage;
  const overtaken: Overtaken[] = [];
  const judged: CrashedAct[] = [];
  for (const act of Object.keys(crashedActs) as CrashedAct[]) {
    for (let strike = 1; strike <= maxStrikes && !judged.includes(act); strike += 1) {
      label = `${act}.${strike}`;
      await topology.whenReady();
      const over = new AbortController();
      const offering = offer(() => driver.enqueueNow(5), over.signal);
      const struck = await crashBeforeCommit(topology, random, act).finally(() => {
        over.abort();
      });
      await offering;
      if (!struck) continue;
      overtaken.push(struck);
      if (await hasAsked(topology, struck)) judged.push(act);
    }
  }
  await topology.whenReady();
  const settledAfterMs = await stage.settle();
  const { verdicts } = await stage.judge({ settledAfterMs, marks: [], overtaken });
  return { verdicts, judged };
}

/** A few at a time, so that somebody comes by at each act soon. */
async function offer(enqueue: () => Promise<string[]>, signal: AbortSignal): Promise<void> {
  const begun: Promise<string[]>[] = [];
  while (!signal.aborted && begun.length < maxOffers) {
    begun.push(enqueue());
    await pause(offerEveryMs, undefined, { signal }).catch(() => undefined);
  }
  await Promise.all(begun);
}

/** The number that was lost may be that of another transaction than the one which stood before its COMMIT. */
async function hasAsked(topology: Topology, { process, numbers }: Overtaken): Promise<boolean> {
  const beliefs = await readBeliefs(topology);
  return beliefs.some((each) => each.process === process && numbers.includes(Number(each.xid)));
}

const maxOffers = 30;
const offerEveryMs = 200;
/** On a busy machine a number has often reached the disk, and is not given out again. */
const maxStrikes = 15;
