import { afterAll, beforeAll, expect, test } from 'vitest';
import { enqueueText } from '../support/enqueue-text.ts';
import { CurrentCursor, FindMessage } from '../support/operations.ts';
import { startGateway, type Gateway } from '../support/start-gateway.ts';
import { statusOf, statusWebhook } from '../support/status-webhook.ts';
import { watchStatuses } from '../support/watch-message.ts';
import { allApplied, postWebhook } from './post-webhook.ts';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
  await gateway.simulator.setRules({ rules: [{ webhooks: { drop: 'all' } }] });
});
afterAll(() => gateway[Symbol.asyncDispose]());

async function acceptedMessage() {
  const { api, simulator } = gateway;
  const { cursor: after } = await api.call(CurrentCursor, {});
  const id = await enqueueText(api, '+16505550101');
  await watchStatuses(api, id, { after, until: 'ACCEPTED' });
  const entry = (await simulator.ledger()).at(-1);
  if (!entry) throw new Error('Expected the message in the ledger.');
  return { id, entry };
}

async function post(statuses: readonly object[]): Promise<void> {
  expect(await postWebhook(gateway.url, statusWebhook(statuses))).toBe(200);
  await allApplied(gateway);
}

test.each(['sent', 'read'])(
  'a payment that fails, and every other word about it, leaves a message that was %s as it is, and is kept',
  async (word) => {
    const { id, entry } = await acceptedMessage();
    await post([statusOf(entry, word)]);
    const before = (await gateway.api.call(FindMessage, { id })).message;
    expect(before?.status).toBe(word.toUpperCase());

    const errors = [{ code: 131049, title: 'Not now' }];
    const words = ['failed', 'captured', 'pending', 'delivered', 'played'];
    await post(words.map((each) => statusOf(entry, each, { type: 'payment', errors })));
    await post(words.map((each) => statusOf({ ...entry, opaque: null }, each, { type: 'payment', errors })));
    expect((await gateway.api.call(FindMessage, { id })).message).toEqual(before);
    const [stored] = await gateway.database.query<{ failedAt: Date | null; kept: number }>(
      `SELECT failed_at AS "failedAt", (SELECT count(*)::int FROM status_evidence
         WHERE message_id = $1 AND status LIKE 'payment.%') AS kept
       FROM delivery WHERE message_id = $1`,
      [id],
    );
    expect(stored).toEqual({ failedAt: null, kept: words.length });
  },
);

test.each([[undefined], [[]], [[{}]], ['odd']])(
  'a failure that gives no reason says so (errors: %j)',
  async (errors) => {
    const { id, entry } = await acceptedMessage();
    await post([statusOf(entry, 'failed', { errors })]);
    expect((await gateway.api.call(FindMessage, { id })).message).toMatchObject({
      status: 'FAILED',
      error: { code: 'UNKNOWN', title: expect.stringMatching(/^No (reason|title) given$/) as unknown },
    });
  },
);
