import { alternate } from '../support/alternate.ts';
import { compareRates, type Form, type Outcome } from '../support/comparison.ts';
import { cpuOf, measureCost } from '../support/cpu-time.ts';
import { fillQueue, isDrained, readClock, readDispatchRate } from '../../test/support/fill-queue.ts';
import { loadHttp } from '../support/load-http.ts';
import { median } from '../support/statistics.ts';
import { phoneNumberId, startHeliograph, startSilentSimulator, type Stage } from '../support/stage.ts';
import { startNode } from '../support/start-node.ts';
import { until } from '../support/until.ts';

const scenario = 'dispatch, until ACCEPTED is durable';
const unit = 'messages/s';
/** Sends in flight, on both sides. */
const concurrency = 64;
const obstacle =
  'a send that survives a crash at any moment is two transactions: the claim before it and the settlement after it write ten row versions of each message (job twice, delivery twice, attempt twice, pair, evidence, two events), where the reference writes none or two. The table of processor time says what two processors allow at most. It is not the sender’s pace that is in the way: WhatsApp allows 80 a second for a number, at most 1,000.';

/** The whole way out: ours against an HTTP client alone, and against a queue alone. */
export async function dispatch(stage: Stage, form: Form): Promise<Outcome> {
  await using running = new AsyncDisposableStack();
  const count = form.isShort ? 200 : 4_000;
  const database = await stage.createDatabase('dispatch');
  const simulator = running.use(await startSilentSimulator());
  const options = { whatsappUrl: simulator.url, env: { DISPATCH_CONCURRENCY: String(concurrency) } };
  const worker = running.use(await startHeliograph(database, { roles: 'worker', ...options }));
  const bare = running.use(
    await startNode('references/bare-undici.ts', {
      WHATSAPP_API_URL: simulator.url,
      PHONE_NUMBER_ID: phoneNumberId,
    }),
  );
  const bossDatabase = await stage.createDatabase('dispatch_boss');
  const boss = running.use(await startNode('references/boss-work.ts', { DATABASE_URL: bossDatabase.url }));

  let enqueued = 0;
  const ours = async (): Promise<number> => {
    const since = await readClock(database);
    await fillQueue(database, count);
    return drain(since);
  };
  const drain = async (since: Date): Promise<number> => {
    enqueued += count;
    await until('every message sent', () => isDrained(database));
    const { accepted, perSecond } = await readDispatchRate(database, since);
    if (accepted < count) throw new Error(`Expected ${count} messages accepted, got ${accepted}.`);
    return perSecond;
  };
  const ask = (url: string) => async (): Promise<number> => Number(await (await fetch(url)).text());
  const againstHttp = await alternate(form.rounds, ours, ask(`${bare.url}/${concurrency}/${count}`));
  const againstQueue = await alternate(form.rounds, ours, ask(`${boss.url}/${count}`));
  const since = await readClock(database);
  await fillQueue(database, count); // not part of the cost
  const costs = [
    await measureCost(scenario, { worker: cpuOf(worker.pid), Postgres: stage.postgresCpu }, async () => {
      await drain(since);
      return count;
    }),
  ];
  const ceiling = await measureCeiling(new URL(simulator.url), form);

  const twice = await countTwice(simulator.url);
  return {
    comparisons: [
      compareRates(
        { scenario, unit, reference: 'bare undici, same bodies, same concurrency', least: 0.5, obstacle },
        againstHttp,
      ),
      compareRates(
        { scenario, unit, reference: 'pg-boss work() with an empty handler, 50 × 4', least: 0.5, obstacle },
        againstQueue,
      ),
      {
        ...compareRates(
          {
            scenario: 'the simulator itself, bare sockets',
            unit: 'answers/s',
            reference: 'our dispatch',
            least: 3,
          },
          { ours: [ceiling], reference: [median(againstHttp.ours)] },
        ),
      },
    ],
    checks: [
      { what: 'messages in the ledger = messages enqueued', expected: enqueued, got: twice.ours },
      { what: 'messages accepted twice', expected: 0, got: twice.twice },
    ],
    costs,
  };
}

async function measureCeiling(simulator: URL, form: Form): Promise<number> {
  const load = {
    port: Number(simulator.port),
    path: `/v24.0/${phoneNumberId}/messages`,
    headers: { authorization: 'Bearer token' },
    connections: concurrency,
    expects: '"messages"',
    body: () =>
      '{"messaging_product":"whatsapp","to":"+16505550101","type":"text","text":{"body":"Your parcel is on its way."}}',
  };
  return (await loadHttp(load, form.seconds)).perSecond;
}

/** Ours carry a signed opaque value; those of the reference name themselves. */
async function countTwice(url: string): Promise<{ ours: number; twice: number }> {
  const ledger = (await (await fetch(`${url}/_ledger`)).json()) as {
    opaque: string | null;
    decision: string;
  }[];
  const accepted = ledger.filter((each) => each.decision === 'ACCEPTED');
  const ids = accepted.flatMap(({ opaque }) => /^v1\.([^.]+)\./.exec(opaque ?? '')?.[1] ?? []);
  return { ours: new Set(ids).size, twice: ids.length - new Set(ids).size };
}
