import type { GraphiQLOptions } from 'graphql-yoga';

/** The page opens with one tab that sends and one that watches. The key is filled in only where trying is all there is to it. */
export function graphiqlOptions(trialKey: string | undefined): GraphiQLOptions {
  const headers = JSON.stringify({ authorization: `Bearer ${trialKey ?? '<your API key>'}` }, null, 2);
  return {
    title: 'Heliograph',
    subscriptionsProtocol: 'WS',
    headers,
    defaultHeaders: headers,
    defaultTabs: [
      { query: watchExample, headers },
      { query: sendExample, headers },
    ],
  };
}

const watchExample = `# 1. Run this first: it shows everything that happens to your messages, live.
#    Then go to the second tab and send one.
subscription Watch {
  messageEvents {
    __typename
    ... on StreamItem { cursor }
    ... on MessageEvent {
      status
      at
      error { code title advice }
      message { id status externalId }
    }
  }
}
`;

const sendExample = `# 2. Run this, then look at the first tab: QUEUED, SENDING, ACCEPTED, SENT, DELIVERED, READ.
mutation Send {
  enqueueMessage(
    input: {
      from: "+15550783881"
      to: { phone: "+16505550101" }
      message: { text: { body: "Hello from Heliograph" } }
      externalId: "hello-1"
    }
  ) {
    __typename
    ... on EnqueuedMessage { message { id status } replayed }
    ... on Refusal { code sentence: message retryable }
    ... on InvalidInput { issues { path code message } }
  }
}
`;
