import { features, phoneNumber } from './profile.ts';
import { apiKey } from '../support/start-gateway.ts';
import type { Answer, Wish } from './history.ts';

/** Stored or refused, item by item; an error means that nobody knows. */
export async function enqueue(door: string, wishes: readonly Wish[], asList: boolean): Promise<Answer[]> {
  const inputs = wishes.map(inputOf);
  const data = asList
    ? await post(
        door,
        `mutation ($inputs: [EnqueueMessageInput!]!) { results: enqueueMessages(inputs: $inputs) ${result} }`,
        { inputs },
      )
    : await post(
        door,
        `mutation ($input: EnqueueMessageInput!) { results: enqueueMessage(input: $input) ${result} }`,
        { input: inputs[0] },
      );
  const results = (asList ? data['results'] : [data['results']]) as EnqueueResult[]; // the selection above
  if (results.length !== wishes.length)
    throw new Error(`Expected ${wishes.length} results, got ${results.length}.`);
  return results.map(toAnswer);
}

/** True: it was taken back. False: too late. */
export async function cancel(door: string, id: string): Promise<boolean> {
  const data = await post(
    door,
    'mutation ($id: ID!) { result: cancelMessage(input: { id: $id }) { __typename } }',
    { id },
  );
  const { __typename: outcome } = data['result'] as { __typename: string }; // the selection above
  if (outcome === 'CanceledMessage') return true;
  if (outcome === 'TooLateToCancel') return false;
  throw new Error(`Expected CanceledMessage or TooLateToCancel, got ${outcome}.`);
}

/** True: it was decided. False: it is not in doubt, or no longer. */
export async function resolveUnknown(
  door: string,
  id: string,
  action: 'RESEND' | 'GIVE_UP',
): Promise<boolean> {
  const data = await post(
    door,
    `mutation ($id: ID!, $action: ResolveAction!) {
      result: resolveUnknownMessage(input: { id: $id, action: $action }) { __typename }
    }`,
    { id, action },
  );
  return (data['result'] as { __typename: string }).__typename === 'ResolvedMessage'; // the selection above
}

export async function readCursor(door: string): Promise<string> {
  return (await post(door, '{ cursor }', {}))['cursor'] as string; // the selection above
}

const result = `{
  __typename
  ... on EnqueuedMessage { replayed message { id } }
  ... on Refusal { code }
  ... on OutcomeUnknown { messageId }
}`;

type EnqueueResult = {
  __typename: string;
  replayed: boolean;
  message: { id: string };
  code: string;
  messageId: string;
};

function toAnswer(given: EnqueueResult): Answer {
  switch (given.__typename) {
    case 'EnqueuedMessage':
      return { is: 'ENQUEUED', messageId: given.message.id, replayed: given.replayed };
    case 'OutcomeUnknown':
      return { is: 'UNKNOWN', messageId: given.messageId };
    default:
      return { is: 'REFUSED', code: given.code };
  }
}

/** The same wish always makes the same input, or its key would not be answered with its message. */
function inputOf(wish: Wish): object {
  return {
    from: phoneNumber,
    to: { phone: phoneOf(wish.externalId) },
    message: { text: { body: `Message ${wish.externalId}` } },
    externalId: wish.externalId,
    ...(wish.key === null ? {} : { idempotencyKey: wish.key }),
    ...(features.onUnknown ? { onUnknown: wish.onUnknown } : {}),
    ...(features.ordering && wish.orderingKey !== null
      ? { ordering: { key: wish.orderingKey, barrier: barrierOf(wish.orderingKey), timeoutSeconds: 5 } }
      : {}),
    ...(features.sendAt && wish.sendAt !== undefined ? { sendAt: wish.sendAt } : {}),
    ...(features.expiresAt && wish.expiresAt !== undefined ? { expiresAt: wish.expiresAt } : {}),
  };
}

/** One lane in four waits for deliveries. */
function barrierOf(orderingKey: string): 'ACCEPTED' | 'DELIVERED' {
  return Number(orderingKey.replace(/\D/g, '')) % 16 === 0 ? 'DELIVERED' : 'ACCEPTED';
}

/** Different people, none of whom exists, and none of whom the simulator treats in a way of their own. */
function phoneOf(externalId: string): string {
  const digits = externalId.replace(/\D/g, '').slice(-4);
  return `+1650556${digits.padStart(4, '0')}`;
}

async function post(door: string, query: string, variables: object): Promise<Record<string, unknown>> {
  const response = await fetch(`${door}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` },
    body: JSON.stringify({ query, variables }),
    signal: AbortSignal.timeout(callTimeoutMs),
  });
  const body = (await response.json()) as { data?: Record<string, unknown> | null; errors?: unknown }; // GraphQL over HTTP
  if (body.errors !== undefined || !body.data)
    throw new Error(`Expected data, got ${response.status}: ${JSON.stringify(body.errors)}`);
  return body.data;
}

/** Callers wait about this long; longer than the verdict on an unanswered COMMIT takes; ms. */
const callTimeoutMs = 12_000;
