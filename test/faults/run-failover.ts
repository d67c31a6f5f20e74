import { readWaiting, type Replication } from './await-streaming.ts';
import { countFailover, type FailoverCounts } from './count-failover.ts';
import type { Evidence, Verdict } from './evidence.ts';
import { seedRandom } from './random.ts';
import { openStage, placeOf, readHead, type Stage } from './stage.ts';
import { acknowledgeMore, until } from './until.ts';

export interface FailoverRun {
  verdicts: Verdict[];
  evidence: Evidence;
  counts: FailoverCounts;
}

/** One failover under load: the primary dies at once, its standby takes over, and every process has to go on by itself. */
export async function runFailover(
  options: { replication: Replication; seed: number },
  say: (line: string) => void,
): Promise<FailoverRun> {
  const { replication } = options;
  const random = seedRandom(options.seed);
  await using stage = await openStage({
    gateways: 2,
    workers: 2,
    random,
    rate,
    label: () => 'm',
    replication,
  });
  const { topology, driver, watchers } = stage;
  say(`All processes are up; their logs are in ${topology.folder}.`);
  // Some are with WhatsApp at any moment, so also at the worst one.
  await topology.simulator.setRules({ rules: [{ answer: { kind: 'slowHead', ms: 200 } }] });
  driver.run();
  await acknowledgeMore(driver, 200);
  if (replication === 'ASYNCHRONOUS') await loseTheNext(stage, 60);
  else await leaveWaiting(stage);
  const away = watchers.at(-1);
  away?.leave();
  const failover = await topology.postgres.failOver();
  const goneOn = await goOn(stage, failover.movedAtMs);
  // It comes back when the new history has gone past the place where it left the old one.
  await until(
    'the log to go on beyond the place of a watcher',
    async () => away !== undefined && (await readHead(topology)) > placeOf(away) + 1,
  );
  away?.comeBack();
  await acknowledgeMore(driver, 200);
  await topology.whenReady();
  const settledAfterMs = await stage.settle();
  const marks = [{ kind: 'POSTGRES_BACK' as const, atMs: failover.movedAtMs }];
  const { evidence, verdicts } = await stage.judge({ settledAfterMs, marks, failover: replication });
  return { evidence, verdicts, counts: countFailover({ topology, evidence, failover, goneOn }) };
}

/** Messages a second. */
const rate = 60;

/** From now on the standby hears nothing. So many more are acknowledged, and the watchers are told of some of them. */
async function loseTheNext({ topology, driver, watchers }: Stage, count: number): Promise<void> {
  topology.postgres.standby?.line.deafen();
  const lostFrom = await readHead(topology);
  await acknowledgeMore(driver, count);
  await until('every watcher to be told of what will be lost', () =>
    watchers.every((each) => placeOf(each) > lostFrom + count),
  );
}

/**
 * Ends at a moment when messages are stored on the primary alone, and their COMMIT waits for the standby: nobody must be told
 * that they are stored, also when somebody else gets the number of that transaction from the new primary.
 */
async function leaveWaiting({ topology: { postgres } }: Stage): Promise<void> {
  const { standby } = postgres;
  if (!standby) throw new Error('Expected a standby, got none.');
  const choosyUntil = performance.now() + choosyMs;
  await until('messages whose COMMIT waits for the standby', async () => {
    standby.line.stall(Infinity);
    const [first] = await untilSome('a COMMIT that waits for the standby', () => readWaiting(postgres.query));
    const isUnheard = first !== undefined && first.xid >= (await standby.readNextNumber());
    // Of a transaction that began before, the standby has heard, and takes it for aborted: that is the easier case.
    if (first?.isEnqueue === true && (isUnheard || performance.now() > choosyUntil)) return true;
    standby.line.heal();
    return false;
  });
}

/** One try takes a tenth of a second, and one in ten hits; ms. */
const choosyMs = 45_000;

async function untilSome<T>(what: string, look: () => Promise<T[]>): Promise<T[]> {
  let seen: T[] = [];
  await until(what, async () => (seen = await look()).length > 0);
  return seen;
}

/** How long after the failover; ms. */
export interface GoneOn {
  /** The first message was acknowledged. */
  acknowledgedMs: number;
  /** Every process said that it was ready. */
  readyMs: number;
}

async function goOn({ topology, driver }: Stage, movedAtMs: number): Promise<GoneOn> {
  await acknowledgeMore(driver, 1);
  const acknowledgedMs = Date.now() - movedAtMs;
  await topology.whenReady();
  return { acknowledgedMs, readyMs: Date.now() - movedAtMs };
}
