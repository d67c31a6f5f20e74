import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { alternate } from '../support/alternate.ts';
import { compareRates, type Check, type Comparison, type Form, type Outcome } from '../support/comparison.ts';
import { fillQueue, readClock, readDispatchRate } from '../../test/support/fill-queue.ts';
import { loadHttp, type Load } from '../support/load-http.ts';
import { listLoad, singleLoad } from '../support/requests.ts';
import {
  startHeliograph,
  startSilentSimulator,
  type BenchDatabase,
  type Heliograph,
  type Stage,
} from '../support/stage.ts';

interface Side {
  database: BenchDatabase;
  gateway: Heliograph;
}

const obstacle =
  'every statement reads ranges of indexes, which a test proves; larger tables still need more pages, and the rounds differ from each other by more than what is missing.';

/** The same rates with an empty queue and with a long one, and the memory of each process. */
export async function backlog(stage: Stage, form: Form): Promise<Outcome> {
  const comparisons: Comparison[] = [];
  const checks: Check[] = [];
  for (const depth of form.isShort ? [1_000] : [100_000, 1_000_000]) {
    await using running = new AsyncDisposableStack();
    const simulator = running.use(await startSilentSimulator());
    const open = async (name: string): Promise<Side> => {
      const database = await stage.createDatabase(name);
      return { database, gateway: running.use(await startHeliograph(database, { roles: 'gateway' })) };
    };
    const empty = await open(`backlog_0_before_${depth}`);
    const full = await open(`backlog_${depth}`);
    await fillQueue(full.database, depth);

    const named = { scenario: `at ${depth} queued`, reference: 'at 0 queued', least: 0.9, obstacle };
    const rate = (side: Side, load: (port: number) => Load) => async (): Promise<number> =>
      (await loadHttp(load(side.gateway.port), form.seconds)).perSecond;
    const single = (port: number): Load => singleLoad(port, 64);
    const lists = (port: number): Load => listLoad(port, 4, 100);
    for (const [what, load] of [
      ['enqueueMessage', single],
      ['enqueueMessages of 100', lists],
    ] as const) {
      const measured = await alternate(form.rounds, rate(full, load), rate(empty, load));
      comparisons.push(
        compareRates({ ...named, scenario: `${what} ${named.scenario}`, unit: 'requests/s' }, measured),
      );
    }
    const sendRate = (side: Side) => () => dispatchRate(side, simulator.url, form);
    const sent = await alternate(form.isShort ? 1 : 3, sendRate(full), sendRate(empty));
    comparisons.push(
      compareRates({ ...named, scenario: `dispatch ${named.scenario}`, unit: 'messages/s' }, sent),
    );
    comparisons.push(await compareMemory(depth, full, empty));
  }
  return { comparisons, checks };
}

/** A worker runs for a while on what waits; an empty queue is given as much as it can send in that time. */
async function dispatchRate(side: Side, whatsappUrl: string, form: Form): Promise<number> {
  const [waiting] = await side.database.query<{ count: number }>(
    `SELECT count(*)::int FROM (SELECT FROM delivery WHERE phase = 'QUEUED' LIMIT 5000) AS waiting`,
  );
  if ((waiting?.count ?? 0) < 5_000 && !form.isShort) await fillQueue(side.database, 5_000);
  const since = await readClock(side.database);
  const worker = await startHeliograph(side.database, { roles: 'worker', whatsappUrl });
  await pause(form.seconds * 1000);
  await worker[Symbol.asyncDispose]();
  return (await readDispatchRate(side.database, since)).perSecond;
}

async function compareMemory(depth: number, full: Side, empty: Side): Promise<Comparison> {
  const [ours, theirs] = await Promise.all([full, empty].map((side) => readMegabytes(side.gateway)));
  return {
    scenario: `resident memory of the gateway at ${depth} queued`,
    reference: 'at 0 queued',
    unit: 'MB',
    ours: { median: ours ?? NaN },
    theirs: { median: theirs ?? NaN },
    ratio: null,
    target: '≤ + 50 MB',
    met: (ours ?? NaN) - (theirs ?? NaN) <= 50,
  };
}

async function readMegabytes({ process }: Heliograph): Promise<number> {
  const status = await readFile(`/proc/${process.child.pid ?? 0}/status`, 'utf8');
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? NaN) / 1024);
}
