import { expect, test } from 'vitest';
import { openDatabase } from '../../src/db/database.ts';
import { createPurse } from '../../src/dispatch/purse.ts';
import { createLog } from '../../src/log/log.ts';
import { listAllSenders } from '../../src/senders/list-senders.ts';
import { prepareGates } from '../../src/senders/prepare-gates.ts';
import { openPostgresProxy } from '../support/postgres-proxy.ts';
import { startGateway } from '../support/start-gateway.ts';
import { withoutWorker } from '../support/start-worker.ts';

test('what was drawn before a gate was to be closed is void, and what is drawn after it is kept as ever', async () => {
  await using gateway = await startGateway({ env: withoutWorker });
  const { url } = gateway.database;
  await using database = openDatabase({
    connectionString: url,
    name: 'purse',
    max: 1,
    log: createLog('silent'),
  });
  await database.transaction(prepareGates);
  const [sender] = await listAllSenders(database);
  if (!sender) throw new Error('Expected the sender of the settings, got none.');
  const purse = createPurse({ database, probeMs: 1_000 }, sender);
  const pace = async () => database.query('SELECT tat FROM sender_pace');

  const before = await purse.draw(1);
  expect(purse.isVoid(before)).toBe(false);
  purse.block();
  expect(await purse.draw(1)).toMatchObject({ granted: 0 });
  // The closing itself failed: the gate is open, and its turn is the same.
  purse.unblock();
  await purse.giveBack(before, 1);
  expect(purse.isVoid(before)).toBe(true);
  const untouched = await pace();
  const after = await purse.draw(1);
  expect(after.turn).toBe(before.turn);
  expect(purse.isVoid(after)).toBe(false);
  expect(await pace()).not.toEqual(untouched);

  // It asked for two; the second one need not be asked for.
  const paid = await pace();
  expect(await purse.draw(1)).toMatchObject({ granted: 1 });
  expect(await pace()).toEqual(paid);
});

test('probes that cannot be given back because the database is away keep nobody from sending what was claimed with the others', async () => {
  await using gateway = await startGateway({ env: withoutWorker });
  await using proxy = await openPostgresProxy(gateway.database.url);
  await using database = openDatabase({
    connectionString: proxy.url,
    name: 'purse',
    max: 1,
    log: createLog('silent'),
  });
  await database.transaction(prepareGates);
  const [sender] = await listAllSenders(database);
  if (!sender) throw new Error('Expected the sender of the settings, got none.');
  await database.query(
    `UPDATE sender_pace SET closed_until = now(), closed_since = now(), closed_code = '131042', closed_times = 1`,
  );
  const purse = createPurse({ database, probeMs: 1_000 }, sender);
  const drawn = await purse.draw(1);
  expect(drawn).toMatchObject({ granted: 1, isProbe: true });
  await proxy.goAway();
  await expect(purse.giveBack(drawn, 1)).resolves.toBeUndefined();
});
