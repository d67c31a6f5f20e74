import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { Cancel, FindMessage, Send } from '../support/operations.ts';
import { commit } from '../support/postgres-proxy.ts';
import { startBehindProxy, type BehindProxy } from '../support/start-behind-proxy.ts';
import { aMessage, enqueue, truthfulStatus } from './scene.ts';

/** Parts of statements that only one of the acts in this file says. */
const says = {
  cancel: Buffer.from('ORDER BY message_id FOR UPDATE'),
  readTimeline: Buffer.from('FROM event WHERE tenant_id = $1 AND message_id = ANY($2)'),
  readMessage: Buffer.from('WHERE message.tenant_id = $1 AND message.message_id = ANY($2)'),
};

let gateway: BehindProxy;
beforeAll(async () => {
  gateway = await startBehindProxy();
});
afterAll(() => gateway[Symbol.asyncDispose]());
// What a connection said once it may say by a name: on new ones everything is said in full.
beforeEach(async () => {
  await gateway.proxy.goAway();
  await comeBack();
});

test('a mutation that fails itself because the database is away says that nothing was stored, and may be tried again', async () => {
  const id = await enqueue(gateway.api);
  await gateway.proxy.goAway();
  const { status, body } = await post(Cancel.toString(), { id });
  await comeBack();
  expect({ status, ...body }).toMatchObject({
    status: 503,
    errors: [
      {
        message: 'The database cannot be reached. Nothing was stored; try again.',
        path: ['cancelMessage'],
        extensions: { code: 'UNAVAILABLE', retryable: true },
      },
    ],
  });
  expect((await gateway.api.call(FindMessage, { id })).message?.status).toBe('QUEUED');
});

test('a field below a mutation that fails because the database is away never says that nothing was stored', async () => {
  const cut = gateway.proxy.when(says.readTimeline, 'CUT');
  const { status, body } = await post(
    `mutation ($input: EnqueueMessageInput!) {
      enqueueMessage(input: $input) { ... on EnqueuedMessage { message { timeline { status } } } }
    }`,
    { input: aMessage({ externalId: 'below' }) },
  );
  await cut;
  expect({ status, ...body }).toMatchObject({
    status: 200,
    errors: [
      {
        path: ['enqueueMessage', 'message', 'timeline'],
        extensions: { code: 'UNAVAILABLE', retryable: false },
      },
    ],
  });
  expect(body.errors?.[0]?.message).toMatch(
    /^The database cannot be asked now.* What the mutation did stands/,
  );
  expect(await gateway.database.query(`SELECT FROM message WHERE external_id = 'below'`)).toHaveLength(1);
});

test('of two mutations in one request the second never says that nothing was stored', async () => {
  const id = await enqueue(gateway.api);
  const cut = gateway.proxy.when(says.cancel, 'CUT');
  const answer = post(
    `mutation ($input: EnqueueMessageInput!, $id: ID!) {
      enqueueMessage(input: $input) { __typename }
      cancelMessage(input: { id: $id }) { __typename }
    }`,
    { input: aMessage({ externalId: 'first of two' }), id },
  );
  await cut;
  await gateway.proxy.goAway();
  const { status, body } = await answer;
  await comeBack();
  expect({ status, ...body }).toMatchObject({
    status: 200,
    errors: [{ path: ['cancelMessage'], extensions: { code: 'UNAVAILABLE', retryable: false } }],
  });
  expect(body.errors?.[0]?.message).toMatch(/the other mutations of the request may be done/);
  expect(await gateway.database.query(`SELECT FROM message WHERE external_id = 'first of two'`)).toHaveLength(
    1,
  );
});

test('a query that fails because the database is away says to ask again, and nothing of storing', async () => {
  await gateway.proxy.goAway();
  const { status, body } = await post('{ cursor }', {});
  await comeBack();
  expect({ status, ...body }).toMatchObject({
    status: 503,
    errors: [
      {
        message: 'The database cannot be reached. Ask again in a moment.',
        extensions: { code: 'UNAVAILABLE', retryable: true },
      },
    ],
  });
});

test('sendMessage whose taking back went unanswered is OutcomeUnknown with the id of the message', async () => {
  const withheld = gateway.proxy.when(commit, 'WITHHOLD_COMMIT', { behind: says.cancel });
  const answer = send();
  await withheld;
  await gateway.proxy.goAway();
  await expectUnknown(answer.finally(comeBack), 'CANCELED');
});

test('sendMessage that cannot be taken back because the database is away is OutcomeUnknown with the id of the message', async () => {
  const cut = gateway.proxy.when(says.cancel, 'CUT');
  const answer = send();
  await cut;
  await gateway.proxy.goAway();
  await expectUnknown(answer.finally(comeBack), 'QUEUED');
});

test('sendMessage whose message cannot be read after its verdict is OutcomeUnknown with the id of the message', async () => {
  const cut = gateway.proxy.when(says.readMessage, 'CUT');
  const answer = send();
  await cut;
  await expectUnknown(answer, 'CANCELED');
});

function send() {
  const input = aMessage();
  return gateway.api.call(Send, { input: { ...input, timeoutSeconds: 1 } });
}

async function expectUnknown(answer: ReturnType<typeof send>, status: string): Promise<void> {
  const { sendMessage } = await answer;
  expect(sendMessage).toMatchObject({ __typename: 'OutcomeUnknown', code: 'OUTCOME_UNKNOWN' });
  const id = sendMessage.__typename === 'OutcomeUnknown' ? sendMessage.messageId : '';
  expect((await gateway.api.call(FindMessage, { id })).message).toMatchObject({ id, status });
}

function post(query: string, variables: object) {
  return gateway.api.post({ query, variables }, truthfulStatus);
}

/** Answers when the gateway has noticed. */
async function comeBack(): Promise<void> {
  await gateway.proxy.comeBack();
  await eventually(
    () => post('{ cursor }', {}),
    ({ body }) => !body.errors,
  );
}
