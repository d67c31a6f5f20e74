import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import type { GraphiQLOptions } from 'graphql-yoga';

/**
 * The page, complete in itself: nothing in it is fetched from elsewhere. It opens with one tab that watches and one that
 * sends. It holds no key: whoever opens the link that a start for trying prints brings it along.
 */
export function renderGraphiQLPage(): string {
  const headers = JSON.stringify({ authorization: 'Bearer <your API key>' }, null, 2);
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
  return addKey(renderGraphiQL(options), JSON.stringify(options));
}

/** The page sends the headers of a tab with its requests, and would forget them when it opens a WebSocket. */
function addKey(page: string, options: string): string {
  const at = page.lastIndexOf(options);
  if (at < 0) throw new Error('Expected the options of GraphiQL in its page, got a page without them.');
  const withKey = `(${takeKeyOfLink.toString()})(${options})`;
  const withParams = `Object.assign({ connectionParams: ${headersOfTab.toString()} }, ${withKey})`;
  return page.slice(0, at) + withParams + page.slice(at + options.length);
}

/** What GraphiQL keeps in the storage of the page. */
interface StoredTabs {
  tabs: { query?: string | null; headers?: string | null }[];
  activeTabIndex: number;
}

/** As far as a browser is needed here. */
interface Browser {
  localStorage: Record<string, string | undefined>;
  location: { hash: string; pathname: string; search: string };
  history: { replaceState(state: null, title: string, url: string): void };
}

/**
 * Runs in the browser: the key stands behind "#" in the link, which is sent to nobody, and leaves the address at once. Tabs of
 * an earlier visit get it too, and a visit without it finds it there.
 */
function takeKeyOfLink(options: GraphiQLOptions): GraphiQLOptions {
  const { localStorage: stored, location, history } = globalThis as unknown as Browser; // it runs in one
  const key = /^#key=([\x21-\x7e]+)$/.exec(location.hash)?.[1];
  const headers = key && JSON.stringify({ authorization: `Bearer ${key}` }, null, 2);
  if (key) history.replaceState(null, '', location.pathname + location.search);
  const state = JSON.parse(stored['graphiql:tabState'] ?? 'null') as StoredTabs | null; // written by GraphiQL itself
  if (state && headers) {
    for (const tab of state.tabs) tab.headers = headers;
    stored['graphiql:tabState'] = JSON.stringify(state);
  }
  // It opens the tab that has these, and an empty one when none has.
  const open = state?.tabs[state.activeTabIndex];
  if (open) stored['graphiql:query'] = open.query ?? '';
  const known = headers ?? open?.headers;
  if (!known) return options;
  stored['graphiql:headers'] = known;
  const defaultTabs = (options.defaultTabs ?? []).map((tab) => ({ ...tab, headers: known }));
  return { ...options, headers: known, defaultHeaders: known, defaultTabs };
}

/** Runs in the browser: GraphiQL keeps its tabs in the storage of the page. */
function headersOfTab(): unknown {
  const { localStorage: stored } = globalThis as unknown as Browser; // it runs in one
  const state = JSON.parse(stored['graphiql:tabState'] ?? '{"tabs":[]}') as StoredTabs; // written by GraphiQL itself
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
