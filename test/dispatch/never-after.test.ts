import { expect, test } from 'vitest';
import { aMessage } from '../graphql/scene.ts';
import { Cancel, EnqueueList } from '../support/operations.ts';
import { eventually } from '../support/eventually.ts';
import { startGateway } from '../support/start-gateway.ts';
import { shortTimes } from '../support/start-worker.ts';

/** Few sends at once, each slow: what is asked while they run meets messages in every state. */
const slowly = { times: shortTimes, env: { DISPATCH_CONCURRENCY: '4' } };
const slowRule = { rules: [{ match: {}, answer: { kind: 'slowHead', ms: 15 }, webhooks: { drop: 'all' } }] };

test('of 300 messages canceled while workers claim them, none whose cancel was acknowledged reaches WhatsApp', async () => {
  await using gateway = await startGateway(slowly);
  const { api, simulator, database } = gateway;
  await simulator.setRules(slowRule);
  const { enqueueMessages } = await api.call(EnqueueList, { inputs: Array(300).fill(aMessage()) });
  await eventually(
    () => simulator.ledger(),
    (entries) => entries.length > 0,
  );
  const ids = enqueueMessages.flatMap((each) =>
    each.__typename === 'EnqueuedMessage' ? [each.message.id] : [],
  );
  // From the end and from the beginning at once, so that cancels and claims meet in the middle.
  const answers = await Promise.all(
    ids.map(async (id) => ({ id, answer: (await api.call(Cancel, { id })).cancelMessage.__typename })),
  );
  const canceled = new Set(answers.filter(({ answer }) => answer === 'CanceledMessage').map(({ id }) => id));
  await eventually(
    () => database.query(`SELECT 1 FROM delivery WHERE phase IN ('QUEUED', 'SENDING', 'RETRY_WAIT')`),
    (open) => open.length === 0,
  );
  const sent = (await simulator.ledger()).map((entry) => entry.opaque?.split('.')[1] ?? '');
  expect(sent.filter((id) => canceled.has(id))).toEqual([]);
  expect(sent).toHaveLength(ids.length - canceled.size);
  expect(canceled.size).toBeGreaterThan(0);
  expect(sent.length).toBeGreaterThan(0);
});

test('of 300 messages that expire while workers claim them, none is claimed with less than a whole send left to it', async () => {
  await using gateway = await startGateway(slowly);
  const { api, simulator, database } = gateway;
  await simulator.setRules(slowRule);
  await api.call(EnqueueList, { inputs: Array(300).fill(aMessage()) });
  await database.query(
    `UPDATE delivery SET expires_at = now() + random() * interval '4 seconds' WHERE attempt = 0`,
  );
  await eventually(
    () => database.query(`SELECT 1 FROM delivery WHERE phase IN ('QUEUED', 'SENDING', 'RETRY_WAIT')`),
    (open) => open.length === 0,
  );
  // The deadline of a send is 2 seconds here.
  const late = await database.query(
    `SELECT message_id FROM attempt JOIN delivery USING (tenant_id, message_id)
     WHERE attempt.started_at > delivery.expires_at - interval '2 seconds'`,
  );
  expect(late).toEqual([]);
  const ended = await database.query<{ phase: string }>('SELECT DISTINCT phase FROM delivery ORDER BY phase');
  expect(ended).toEqual([{ phase: 'EXPIRED' }, { phase: 'HANDED_OVER' }]);
  const [sent] = await database.query<{ count: number }>('SELECT count(*)::int AS count FROM attempt');
  expect(await simulator.ledger()).toHaveLength(sent?.count ?? -1);
});
