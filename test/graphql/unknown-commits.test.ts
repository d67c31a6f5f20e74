import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TypedDocumentString } from '../generated/graphql.ts';
import type { GraphQLAnswer } from '../support/api-client.ts';
import {
  Cancel,
  FindMessage,
  ReplayDeadItem,
  Resolve,
  Resubscribe,
  Retry,
  SetOptOutWords,
  UnblockList,
  Unsubscribe,
} from '../support/operations.ts';
import { commit } from '../support/postgres-proxy.ts';
import { startBehindProxy, type BehindProxy } from '../support/start-behind-proxy.ts';
import { statusOf, statusWebhook } from '../support/status-webhook.ts';
import { postWebhook } from '../webhooks/post-webhook.ts';
import { enqueue, truthfulStatus } from './scene.ts';

type Name =
  | 'cancelMessage'
  | 'resolveUnknownMessage GIVE_UP'
  | 'resolveUnknownMessage RESEND'
  | 'retryMessage'
  | 'unsubscribeRecipient'
  | 'resubscribeRecipient'
  | 'unblockRecipients'
  | 'setOptOutWords'
  | 'replayDeadWebhookItem';
interface Answered {
  id: string;
  status: number;
  body: GraphQLAnswer;
  /** The same call once more, when the database is back. */
  again: () => Promise<unknown>;
}

let gateway: BehindProxy;
let answers: Record<Name, Answered>;

/** All mutations at once lose the answer to their COMMIT, and the database stays away until each was answered. */
beforeAll(async () => {
  gateway = await startBehindProxy();
  const { api, proxy } = gateway;
  const [canceled, givenUp, resent, retried] = await Promise.all([1, 2, 3, 4].map(() => enqueue(api)));
  if (!canceled || !givenUp || !resent || !retried) throw new Error('Expected four messages.');
  await standUnknown([givenUp, resent]);
  await api.call(Cancel, { id: retried });
  const [gone, back, blocked] = [
    { phone: '+16505550111' },
    { phone: '+16505550112' },
    { phone: '+16505550113' },
  ];
  await api.call(Unsubscribe, { input: { recipient: back } });
  const calls = {
    cancelMessage: prepare(Cancel, { id: canceled }),
    'resolveUnknownMessage GIVE_UP': prepare(Resolve, { id: givenUp, action: 'GIVE_UP' }),
    'resolveUnknownMessage RESEND': prepare(Resolve, { id: resent, action: 'RESEND' }),
    retryMessage: prepare(Retry, { input: { id: retried, idempotencyKey: 'retry' } }),
    unsubscribeRecipient: prepare(Unsubscribe, { input: { recipient: gone } }),
    resubscribeRecipient: prepare(Resubscribe, { input: { recipient: back } }),
    unblockRecipients: prepare(UnblockList, { inputs: [{ recipient: blocked }] }),
    setOptOutWords: prepare(SetOptOutWords, { input: { stop: ['genug'] } }),
    replayDeadWebhookItem: prepare(ReplayDeadItem, { id: await setItemAside() }),
  } satisfies Record<Name, unknown>;

  const withheld = proxy.when(commit, 'WITHHOLD_COMMIT', { times: Object.keys(calls).length });
  const asked = Object.entries(calls).map(async ([name, call]) => [name, await call()] as const);
  await withheld;
  await proxy.goAway();
  answers = Object.fromEntries(await Promise.all(asked)) as typeof answers; // by the keys of calls
  await proxy.comeBack();
});
afterAll(() => gateway[Symbol.asyncDispose]());

test.for([
  'cancelMessage',
  'resolveUnknownMessage GIVE_UP',
  'unsubscribeRecipient',
  'resubscribeRecipient',
  'unblockRecipients',
  'setOptOutWords',
  'replayDeadWebhookItem',
] as const)('%s whose COMMIT nobody can be asked about says so, and to ask again', (name) => {
  const { status, body } = answers[name];
  expect({ status, ...body }).toMatchObject({
    status: 503,
    data: null,
    errors: [
      {
        message:
          'Expected the database to say whether this was done, got no answer: it may be done or not. Ask again; doing it twice does no harm.',
        path: [name.split(' ')[0]],
        extensions: { code: 'OUTCOME_UNKNOWN', retryable: true },
      },
    ],
  });
});

test('RESEND whose COMMIT nobody can be asked about says to look first, since a second RESEND could make one more copy', async () => {
  const { id, status, body, again } = answers['resolveUnknownMessage RESEND'];
  expect({ status, ...body }).toMatchObject({
    status: 200,
    errors: [{ extensions: { code: 'OUTCOME_UNKNOWN', retryable: false } }],
  });
  expect(body.errors?.[0]?.message).toMatch(/Read its status and attempts first/);
  expect((await gateway.api.call(FindMessage, { id })).message?.status).toBe('RETRYING');
  expect(await again()).toMatchObject({
    resolveUnknownMessage: { code: 'NOT_UNKNOWN', status: 'RETRYING' },
  });
});

test('retryMessage whose COMMIT nobody can be asked about is OutcomeUnknown, and its key finds the one new message', async () => {
  const { body, again } = answers.retryMessage;
  expect(body.data).toMatchObject({ retryMessage: { __typename: 'OutcomeUnknown' } });
  const stored = await gateway.database.query<{ id: string }>(
    'SELECT message_id AS id FROM message WHERE retry_of IS NOT NULL',
  );
  expect(stored).toHaveLength(1);
  expect(await again()).toMatchObject({ retryMessage: { replayed: true, message: stored[0] } });
});

test('canceling again after an uncertain COMMIT answers as the first would have, and happens once', async () => {
  const { id, again } = answers.cancelMessage;
  expect(await again()).toMatchObject({ cancelMessage: { message: { id, status: 'CANCELED' } } });
  expect(await timelineOf(id)).toEqual(['QUEUED', 'CANCELED']);
});

test('giving up again after an uncertain COMMIT answers as the first would have, and happens once', async () => {
  const { id, again } = answers['resolveUnknownMessage GIVE_UP'];
  expect(await again()).toMatchObject({ resolveUnknownMessage: { message: { id, status: 'UNCONFIRMED' } } });
  expect(await timelineOf(id)).toEqual(['QUEUED', 'UNCONFIRMED']);
});

test('changing a list again after an uncertain COMMIT changes nothing, and says how it stands', async () => {
  expect(await answers.unsubscribeRecipient.again()).toMatchObject({
    unsubscribeRecipient: { changed: false, suppressions: [{ list: 'UNSUBSCRIBED' }] },
  });
  expect(await answers.resubscribeRecipient.again()).toMatchObject({
    resubscribeRecipient: { changed: false, suppressions: [] },
  });
  expect(await answers.unblockRecipients.again()).toMatchObject({ unblockRecipients: [{ changed: false }] });
});

test('setting words again after an uncertain COMMIT leaves the same words', async () => {
  expect(await answers.setOptOutWords.again()).toMatchObject({ setOptOutWords: { stop: ['genug'] } });
});

test('replaying an item again after an uncertain COMMIT finds that it is no longer set aside, and merges nothing twice', async () => {
  const evidence = () => gateway.database.query('SELECT * FROM status_evidence');
  const before = await evidence();
  expect(before).toHaveLength(1);
  expect(await answers.replayDeadWebhookItem.again()).toMatchObject({
    replayDeadWebhookItem: { code: 'WEBHOOK_ITEM_NOT_FOUND' },
  });
  expect(await evidence()).toEqual(before);
});

function prepare<Variables extends object>(
  document: TypedDocumentString<unknown, Variables>,
  variables: Variables,
): () => Promise<Answered> {
  const id = 'id' in variables ? String(variables.id) : '';
  const request = { query: document.toString(), variables };
  return async () => ({
    id,
    ...(await gateway.api.post(request, truthfulStatus)),
    again: () => gateway.api.call(document, variables),
  });
}

/** As when their only attempt went unanswered: this gateway sends nothing itself. */
async function standUnknown(ids: readonly string[]): Promise<void> {
  await gateway.database.query(
    `UPDATE delivery SET phase = 'UNKNOWN', ready = false, in_doubt = true, unknown_since = now(), attempt = 1
     WHERE message_id = ANY($1)`,
    [ids],
  );
}

/** A status of nobody's message, which was set aside by a fault that is mended by now. */
async function setItemAside(): Promise<string> {
  const said = statusOf({ wamid: 'wamid.ASIDE', opaque: null }, 'delivered');
  expect(await postWebhook(gateway.url, statusWebhook([said]))).toBe(200);
  const [item] = await gateway.database.query<{ id: string }>(
    `WITH applied AS (UPDATE webhook_inbox SET applied_at = now() RETURNING inbox_id)
     INSERT INTO webhook_dead_item (inbox_id, path, tenant_id, reason, dead_item_id)
     SELECT inbox_id, 'entry.0.changes.0.value.statuses.0', tenant_id, 'TEST', gen_random_uuid()
     FROM applied, tenant RETURNING dead_item_id AS id`,
  );
  return item?.id ?? '';
}

async function timelineOf(id: string): Promise<string[]> {
  const { message } = await gateway.api.call(FindMessage, { id });
  return message?.timeline.map((each) => each.status) ?? [];
}
