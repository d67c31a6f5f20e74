import { expect, test } from 'vitest';
import { enqueueText } from '../support/enqueue-text.ts';
import { eventually } from '../support/eventually.ts';
import { CurrentCursor, FindMessage } from '../support/operations.ts';
import { startGateway } from '../support/start-gateway.ts';
import { startProcess } from '../support/start-process.ts';
import { startWorker, withoutWorker } from '../support/start-worker.ts';
import { statusOf, statusWebhook } from '../support/status-webhook.ts';
import { watchStatuses } from '../support/watch-message.ts';

test('a message whose worker was killed while sending is UNKNOWN after its lease, is not sent again, and a late webhook still settles it', async () => {
  await using gateway = await startGateway({ env: withoutWorker });
  const { api, simulator, database, config } = gateway;
  await simulator.setRules({
    rules: [{ match: { times: 1 }, answer: { kind: 'hang' }, webhooks: { drop: 'all' } }],
  });
  await using first = await startProcess({
    args: ['--roles', 'worker'],
    env: {
      PORT: '0',
      DATABASE_URL: database.url,
      HELIOGRAPH_API_KEY: config.apiKey,
      WHATSAPP_API_URL: simulator.url,
    },
  });
  const { cursor: after } = await api.call(CurrentCursor, {});
  const id = await enqueueText(api, '+16505550101');
  const [entry] = await eventually(
    () => simulator.ledger(),
    (entries) => entries.length === 1,
  );
  if (!entry) throw new Error('Expected the message in the ledger.');
  await first.end('SIGKILL');
  expect((await api.call(FindMessage, { id })).message).toMatchObject({ status: 'SENDING' });

  // The dead worker had the usual times: its lease would end in half a minute.
  await database.query(
    `UPDATE delivery SET lease_until = now() - interval '1 second' WHERE message_id = $1`,
    [id],
  );
  await using workers = new AsyncDisposableStack();
  workers.use(await startWorker(gateway));
  expect(await watchStatuses(api, id, { after, until: 'UNKNOWN' })).toEqual(['QUEUED', 'SENDING', 'UNKNOWN']);
  expect((await api.call(FindMessage, { id })).message).toMatchObject({
    status: 'UNKNOWN',
    inDoubt: true,
    attempts: [{ number: 1, outcome: null }],
  });
  const next = await enqueueText(api, '+16505550102');
  await watchStatuses(api, next, { after, until: 'READ' });
  expect((await simulator.ledger()).filter((each) => each.opaque?.includes(id))).toHaveLength(1);

  await simulator.postWebhook(statusWebhook([statusOf(entry, 'read')]));
  await watchStatuses(api, id, { after, until: 'READ' });
  expect((await api.call(FindMessage, { id })).message).toMatchObject({
    status: 'READ',
    inDoubt: false,
    wamid: entry.wamid,
  });
});
