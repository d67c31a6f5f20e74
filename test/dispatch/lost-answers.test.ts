import { afterAll, beforeAll, expect, test } from 'vitest';
import { enqueueText } from '../support/enqueue-text.ts';
import { eventually } from '../support/eventually.ts';
import { Cancel, CurrentCursor, FindMessage } from '../support/operations.ts';
import { startGateway, type Gateway } from '../support/start-gateway.ts';
import { shortTimes } from '../support/start-worker.ts';
import { statusOf, statusWebhook } from '../support/status-webhook.ts';
import { watchMessage, watchStatuses } from '../support/watch-message.ts';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway({ times: shortTimes });
});
afterAll(() => gateway[Symbol.asyncDispose]());

const ledgerOf = async (id: string) =>
  (await gateway.simulator.ledger()).filter((entry) => entry.opaque?.includes(id));

test.each([
  { name: 'hangs', answer: { kind: 'hang' }, taken: true, code: 'NO_ANSWER', outcome: 'UNKNOWN', http: null },
  {
    name: 'is dropped',
    answer: { kind: 'acceptThenDrop' },
    taken: true,
    code: 'NO_ANSWER',
    outcome: 'UNKNOWN',
    http: null,
  },
  {
    name: 'breaks off after 200',
    answer: { kind: 'acceptThenTruncate' },
    taken: true,
    code: 'ANSWER_LOST',
    outcome: 'ACCEPTED_ID_LOST',
    http: 200,
  },
  {
    name: 'is a page with 200',
    answer: { kind: 'html200' },
    taken: true,
    code: 'ANSWER_LOST',
    outcome: 'ACCEPTED_ID_LOST',
    http: 200,
  },
  {
    name: 'is a bare 503',
    answer: { kind: 'bare503', accepted: true },
    taken: true,
    code: 'NO_ANSWER',
    outcome: 'UNKNOWN',
    http: 503,
  },
  {
    name: 'is a bare 503 of a message not taken',
    answer: { kind: 'bare503' },
    taken: false,
    code: 'NO_ANSWER',
    outcome: 'UNKNOWN',
    http: 503,
  },
  {
    name: 'is a redirect',
    answer: { kind: 'redirect', accepted: true },
    taken: true,
    code: 'NO_ANSWER',
    outcome: 'UNKNOWN',
    http: 307,
  },
])(
  'a message whose answer $name is UNKNOWN and in doubt, cannot be canceled and is not sent again',
  async ({ answer, taken, code, outcome, http }) => {
    const { api, simulator } = gateway;
    await simulator.setRules({ rules: [{ answer, webhooks: { drop: 'all' } }] });
    const { cursor: after } = await api.call(CurrentCursor, {});
    const id = await enqueueText(api, '+16505550101');
    const seen = await watchMessage(api, id, { after, until: 'UNKNOWN' });
    expect(seen.at(-1)).toMatchObject({ attempt: 1, error: { code } });

    expect((await api.call(FindMessage, { id })).message).toMatchObject({
      status: 'UNKNOWN',
      inDoubt: true,
      wamid: null,
      attempts: [{ number: 1, outcome, httpStatus: http, error: { code } }],
    });
    expect((await api.call(Cancel, { id })).cancelMessage).toMatchObject({
      __typename: 'TooLateToCancel',
      status: 'UNKNOWN',
    });
    await passOneWholeRound();
    expect((await api.call(FindMessage, { id })).message).toMatchObject({ status: 'UNKNOWN', inDoubt: true });
    expect(await ledgerOf(id)).toMatchObject([taken ? { decision: 'ACCEPTED' } : { wamid: null }]);
  },
);

test('a late webhook settles an UNKNOWN message: it has the wamid of the only copy there is', async () => {
  const { api, simulator } = gateway;
  await simulator.setRules({ rules: [{ answer: { kind: 'acceptThenDrop' }, webhooks: { drop: 'all' } }] });
  const { cursor: after } = await api.call(CurrentCursor, {});
  const id = await enqueueText(api, '+16505550131');
  await watchStatuses(api, id, { after, until: 'UNKNOWN' });
  const [entry] = await ledgerOf(id);
  if (!entry) throw new Error('Expected the message in the ledger.');

  expect(await simulator.postWebhook(statusWebhook([statusOf(entry, 'delivered')]))).toBe(200);
  expect(await watchStatuses(api, id, { after, until: 'DELIVERED' })).toEqual([
    'QUEUED',
    'SENDING',
    'UNKNOWN',
    'DELIVERED',
  ]);
  expect((await api.call(FindMessage, { id })).message).toMatchObject({
    status: 'DELIVERED',
    inDoubt: false,
    error: null,
    wamid: entry.wamid,
    attempts: [{ outcome: 'UNKNOWN' }],
  });
  expect(await ledgerOf(id)).toHaveLength(1);
});

test('webhooks that come while the answer still hangs carry the message to READ, and the lost answer changes nothing', async () => {
  const { api, simulator } = gateway;
  await simulator.setRules({ rules: [{ answer: { kind: 'hang' } }] });
  const { cursor: after } = await api.call(CurrentCursor, {});
  const id = await enqueueText(api, '+16505550134');
  await watchStatuses(api, id, { after, until: 'READ' });
  const find = async () => (await api.call(FindMessage, { id })).message;
  const message = await eventually(find, (seen) => seen?.attempts[0]?.outcome === 'UNKNOWN');
  expect(message).toMatchObject({ status: 'READ', inDoubt: false, error: null });
  expect(message?.timeline.map((event) => event.status)).toEqual([
    'QUEUED',
    'SENDING',
    'SENT',
    'DELIVERED',
    'READ',
  ]);
  expect(await ledgerOf(id)).toMatchObject([{ wamid: message?.wamid }]);
});

/** After another message was refused, parked, promoted, sent and read, everything that could resend has had its turn. */
async function passOneWholeRound(): Promise<void> {
  const { api, simulator } = gateway;
  await simulator.setRules({ rules: [{ match: { times: 1 }, answer: { kind: 'error', code: 131016 } }] });
  const { cursor: after } = await api.call(CurrentCursor, {});
  const id = await enqueueText(api, '+16505550102');
  const statuses = await watchStatuses(api, id, { after, until: 'READ' });
  expect(statuses).toContain('RETRYING');
}
