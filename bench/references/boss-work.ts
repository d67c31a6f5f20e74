import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PgBoss } from 'pg-boss';

/** pg-boss alone: `work()` with a handler that does nothing, batches of 50, four workers. `/<count>` answers jobs per second. */
const boss = new PgBoss({ connectionString: process.env['DATABASE_URL'] ?? '', max: 6 });
boss.on('error', () => undefined);
await boss.start();
await boss.createQueue('work');

const server = createServer((request, response) => {
  void run(Number((request.url ?? '').slice(1))).then((rate) => response.end(String(rate)));
});

async function run(count: number): Promise<number> {
  const jobs = Array.from({ length: count }, (_, n) => ({ data: { messageId: String(n) } }));
  await boss.insert('work', jobs);
  await boss.getDb().executeSql('ANALYZE pgboss.job', []);
  const done = Promise.withResolvers<number>();
  let handled = 0;
  let began = 0;
  await boss.work(
    'work',
    { batchSize: 50, localConcurrency: 4, pollingIntervalSeconds: 0.5, burstWhenBatchFull: true },
    (batch) => {
      began ||= performance.now();
      handled += batch.length;
      if (handled >= count) done.resolve(count / ((performance.now() - began) / 1000));
      return Promise.resolve();
    },
  );
  const rate = await done.promise;
  await boss.offWork('work');
  return rate;
}

server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo; // a TCP server that listens has one
  process.send?.({ port });
});
