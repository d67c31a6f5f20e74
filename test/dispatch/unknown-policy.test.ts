import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { enqueueText } from '../support/enqueue-text.ts';
import { eventually } from '../support/eventually.ts';
import { CurrentCursor, FindMessage } from '../support/operations.ts';
import { startGateway, type Gateway } from '../support/start-gateway.ts';
import { startWorker, withoutWorker } from '../support/start-worker.ts';
import { statusOf, statusWebhook } from '../support/status-webhook.ts';
import { watchMessage } from '../support/watch-message.ts';

let gateway: Gateway;
const cleanup = new AsyncDisposableStack();
beforeAll(async () => {
  gateway = cleanup.use(
    await startGateway({
      env: { ...withoutWorker, SEND_SETTLE_WINDOW_MS: '300', SEND_BACKOFF_CAP_MS: '100' },
    }),
  );
});
let worker: AsyncDisposableStack;
beforeEach(() => {
  worker = new AsyncDisposableStack();
});
afterEach(() => worker.disposeAsync());
afterAll(() => cleanup.disposeAsync());

const lost = (kind: string, times?: number) => ({
  match: times === undefined ? {} : { times },
  answer: { kind },
  webhooks: { drop: 'all' },
});

test('HOLD: a message of which nothing is heard for the settle window is UNCONFIRMED, and was sent once', async () => {
  const { id, after } = await sendWith('HOLD', [lost('acceptThenDrop')]);
  const seen = await watchMessage(gateway.api, id, { after, until: 'UNCONFIRMED' });
  expect(seen.map((event) => [event.status, event.possibleDuplicate])).toEqual([
    ['QUEUED', false],
    ['SENDING', false],
    ['UNKNOWN', false],
    ['UNCONFIRMED', false],
  ]);
  expect(await find(id)).toMatchObject({ inDoubt: true, possibleDuplicate: false });
  expect(await copiesOf(id)).toHaveLength(1);
});

test('RESEND: it is sent again, and says before it leaves that this may be a second copy; when both are proved, a duplicate is reported', async () => {
  const { api, simulator } = gateway;
  const { id, after } = await sendWith('RESEND', [lost('acceptThenDrop', 1)]);
  const seen = await watchMessage(api, id, { after, until: 'READ' });
  const flags = seen.map((event) => [event.status, event.attempt, event.possibleDuplicate]);
  expect(flags.slice(0, 5)).toEqual([
    ['QUEUED', null, false],
    ['SENDING', 1, false],
    ['UNKNOWN', 1, false],
    ['RETRYING', 1, true],
    ['SENDING', 2, true],
  ]);
  expect(flags.slice(5).every(([, attempt, flag]) => attempt === 2 && flag)).toBe(true);
  const [first, second] = await copiesOf(id);
  expect(first?.opaque?.split('.')[2]).toBe('1');
  expect(await find(id)).toMatchObject({
    status: 'READ',
    inDoubt: false,
    possibleDuplicate: true,
    wamid: second?.wamid,
  });

  if (!first) throw new Error('Expected the first copy in the ledger.');
  await simulator.postWebhook(statusWebhook([statusOf(first, 'sent')]));
  const kinds = () =>
    gateway.database.query('SELECT kind, attempt FROM event WHERE message_id = $1 ORDER BY seq', [id]);
  const told = await eventually(kinds, (rows) => rows.at(-1)?.['kind'] === 'DUPLICATE_DETECTED');
  expect(told.at(-1)).toEqual({ kind: 'DUPLICATE_DETECTED', attempt: 1 });
  expect(await find(id)).toMatchObject({ status: 'READ', attempts: [{ number: 1 }, { number: 2 }] });
});

test('RESEND ends with the tries: the message is UNCONFIRMED', async () => {
  const { id, after } = await sendWith('RESEND', [lost('acceptThenDrop')], { tries: 5 });
  await watchMessage(gateway.api, id, { after, until: 'UNCONFIRMED' });
  expect(await copiesOf(id)).toHaveLength(3);
});

test('RESEND: what WhatsApp took for certain is never sent again, although its id was lost', async () => {
  const { id, after } = await sendWith('RESEND', [lost('html200')]);
  await watchMessage(gateway.api, id, { after, until: 'UNCONFIRMED' });
  expect(await copiesOf(id)).toHaveLength(1);
  expect(await find(id)).toMatchObject({ attempts: [{ outcome: 'ACCEPTED_ID_LOST' }] });
});

/** One message with this policy, through a worker of its own. */
async function sendWith(policy: 'HOLD' | 'RESEND', rules: object[], { tries = 0 } = {}) {
  const { api, database, simulator } = gateway;
  await simulator.setRules({ rules });
  const { cursor: after } = await api.call(CurrentCursor, {});
  const id = await enqueueText(api, '+16505550101');
  await database.query('UPDATE delivery SET on_unknown = $2, tries = $3 WHERE message_id = $1', [
    id,
    policy,
    tries,
  ]);
  // Only now, so that the policy stands before the message leaves.
  worker.use(await startWorker(gateway));
  return { id, after };
}

async function copiesOf(id: string) {
  return (await gateway.simulator.ledger()).filter((entry) => entry.opaque?.includes(id));
}

async function find(id: string) {
  return (await gateway.api.call(FindMessage, { id })).message;
}
