import pg from 'pg';
import { expect, test } from 'vitest';
import { createLog } from '../../src/log/log.ts';
import { EnqueueList } from '../support/operations.ts';
import { eventually } from '../support/eventually.ts';
import { startGateway } from '../support/start-gateway.ts';
import { aMessage, nothingIsSent } from './scene.ts';

test('two lists that share their keys in opposite order wait for each other in one order: neither is run again', async () => {
  const lines: string[] = [];
  const log = createLog('warn', { write: (line) => lines.push(line) });
  await using gateway = await startGateway({ ...nothingIsSent, log });
  // Whoever holds the key in the middle lets both lists come as far as they can, and then go on at once.
  const middle = new pg.Client(gateway.database.url);
  await middle.connect();
  const [tenant] = await gateway.database.query<{ tenant_id: string }>('SELECT tenant_id FROM tenant');
  await middle.query('BEGIN');
  await middle.query(
    `INSERT INTO idempotency_key (tenant_id, key, fingerprint, message_id) VALUES ($1, 'b', '', gen_random_uuid())`,
    [tenant?.tenant_id],
  );
  const lists = [
    ['a', 'b', 'c'],
    ['c', 'b', 'a'],
  ].map((keys) =>
    gateway.api.call(EnqueueList, { inputs: keys.map((idempotencyKey) => aMessage({ idempotencyKey })) }),
  );
  await eventually(
    () => gateway.database.query(`SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock'`),
    (waiting) => waiting.length === 2,
  );
  await middle.query('ROLLBACK');
  await middle.end();
  const answers = (await Promise.all(lists)).map(({ enqueueMessages }) => enqueueMessages);
  expect(
    answers
      .flat()
      .map((each) => 'replayed' in each && each.replayed)
      .toSorted(),
  ).toEqual([...Array<boolean>(3).fill(false), ...Array<boolean>(3).fill(true)]);
  expect(lines).toEqual([]);
});
