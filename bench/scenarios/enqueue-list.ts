import { alternate } from '../support/alternate.ts';
import { compareRates, type Form, type Outcome } from '../support/comparison.ts';
import { loadHttp } from '../support/load-http.ts';
import { listLoad, nextInput } from '../support/requests.ts';
import { startHeliograph, type Stage } from '../support/stage.ts';
import { startNode } from '../support/start-node.ts';

const scenario = 'enqueueMessages of 100';
const unit = 'messages/s';
const size = 100;
/** Callers at once; the bare writer has as many connections. */
const connections = 4;
const plainObstacle =
  'the reference stores one row and a job of each message, ours three rows, a job, an event and the counter of the log.';
const obstacle =
  'reading, checking and answering a message costs the gateway about as much processor time as storing it costs Postgres, and one Node process has one processor for it.';

/** Lists: ours against the INSERTs alone, and against a day's work that loops. */
export async function enqueueList(stage: Stage, form: Form): Promise<Outcome> {
  await using running = new AsyncDisposableStack();
  const database = await stage.createDatabase('enqueue_list');
  const gateway = running.use(await startHeliograph(database, { roles: 'gateway' }));
  const bareDatabase = await stage.createDatabase('enqueue_list_bare');
  // Makes the tenant, the sender and its queue; it is stopped before anything is measured.
  await (await startHeliograph(bareDatabase, { roles: 'gateway' }))[Symbol.asyncDispose]();
  const bare = running.use(
    await startNode('references/bare-writer-process.ts', { DATABASE_URL: bareDatabase.url }),
  );
  const plainDatabase = await stage.createDatabase('enqueue_list_plain');
  const plain = running.use(await startNode('references/plain-yoga.ts', { DATABASE_URL: plainDatabase.url }));

  let acknowledged = 0;
  const ours = async (): Promise<number> => {
    const { answered, perSecond } = await loadHttp(listLoad(gateway.port, connections, size), form.seconds);
    acknowledged += answered * size;
    return perSecond * size;
  };
  const bareRate = async (): Promise<number> => {
    const path = `${bare.url}/${connections}/${size}/${form.seconds * 1000}`;
    return Number(await (await fetch(path)).text());
  };
  const plainRate = async (): Promise<number> => {
    const inputs = (): object[] => Array.from({ length: size }, nextInput);
    const body = (): string => JSON.stringify({ query: plainMutation, variables: { inputs: inputs() } });
    const load = { ...listLoad(plain.port, connections, size), expects: '"QUEUED"', body };
    return (await loadHttp(load, form.seconds)).perSecond * size;
  };
  const againstBare = await alternate(form.rounds, ours, bareRate);
  const againstPlain = await alternate(form.rounds, ours, plainRate);
  const [stored] = await database.query<{ count: number }>('SELECT count(*)::int FROM message');
  return {
    comparisons: [
      compareRates(
        { scenario, unit, reference: 'bare multi-row INSERTs of the same rows', least: 0.6, obstacle },
        againstBare,
      ),
      compareRates(
        {
          scenario,
          unit,
          reference: 'plain Yoga + pg-boss send, one transaction per message',
          least: 10,
          obstacle: plainObstacle,
        },
        againstPlain,
      ),
    ],
    checks: [
      {
        what: 'messages stored = messages acknowledged (lists)',
        expected: acknowledged,
        got: stored?.count ?? 0,
      },
    ],
  };
}

const plainMutation =
  'mutation EnqueueList($inputs: [EnqueueMessageInput!]!) { enqueueMessages(inputs: $inputs) { message { id status } } }';
