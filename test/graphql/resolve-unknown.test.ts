import { afterAll, beforeAll, expect, test } from 'vitest';
import { enqueueText } from '../support/enqueue-text.ts';
import { CurrentCursor, Resolve } from '../support/operations.ts';
import { startGateway, type Gateway } from '../support/start-gateway.ts';
import { shortTimes } from '../support/start-worker.ts';
import { statusOf, statusWebhook } from '../support/status-webhook.ts';
import { watchMessage, watchStatuses } from '../support/watch-message.ts';
import { nothingIsSent, strangerOf } from './scene.ts';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway({ times: shortTimes });
});
afterAll(() => gateway[Symbol.asyncDispose]());

test('RESEND sends an UNKNOWN message once more, flagged as a possible duplicate', async () => {
  const { api } = gateway;
  const { id, after } = await loseOne();
  expect(await resolve(id, 'RESEND')).toMatchObject({
    __typename: 'ResolvedMessage',
    message: { id, possibleDuplicate: true },
  });
  const seen = await watchMessage(api, id, { after, until: 'READ' });
  expect(seen.find((event) => event.attempt === 2)).toMatchObject({
    status: 'SENDING',
    possibleDuplicate: true,
  });
  expect(await copiesOf(id)).toHaveLength(2);
  expect(await resolve(id, 'RESEND')).toMatchObject({ code: 'NOT_UNKNOWN', status: 'READ' });
});

test('GIVE_UP leaves it UNCONFIRMED for good, says the same when asked again, and a late status still proves it', async () => {
  const { api, simulator } = gateway;
  const { id, after } = await loseOne();
  for (let time = 1; time <= 2; time += 1) {
    expect(await resolve(id, 'GIVE_UP')).toMatchObject({ message: { id, status: 'UNCONFIRMED' } });
  }
  expect(await resolve(id, 'RESEND')).toMatchObject({
    __typename: 'NotResolvable',
    code: 'GIVEN_UP',
    status: 'UNCONFIRMED',
    retryable: false,
  });
  const [entry] = await copiesOf(id);
  if (!entry) throw new Error('Expected the message in the ledger.');
  await simulator.postWebhook(statusWebhook([statusOf(entry, 'delivered')]));
  expect(await watchStatuses(api, id, { after, until: 'DELIVERED' })).toEqual([
    'QUEUED',
    'SENDING',
    'UNKNOWN',
    'UNCONFIRMED',
    'DELIVERED',
  ]);
  expect(await copiesOf(id)).toHaveLength(1);
});

test('of many who resolve at once one decides, and each of the others is told the truth', async () => {
  const { id, after } = await loseOne();
  const answers = await Promise.all(Array.from({ length: 10 }, () => resolve(id, 'RESEND')));
  const done = answers.filter((answer) => answer.__typename === 'ResolvedMessage');
  expect(done).toHaveLength(1);
  const refused = answers.filter((answer) => answer.__typename === 'NotResolvable');
  expect(refused).toHaveLength(9);
  for (const { code, status } of refused) {
    expect(code).toBe('NOT_UNKNOWN');
    expect(['RETRYING', 'SENDING', 'ACCEPTED', 'SENT', 'DELIVERED', 'READ']).toContain(status);
  }
  await watchStatuses(gateway.api, id, { after, until: 'READ' });
  expect(await copiesOf(id)).toHaveLength(2);
});

test('a message that WhatsApp took, and one that is about to expire, are not sent again', async () => {
  const taken = await loseOne('html200');
  expect(await resolve(taken.id, 'RESEND')).toMatchObject({ code: 'ALREADY_TAKEN', status: 'UNKNOWN' });
  const late = await loseOne();
  await gateway.database.query(
    `UPDATE delivery SET expires_at = now() + interval '10 seconds' WHERE message_id = $1`,
    [late.id],
  );
  expect(await resolve(late.id, 'RESEND')).toMatchObject({ code: 'EXPIRES_TOO_SOON', status: 'UNKNOWN' });
  expect(await copiesOf(late.id)).toHaveLength(1);
});

test('a message that waits, one of another tenant, and a text that is no id cannot be resolved', async () => {
  await using quiet = await startGateway(nothingIsSent);
  const id = await enqueueText(quiet.api, '+16505550101');
  const ask = async (api: typeof quiet.api, of: string) =>
    (await api.call(Resolve, { id: of, action: 'GIVE_UP' })).resolveUnknownMessage;
  expect(await ask(quiet.api, id)).toMatchObject({ code: 'NOT_UNKNOWN', status: 'QUEUED' });
  expect(await ask(quiet.api, 'no id')).toMatchObject({ code: 'MESSAGE_NOT_FOUND' });
  const stranger = await strangerOf(quiet);
  expect(await ask(stranger, id)).toMatchObject({ code: 'MESSAGE_NOT_FOUND' });
});

/** A message whose answer was lost, and of which no webhook comes; the next ones go through. */
async function loseOne(kind = 'acceptThenDrop') {
  const { api, simulator } = gateway;
  await simulator.setRules({ rules: [{ match: { times: 1 }, answer: { kind }, webhooks: { drop: 'all' } }] });
  const { cursor: after } = await api.call(CurrentCursor, {});
  const id = await enqueueText(api, '+16505550101');
  await watchStatuses(api, id, { after, until: 'UNKNOWN' });
  return { id, after };
}

async function resolve(id: string, action: 'RESEND' | 'GIVE_UP') {
  return (await gateway.api.call(Resolve, { id, action })).resolveUnknownMessage;
}

async function copiesOf(id: string) {
  return (await gateway.simulator.ledger()).filter((entry) => entry.opaque?.includes(id));
}
