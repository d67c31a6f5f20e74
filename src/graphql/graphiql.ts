import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import type { GraphiQLOptions } from 'graphql-yoga';

/**
 * The page, complete in itself: nothing in it is fetched from elsewhere. It opens with one tab that watches and one that
 * sends. The key is filled in only where trying is all there is to it.
 */
export function renderGraphiQLPage(trialKey: string | undefined): string {
  const headers = JSON.stringify({ authorization: `Bearer ${trialKey ?? '<your API key>'}` }, null, 2);
  const options: GraphiQLOptions = {
    title: 'Heliograph',
    subscriptionsProtocol: 'WS',
    headers,
    defaultHeaders: headers,
    defaultTabs: [
      { query: watchExample, headers },
      { query: sendExample, headers },
    ],
  };
  return giveKeyToSocket(renderGraphiQL(options), JSON.stringify(options));
}

/** The page sends the headers of a tab with its requests, and would forget them when it opens a WebSocket. */
function giveKeyToSocket(page: string, options: string): string {
  const at = page.lastIndexOf(options);
  if (at < 0) throw new Error('Expected the options of GraphiQL in its page, got a page without them.');
  const withParams = `Object.assign({ connectionParams: ${headersOfTab.toString()} }, ${options})`;
  return page.slice(0, at) + withParams + page.slice(at + options.length);
}

/** Runs in the browser: GraphiQL keeps its tabs in the storage of the page. */
function headersOfTab(): unknown {
  const stored = (globalThis as unknown as { localStorage: Record<string, string | undefined> }).localStorage; // a browser has one
  const state = JSON.parse(stored['graphiql:tabState'] ?? '{"tabs":[]}') as {
    tabs: { headers?: string }[];
    activeTabIndex: number;
  }; // written by GraphiQL itself
  return JSON.parse(state.tabs[state.activeTabIndex]?.headers ?? '{}');
}

const watchExample = `# Run this: it shows everything that happens to your messages, live.
# Then open this page in a second window, and send a message from its tab "Send".
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

const sendExample = `# Run this in one window, and "Watch" in another:
# QUEUED, SENDING, ACCEPTED, SENT, DELIVERED, READ.
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
