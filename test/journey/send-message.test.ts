import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { SendMessageInput } from '../generated/graphql.ts';
import { eventually } from '../support/eventually.ts';
import { Block, CurrentCursor, FindMessage, Send } from '../support/operations.ts';
import { sender, startGateway, type Gateway } from '../support/start-gateway.ts';
import { shortTimes, startWorker, withoutWorker } from '../support/start-worker.ts';
import { watchMessage } from '../support/watch-message.ts';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway({ times: shortTimes });
});
afterAll(() => gateway[Symbol.asyncDispose]());
beforeEach(() => gateway.simulator.setRules({ rules: [] }));

function input(changes: Partial<SendMessageInput> = {}): SendMessageInput {
  return { from: sender, to: { phone: '+16505550101' }, message: { text: { body: 'Code 123' } }, ...changes };
}

async function send(changes: Partial<SendMessageInput> = {}, to = gateway) {
  return (await to.api.call(Send, { input: input(changes) })).sendMessage;
}

test('the answer is the verdict of WhatsApp: taken', async () => {
  const answer = await send();
  expect(answer).toMatchObject({ __typename: 'SentMessage' });
  const id = answer.__typename === 'SentMessage' ? answer.message.id : '';
  expect((await gateway.api.call(FindMessage, { id })).message?.wamid).toMatch(/^wamid\./);
});

test('the answer is the verdict of WhatsApp: refused, with its code', async () => {
  expect(await send({ to: { phone: '+16505550113' } })).toMatchObject({
    __typename: 'MessageRefused',
    code: 'MESSAGE_REFUSED',
    retryable: false,
    error: { code: '131009' },
    refused: { status: 'FAILED' },
  });
});

test('neither list keeps it back', async () => {
  const to = { phone: '+16505550107' };
  await gateway.api.call(Block, { input: { recipient: to } });
  expect((await send({ to })).__typename).toBe('SentMessage');
});

test('calling again with the same key waits for the same message and sends nothing twice', async () => {
  await gateway.simulator.setRules({ rules: [{ match: {}, answer: { kind: 'slowHead', ms: 300 } }] });
  const to = { phone: '+16505550108' };
  const answers = await Promise.all(
    [1, 2, 3].map(() => send({ to, idempotencyKey: 'twice', timeoutSeconds: 10 })),
  );
  answers.push(await send({ to, idempotencyKey: 'twice', timeoutSeconds: 20 }));
  const ids = answers.map((each) => (each.__typename === 'SentMessage' ? each.message.id : each.__typename));
  expect(new Set(ids).size).toBe(1);
  const sent = (await gateway.simulator.ledger()).filter((entry) => entry.recipient === to.phone);
  expect(sent).toHaveLength(1);
  expect((await send({ idempotencyKey: 'twice' })).__typename).toBe('IdempotencyConflict');
});

test('a message whose turn does not come in time is taken back, and is never sent', async () => {
  await using idle = await startGateway({ env: withoutWorker });
  const answer = await send({ timeoutSeconds: 1 }, idle);
  expect(answer).toMatchObject({
    __typename: 'MessageRefused',
    code: 'NOT_SENT_IN_TIME',
    retryable: true,
    refused: { status: 'CANCELED' },
  });
  const again = await send({ timeoutSeconds: 1, idempotencyKey: 'late' }, idle);
  expect(again).toMatchObject({ code: 'NOT_SENT_IN_TIME', retryable: false });
  await using workers = new AsyncDisposableStack();
  workers.use(await startWorker(idle));
  expect((await send({ to: { phone: '+16505550102' } }, idle)).__typename).toBe('SentMessage');
  expect(await idle.simulator.ledger()).toMatchObject([{ recipient: '+16505550102' }]);
});

test('a message that may have left is answered with OutcomeUnknown, and its outcome comes on the stream', async () => {
  const { cursor: after } = await gateway.api.call(CurrentCursor, {});
  // WhatsApp takes it and is silent for longer than the caller waits; then the webhooks come.
  await gateway.simulator.setRules({
    rules: [{ match: {}, answer: { kind: 'hang' }, webhooks: { delayMs: 1_500 } }],
  });
  const answer = await send({ to: { phone: '+16505550109' }, timeoutSeconds: 1 });
  if (answer.__typename !== 'OutcomeUnknown')
    throw new Error(`Expected OutcomeUnknown, got ${answer.__typename}.`);
  expect(answer.retryable).toBe(false);
  const events = await watchMessage(gateway.api, answer.messageId, { after, until: 'READ' });
  expect(events.map((event) => event.status)).toContain('SENDING');
});

test('a caller who goes away loses nothing: the message goes on', async () => {
  const phone = '+16505550104';
  await gateway.simulator.setRules({ rules: [{ match: {}, answer: { kind: 'slowHead', ms: 500 } }] });
  const leaving = new AbortController();
  const request = fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    signal: leaving.signal,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${gateway.config.apiKey}` },
    body: JSON.stringify({ query: Send.toString(), variables: { input: input({ to: { phone } }) } }),
  });
  const left = expect(request).rejects.toThrow();
  await eventually(
    () => gateway.database.query(`SELECT 1 FROM message_content WHERE to_phone = $1`, [phone]),
    (rows) => rows.length === 1,
  );
  leaving.abort();
  await left;
  await eventually(
    () =>
      gateway.database.query(
        `SELECT 1 FROM delivery JOIN message_content USING (tenant_id, message_id) WHERE to_phone = $1 AND rank > 0`,
        [phone],
      ),
    (rows) => rows.length === 1,
  );
});

test('values that cannot be used are answered with InvalidInput and store nothing', async () => {
  expect(await send({ timeoutSeconds: 56 })).toMatchObject({
    __typename: 'InvalidInput',
    issues: [{ path: ['timeoutSeconds'], code: 'TIMEOUT_OUT_OF_RANGE' }],
  });
  expect((await send({ from: '+15550783882' })).__typename).toBe('SenderNotFound');
});
