import { fillQueue, isDrained } from '../test/support/fill-queue.ts';
import { cpuOf, measureCost, type Cost } from './support/cpu-time.ts';
import { loadHttp } from './support/load-http.ts';
import { singleLoad } from './support/requests.ts';
import { openStage, startHeliograph, startSilentSimulator, type Stage } from './support/stage.ts';
import { until } from './support/until.ts';

/**
 * `npm run bench:cost`: the processor's time of one message, enqueued and dispatched, as one line of JSON. To compare two
 * versions, run it in both checkouts in turns: rates change with the machine from minute to minute, these hardly do.
 */
const connections = 64;
const warmUpSeconds = 3;
const seconds = 6;
const warmUpRounds = 2;
const messages = 4_000;

await using stage = await openStage();
const costs = [await costOfEnqueue(stage), await costOfDispatch(stage)];
process.stdout.write(`${JSON.stringify(costs)}\n`);

async function costOfEnqueue(on: Stage): Promise<Cost> {
  const database = await on.createDatabase('enqueue');
  await using gateway = await startHeliograph(database, { roles: 'gateway' });
  const load = async (seconds: number): Promise<number> =>
    (await loadHttp(singleLoad(gateway.port, connections), seconds)).answered;
  await load(warmUpSeconds);
  return await measureCost('enqueue', { gateway: cpuOf(gateway.pid), Postgres: on.postgresCpu }, () =>
    load(seconds),
  );
}

async function costOfDispatch(on: Stage): Promise<Cost> {
  const database = await on.createDatabase('dispatch');
  await using simulator = await startSilentSimulator();
  const env = { DISPATCH_CONCURRENCY: String(connections) };
  await using worker = await startHeliograph(database, { roles: 'worker', whatsappUrl: simulator.url, env });
  const drain = async (): Promise<number> => {
    await until('every message sent', () => isDrained(database));
    return messages;
  };
  for (let round = 0; round < warmUpRounds; round += 1) {
    await fillQueue(database, messages);
    await drain();
  }
  await fillQueue(database, messages);
  return await measureCost('dispatch', { worker: cpuOf(worker.pid), Postgres: on.postgresCpu }, drain);
}
