import { expect, test } from 'vitest';
import { startApp } from '../../src/app.ts';
import { createLog } from '../../src/log/log.ts';
import { CurrentCursor, Watch } from '../support/operations.ts';
import { startGateway } from '../support/start-gateway.ts';

const oneRole = { env: { HELIOGRAPH_ROLES: 'gateway' } };

test('a database that is another one than before starts a new epoch: cursors from before get a gap, at the next start and not again', async () => {
  await using gateway = await startGateway(oneRole);
  const { api, config, database } = gateway;
  const startAgain = () => startApp({ ...config, port: 0 }, createLog('silent'));
  const { cursor } = await api.call(CurrentCursor, {});

  await (await startAgain())[Symbol.asyncDispose]();
  expect(await api.call(CurrentCursor, {})).toEqual({ cursor });

  // As a restored dump finds it: what is noted is of the cluster that it was taken from.
  await database.query(`UPDATE installation SET history = '7123456789012345678/00000001'`);
  await using running = new AsyncDisposableStack();
  running.use(await startAgain());
  const items = await Array.fromAsync(api.watch(Watch, { after: cursor }));
  expect(items).toMatchObject([{ messageEvents: { __typename: 'StreamGap', reason: 'HISTORY_REPLACED' } }]);

  const { cursor: after } = await api.call(CurrentCursor, {});
  running.use(await startAgain());
  expect(await api.call(CurrentCursor, {})).toEqual({ cursor: after });
});

test('a stream that runs while the history is replaced hears of it and completes', async () => {
  await using gateway = await startGateway(oneRole);
  const { cursor } = await gateway.api.call(CurrentCursor, {});
  const stream = gateway.api.watch(Watch, { after: cursor });
  const rest = Array.fromAsync(stream);
  await gateway.database.query('UPDATE tenant_log SET epoch = gen_random_uuid()');
  expect(await rest).toMatchObject([
    { messageEvents: { __typename: 'StreamGap', reason: 'HISTORY_REPLACED' } },
  ]);
});
