import { freePort } from '../../test/support/free-port.ts';
import { alternate, type Alternated, type Measure } from '../support/alternate.ts';
import { compareRates, type Form, type Outcome } from '../support/comparison.ts';
import { cpuOf, measureCost } from '../support/cpu-time.ts';
import { loadHttp } from '../support/load-http.ts';
import { nextInput, singleLoad } from '../support/requests.ts';
import { apiKey, startHeliograph, type BenchDatabase, type Stage } from '../support/stage.ts';
import { startNode } from '../support/start-node.ts';

const scenario = 'enqueueMessage, 64 connections';
const unit = 'durable acknowledgements/s';
const connections = 64;
const plainObstacle =
  'reading a request, judging it and answering it costs one Node process more than half of what it has for each message, and the reference as much; that part is no faster for being shared. The reference stores one row and a job, ours three rows, a job, an event and the counter of the log.';
const obstacle =
  'the reference has a processor to itself, while ours shares the two with Postgres and waits for it a fifth of its time. What both have in common, reading and answering a request, is most of the reference: whatever makes it cheaper makes both faster and this ratio smaller.';

/** Single mutations: ours against the same server that stores nothing, and against a day's work. */
export async function enqueueOne(stage: Stage, form: Form): Promise<Outcome> {
  await using running = new AsyncDisposableStack();
  const database = await stage.createDatabase('enqueue_one');
  const gateway = running.use(await startHeliograph(database, { roles: 'gateway' }));
  const first = await storeOne(gateway.url);
  const nothing = running.use(
    await startNode('references/same-server-storing-nothing.ts', {
      DATABASE_URL: database.url,
      MESSAGE_ID: first,
    }),
  );
  const plainDatabase = await stage.createDatabase('enqueue_one_plain');
  const plain = running.use(await startNode('references/plain-yoga.ts', { DATABASE_URL: plainDatabase.url }));

  let acknowledged = 1;
  const rate = (port: number) => async (): Promise<number> => {
    const { answered, perSecond } = await loadHttp(singleLoad(port, connections), form.seconds);
    if (port !== nothing.port) acknowledged += answered;
    return perSecond;
  };
  const plainRate = async (): Promise<number> => {
    const load = { ...singleLoad(plain.port, connections), expects: '"QUEUED"' };
    const body = (): string => JSON.stringify({ query: plainMutation, variables: { input: nextInput() } });
    return (await loadHttp({ ...load, body }, form.seconds)).perSecond;
  };
  const againstNothing = await alternate(form.rounds, rate(gateway.port), rate(nothing.port));
  const againstPlain = await alternate(form.rounds, rate(gateway.port), plainRate);
  const againstOne = await measureTwoGateways(database, form, { one: rate(gateway.port), rate });
  const own = { gateway: cpuOf(gateway.pid), Postgres: stage.postgresCpu, load: cpuOf(process.pid) };
  const once = async (port: number): Promise<number> => {
    const { answered } = await loadHttp(singleLoad(port, connections), form.seconds);
    if (port === gateway.port) acknowledged += answered;
    return answered;
  };
  const costs = [
    await measureCost(scenario, own, () => once(gateway.port)),
    await measureCost(
      'the same server, storing nothing',
      { gateway: cpuOf(nothing.pid), load: cpuOf(process.pid) },
      () => once(nothing.port),
    ),
  ];
  return {
    comparisons: [
      compareRates(
        { scenario, unit, reference: 'same server, same validation, stores nothing', least: 0.75, obstacle },
        againstNothing,
      ),
      compareRates(
        {
          scenario,
          unit,
          reference: 'plain Yoga + pg-boss send, one transaction per request',
          least: 5,
          obstacle: plainObstacle,
        },
        againstPlain,
      ),
      compareRates(
        {
          scenario: 'enqueueMessage, two gateways on one port',
          unit,
          reference: 'one gateway',
          least: null,
        },
        againstOne,
      ),
    ],
    checks: [
      { what: 'messages stored = messages acknowledged', expected: acknowledged, got: await count(database) },
    ],
    costs,
  };
}

/** What a second process adds where one processor is not enough for it: here all share two. */
async function measureTwoGateways(
  database: BenchDatabase,
  form: Form,
  { one, rate }: { one: Measure; rate: (port: number) => Measure },
): Promise<Alternated> {
  await using running = new AsyncDisposableStack();
  const port = await freePort();
  for (let n = 0; n < 2; n += 1)
    running.use(await startHeliograph(database, { roles: 'gateway', port, env: { SHARE_PORT: 'true' } }));
  return await alternate(form.rounds, rate(port), one);
}

const plainMutation =
  'mutation Enqueue($input: EnqueueMessageInput!) { enqueueMessage(input: $input) { message { id status } } }';

async function storeOne(url: string): Promise<string> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` },
    body: singleLoad(0, 1).body(),
  });
  const answer = await response.text();
  const id = /"id":"([0-9a-f-]{36})"/.exec(answer)?.[1];
  if (id === undefined) throw new Error(`Expected the message to be stored, got ${answer}.`);
  return id;
}

async function count(database: BenchDatabase): Promise<number> {
  const [row] = await database.query<{ count: number }>('SELECT count(*)::int FROM message');
  return row?.count ?? 0;
}
