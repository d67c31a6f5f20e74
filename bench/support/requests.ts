import { apiKey, sender } from './stage.ts';
import type { Load } from './load-http.ts';

const enqueueOne = `mutation Enqueue($input: EnqueueMessageInput!) {
  enqueueMessage(input: $input) { __typename ... on EnqueuedMessage { message { id status } } }
}`;
const enqueueList = `mutation EnqueueList($inputs: [EnqueueMessageInput!]!) {
  enqueueMessages(inputs: $inputs) { __typename ... on EnqueuedMessage { message { id status } } }
}`;

const text =
  'Your parcel is on its way and will arrive tomorrow between nine and twelve. Reply STOP to unsubscribe.';
let count = 0;

/** A text message to the next of ten thousand recipients. */
export function nextInput(): object {
  count += 1;
  const phone = `+1650555${String(count % 10_000).padStart(4, '0')}`;
  return { from: sender, to: { phone }, message: { text: { body: text } } };
}

export function singleLoad(port: number, connections: number): Load {
  return {
    ...graphqlLoad(port, connections),
    expects: '"EnqueuedMessage"',
    body: () => JSON.stringify({ query: enqueueOne, variables: { input: nextInput() } }),
  };
}

export function listLoad(port: number, connections: number, size: number): Load {
  return {
    ...graphqlLoad(port, connections),
    expects: '"EnqueuedMessage"',
    body: () =>
      JSON.stringify({ query: enqueueList, variables: { inputs: Array.from({ length: size }, nextInput) } }),
  };
}

function graphqlLoad(port: number, connections: number): Omit<Load, 'body' | 'expects'> {
  return { port, connections, path: '/graphql', headers: { authorization: `Bearer ${apiKey}` } };
}
