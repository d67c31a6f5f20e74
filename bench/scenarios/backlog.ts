import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { alternate, roundsInAll } from '../support/alternate.ts';
import { compareRates, type Check, type Comparison, type Form, type Outcome } from '../support/comparison.ts';
import { fillQueue, readClock, readDispatchRate } from '../../test/support/fill-queue.ts';
import { loadHttp, type Load } from '../support/load-http.ts';
import { listLoad, singleLoad } from '../support/requests.ts';
import { messageIdOf } from '../support/accepted-messages.ts';
import type { Simulator } from '../../test/support/start-simulator.ts';
import { applyRate } from './statuses.ts';
import {
  phoneNumberId,
  sender,
  startHeliograph,
  startSilentSimulator,
  type BenchDatabase,
  type Heliograph,
  type Stage,
} from '../support/stage.ts';

interface Side {
  database: BenchDatabase;
  gateway: Heliograph;
  /** Of the last worker, at its end. */
  workerMegabytes: number;
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
      const gateway = running.use(await startHeliograph(database, { roles: 'gateway' }));
      return { database, gateway, workerMegabytes: NaN };
    };
    const empty = await open(`backlog_0_before_${depth}`);
    const full = await open(`backlog_${depth}`);
    await fillQueue(full.database, depth);
    // What a server does for minutes after one statement wrote so much is not what is measured.
    await full.database.query('VACUUM (ANALYZE)');
    await full.database.query('CHECKPOINT');

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
    const sent = await alternate(form.rounds, sendRate(full), sendRate(empty));
    comparisons.push(
      compareRates({ ...named, scenario: `dispatch ${named.scenario}`, unit: 'messages/s' }, sent),
    );
    comparisons.push(await compareStatuses(simulator, named, { full, empty }, form));
    const gateways = await Promise.all([full, empty].map(({ gateway }) => readMegabytes(gateway)));
    comparisons.push(compareMemory('gateway', depth, gateways));
    comparisons.push(compareMemory('worker', depth, [full.workerMegabytes, empty.workerMegabytes]));
  }
  return { comparisons, checks };
}

/** More than a worker sends meanwhile. */
const enough = 20_000;

/** A worker runs for a while on what waits; an empty queue is given as much as it can send in that time. */
async function dispatchRate(side: Side, whatsappUrl: string, form: Form): Promise<number> {
  const [waiting] = await side.database.query<{ count: number }>(
    `SELECT count(*)::int FROM (SELECT FROM delivery WHERE phase = 'QUEUED' LIMIT ${enough}) AS waiting`,
  );
  if ((waiting?.count ?? 0) < enough && !form.isShort) await fillQueue(side.database, enough);
  const started = await readClock(side.database);
  const worker = await startHeliograph(side.database, { roles: 'worker', whatsappUrl });
  await pause(form.seconds * 1000);
  // A process that has just started compiles while it works; that says nothing about the queue.
  const since = form.isShort ? started : await readClock(side.database);
  if (!form.isShort) await pause(form.seconds * 1000);
  side.workerMegabytes = await readMegabytes(worker);
  await worker[Symbol.asyncDispose]();
  return (await readDispatchRate(side.database, since)).perSecond;
}

/** Statuses of what was sent before, while all the others wait. */
async function compareStatuses(
  simulator: Simulator,
  named: { scenario: string; reference: string; least: number; obstacle: string },
  { full, empty }: { full: Side; empty: Side },
  form: Form,
): Promise<Comparison> {
  const [rounds, most] = form.isShort ? [1, 100] : [form.rounds, 2_000];
  const ledger = await simulator.ledger();
  const apply = async (side: Side) => {
    const rows = await side.database.query<{ id: string }>('SELECT message_id AS id FROM attempt');
    const ids = new Set(rows.map((row) => row.id));
    const sent = ledger.filter((each) => each.decision === 'ACCEPTED' && ids.has(messageIdOf(each)));
    // A slow machine sent fewer in its time.
    const perRound = Math.min(most, Math.floor(sent.length / roundsInAll(rounds)));
    // It receives and applies; at this pace it sends next to nothing.
    const env = { WHATSAPP_SENDERS: `${sender}=${phoneNumberId}@1` };
    const receiver = await startHeliograph(side.database, { roles: 'worker,webhook', env });
    let round = 0;
    const rate = (): Promise<number> => {
      const part = sent.slice(round * perRound, (round + 1) * perRound);
      round += 1;
      if (part.length === 0) throw new Error('Expected messages that were sent before, got none.');
      return applyRate(side.database, receiver.url, part);
    };
    return { receiver, rate };
  };
  await using running = new AsyncDisposableStack();
  const [ours, theirs] = [await apply(full), await apply(empty)];
  running.use(ours.receiver);
  running.use(theirs.receiver);
  const measured = await alternate(rounds, ours.rate, theirs.rate);
  return compareRates(
    { ...named, scenario: `statuses applied ${named.scenario}`, unit: 'statuses/s' },
    measured,
  );
}

function compareMemory(
  role: string,
  depth: number,
  [ours = NaN, theirs = NaN]: readonly number[],
): Comparison {
  return {
    scenario: `resident memory of the ${role} at ${depth} queued`,
    reference: 'at 0 queued',
    unit: 'MB',
    ours: { median: ours },
    theirs: { median: theirs },
    ratio: null,
    target: '≤ + 50 MB',
    met: ours - theirs <= 50,
  };
}

async function readMegabytes({ process }: Heliograph): Promise<number> {
  const status = await readFile(`/proc/${process.child.pid ?? 0}/status`, 'utf8');
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? NaN) / 1024);
}
