import { afterAll, beforeAll, expect, test } from 'vitest';
import { enqueueText } from '../support/enqueue-text.ts';
import { eventually } from '../support/eventually.ts';
import { CurrentCursor, FindMessage } from '../support/operations.ts';
import { startGateway, type Gateway } from '../support/start-gateway.ts';
import { shortTimes, startWorker, withoutWorker } from '../support/start-worker.ts';
import { watchStatuses } from '../support/watch-message.ts';
import { createLog } from '../../src/log/log.ts';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway({ env: withoutWorker });
});
afterAll(() => gateway[Symbol.asyncDispose]());

const quiet = createLog('silent');

test.each([
  { stage: 'CLAIM', how: 'cannot even be judged', content: 'null', attempts: 0 },
  { stage: 'RENDER', how: 'cannot be put together', content: '{"type":"location"}', attempts: 1 },
])(
  'a message that $how fails with INTERNAL and a dead letter, and those beside it are sent',
  async ({ stage, content, attempts }) => {
    const { api, database, simulator } = gateway;
    const { cursor: after } = await api.call(CurrentCursor, {});
    const ids = await Promise.all([1, 2, 3].map(() => enqueueText(api, '+16505550101')));
    const [first = '', second = '', poison = ''] = ids;
    await database.query('UPDATE message_content SET content = $2 WHERE message_id = $1', [poison, content]);
    // The poison is claimed first.
    await database.query(`UPDATE pgboss.job SET priority = 9 WHERE data->>'messageId' = $1`, [poison]);
    await using workers = new AsyncDisposableStack();
    workers.use(await startWorker(gateway, shortTimes, quiet));

    await Promise.all([first, second].map((id) => watchStatuses(api, id, { after, until: 'READ' })));
    expect((await watchStatuses(api, poison, { after, until: 'FAILED' })).at(-1)).toBe('FAILED');
    const [delivery] = await database.query('SELECT phase, error FROM delivery WHERE message_id = $1', [
      poison,
    ]);
    expect(delivery).toMatchObject({ phase: 'FAILED', error: { code: 'INTERNAL' } });
    const letters = await database.query('SELECT stage, cause FROM dead_letter WHERE message_id = $1', [
      poison,
    ]);
    expect(letters).toMatchObject([{ stage }]);
    expect(letters[0]?.['cause']).toMatch(/^\w+ at .*src\/.*:\d+:\d+\)?$/);
    const tried = await database.query('SELECT 1 FROM attempt WHERE message_id = $1', [poison]);
    expect(tried).toHaveLength(attempts);
    expect((await simulator.ledger()).filter((entry) => entry.opaque?.includes(poison))).toEqual([]);
    const jobs = await database.query(`SELECT 1 FROM pgboss.job WHERE name LIKE 'send/%'`);
    expect(jobs).toEqual([]);
  },
);

test('an outcome that the database refuses leaves its message UNKNOWN with a dead letter, and the outcomes beside it are stored', async () => {
  const { api, database, simulator } = gateway;
  await simulator.setRules({
    rules: [{ match: { recipient: '+16505550102' }, answer: { kind: 'error', code: 131009, http: 418 } }],
  });
  await database.query('ALTER TABLE attempt ADD CONSTRAINT no_teapots CHECK (http_status <> 418)');
  const { cursor: after } = await api.call(CurrentCursor, {});
  const poison = await enqueueText(api, '+16505550102');
  const others = await Promise.all([1, 2, 3].map(() => enqueueText(api, '+16505550101')));
  await using workers = new AsyncDisposableStack();
  workers.use(await startWorker(gateway, shortTimes, quiet));
  await Promise.all(others.map((id) => watchStatuses(api, id, { after, until: 'READ' })));
  await watchStatuses(api, poison, { after, until: 'UNKNOWN' });
  expect((await api.call(FindMessage, { id: poison })).message).toMatchObject({ inDoubt: true });
  const letters = () => database.query('SELECT stage FROM dead_letter WHERE message_id = $1', [poison]);
  expect(await eventually(letters, (rows) => rows.length > 0)).toEqual([{ stage: 'SETTLE' }]);
});
