import { expect, test } from 'vitest';
import { startApp } from '../../src/app.ts';
import { createLog } from '../../src/log/log.ts';
import { enqueueText } from '../support/enqueue-text.ts';
import { CurrentCursor } from '../support/operations.ts';
import { openPostgresProxy } from '../support/postgres-proxy.ts';
import { startGateway } from '../support/start-gateway.ts';
import { shortTimes, withoutWorker } from '../support/start-worker.ts';
import { watchStatuses } from '../support/watch-message.ts';

test('a worker whose connection goes silent in the middle of a claim gives it up and goes on: the message is sent once', async () => {
  await using gateway = await startGateway({ env: withoutWorker });
  const { api, config, database, simulator } = gateway;
  await using proxy = await openPostgresProxy(database.url);
  const workerConfig = {
    ...config,
    port: 0,
    roles: new Set(['worker'] as const),
    databaseUrl: proxy.url,
  };
  await using workers = new AsyncDisposableStack();
  workers.use(await startApp(workerConfig, createLog('silent'), shortTimes));
  const { cursor: after } = await api.call(CurrentCursor, {});
  const silent = proxy.when(Buffer.from('ORDER BY message_id FOR UPDATE'), 'WITHHOLD_REPLY');
  const id = await enqueueText(api, '+16505550101');
  await silent;
  expect((await watchStatuses(api, id, { after, until: 'READ' })).slice(0, 2)).toEqual(['QUEUED', 'SENDING']);
  expect(await simulator.ledger()).toHaveLength(1);
});
