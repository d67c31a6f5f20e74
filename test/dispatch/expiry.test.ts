import { expect, test } from 'vitest';
import { enqueueText } from '../support/enqueue-text.ts';
import { Cancel, CurrentCursor, FindMessage } from '../support/operations.ts';
import { startGateway } from '../support/start-gateway.ts';
import { shortTimes, startWorker, withoutWorker } from '../support/start-worker.ts';
import { watchStatuses } from '../support/watch-message.ts';

const expire = `UPDATE delivery SET expires_at = now() - interval '1 second'`;

test('a message that waited longer than it may is EXPIRED and was never sent', async () => {
  await using gateway = await startGateway({ env: withoutWorker });
  const { api, database, simulator } = gateway;
  const { cursor: after } = await api.call(CurrentCursor, {});
  const id = await enqueueText(api, '+16505550101');
  await database.query(expire);
  await using workers = new AsyncDisposableStack();
  workers.use(await startWorker(gateway));
  expect(await watchStatuses(api, id, { after, until: 'EXPIRED' })).toEqual(['QUEUED', 'EXPIRED']);
  expect((await api.call(FindMessage, { id })).message).toMatchObject({
    status: 'EXPIRED',
    inDoubt: false,
    attempts: [],
  });
  expect((await api.call(Cancel, { id })).cancelMessage).toMatchObject({
    __typename: 'TooLateToCancel',
    status: 'EXPIRED',
  });
  expect(await simulator.ledger()).toEqual([]);
});

test('a message with less time left than a send may take is not sent any more', async () => {
  await using gateway = await startGateway({ env: withoutWorker });
  const { api, database, simulator } = gateway;
  const { cursor: after } = await api.call(CurrentCursor, {});
  const id = await enqueueText(api, '+16505550101');
  // Not expired yet, and within the deadline of a send: the claim itself has to see it.
  await database.query(`UPDATE delivery SET expires_at = now() + interval '1 hour'`);
  const budget = { connectMs: 500, headersMs: 1_500, deadlineMs: 7_200_000, leaseMs: 7_300_000 };
  await using workers = new AsyncDisposableStack();
  workers.use(await startWorker(gateway, { ...shortTimes, budget }));
  expect(await watchStatuses(api, id, { after, until: 'EXPIRED' })).toEqual(['QUEUED', 'EXPIRED']);
  expect(await simulator.ledger()).toEqual([]);
});

test('a message in doubt that nothing has settled by its expiry is UNCONFIRMED: nobody says that it was not sent', async () => {
  await using gateway = await startGateway({ times: shortTimes });
  const { api, database, simulator } = gateway;
  const { cursor: after } = await api.call(CurrentCursor, {});
  const id = await enqueueText(api, '+16505550132');
  await watchStatuses(api, id, { after, until: 'UNKNOWN' });
  await database.query(expire);
  expect(await watchStatuses(api, id, { after, until: 'UNCONFIRMED' })).toEqual([
    'QUEUED',
    'SENDING',
    'UNKNOWN',
    'UNCONFIRMED',
  ]);
  expect((await api.call(FindMessage, { id })).message).toMatchObject({
    status: 'UNCONFIRMED',
    inDoubt: true,
  });
  expect((await api.call(Cancel, { id })).cancelMessage).toMatchObject({
    __typename: 'TooLateToCancel',
    status: 'UNCONFIRMED',
  });
  expect(await simulator.ledger()).toHaveLength(1);
});
