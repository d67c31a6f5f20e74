import { createClient } from 'graphql-ws';
import type { EventsSubscription, MessageEventFilter, SnapshotQuery } from './generated/graphql.ts';
import { Events, Snapshot } from './operations.ts';

type Item = EventsSubscription['messageEvents'];
export type WatchedEvent = Extract<Item, { __typename: 'MessageEvent' }>;
export type WatchedMessage = SnapshotQuery['messages']['edges'][number]['node'];

/** Keep `cursor` with what you made of the rest, in one write: then a restart repeats nothing and misses nothing. */
export type Update =
  | { kind: 'snapshot'; cursor: string; messages: WatchedMessage[] }
  | { kind: 'event'; cursor: string; event: WatchedEvent }
  /** Nothing happened, but the place moved on. */
  | { kind: 'heartbeat'; cursor: string };

export interface WatchOptions {
  /** Where the gateways are, such as https://heliograph.example.com. Asked for each connection, so it may change. */
  url: () => string;
  key: string;
  /** The last one you kept. Without it, or when its history is gone, a snapshot comes first. */
  cursor?: string | undefined;
  filter?: MessageEventFilter | undefined;
  /** Ends the watching. */
  signal: AbortSignal;
}

/** A stream says something every 15 s; after this long without a word the line is dead; ms. */
const silenceMs = 40_000;
/** Between two attempts, growing, and at random so that not all clients come at once; ms. */
const firstPauseMs = 250;
const longestPauseMs = 15_000;

/**
 * Every event once and in order, through lost connections, restarted gateways and gaps. It ends with the signal, or throws
 * what no second attempt can mend, such as a key that does not stand.
 */
export async function* watchMessages(options: WatchOptions): AsyncGenerator<Update, void, undefined> {
  let { cursor } = options;
  let failures = 0;
  while (!options.signal.aborted) {
    try {
      if (cursor === undefined) {
        const { messages } = await takeSnapshot(options);
        ({ cursor } = messages);
        yield { kind: 'snapshot', cursor, messages: messages.edges.map(({ node }) => node) };
      }
      for await (const item of subscribe(options, cursor)) {
        failures = 0;
        // What lies before this place is gone: a new snapshot tells how everything stands.
        cursor = item.__typename === 'StreamGap' ? undefined : item.cursor;
        if (item.__typename === 'MessageEvent') yield { kind: 'event', cursor: item.cursor, event: item };
        if (item.__typename === 'StreamHeartbeat') yield { kind: 'heartbeat', cursor: item.cursor };
      }
    } catch (error) {
      if (hasCode(error, 'CURSOR_INVALID')) cursor = undefined;
      else if (!isWorthAnotherTry(error)) throw error;
      failures += 1;
    }
    if (failures > 0) await pause(failures, options.signal);
  }
}

async function takeSnapshot({ url, key, signal }: WatchOptions): Promise<SnapshotQuery> {
  const response = await fetch(`${url()}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify({ query: Snapshot.toString() }),
    signal,
  });
  const { data, errors } = (await response.json()) as { data?: SnapshotQuery; errors?: unknown[] }; // GraphQL's answer
  if (!data || errors) throw new GraphQLFailure(errors ?? []);
  return data;
}

/** One connection and what comes over it, until it ends. */
async function* subscribe(options: WatchOptions, after: string): AsyncGenerator<Item, void, undefined> {
  const client = createClient({
    url: `${options.url().replace(/^http/, 'ws')}/graphql`,
    connectionParams: { authorization: `Bearer ${options.key}` },
    retryAttempts: 0, // coming back needs the last cursor, which only we know
  });
  const end = (): void => {
    client.terminate();
  };
  let silence = setTimeout(end, silenceMs);
  options.signal.addEventListener('abort', end);
  try {
    const variables = { after, filter: options.filter };
    for await (const { data, errors } of client.iterate<EventsSubscription>({
      query: Events.toString(),
      variables,
    })) {
      clearTimeout(silence);
      if (!data || errors) throw new GraphQLFailure(errors ?? []);
      yield data.messageEvents;
      silence = setTimeout(end, silenceMs);
    }
  } finally {
    clearTimeout(silence);
    options.signal.removeEventListener('abort', end);
    await client.dispose();
  }
}

class GraphQLFailure extends Error {
  readonly errors: readonly unknown[];
  constructor(errors: readonly unknown[]) {
    super(`The gateway refused: ${JSON.stringify(errors)}`);
    this.errors = errors;
  }
}

interface Refusal {
  extensions?: { code?: string; retryable?: boolean };
}

function errorsIn(error: unknown): readonly Refusal[] {
  const errors: unknown = error instanceof GraphQLFailure ? error.errors : error;
  return Array.isArray(errors) ? (errors as Refusal[]) : []; // lists that are thrown here are GraphQL errors
}

function hasCode(error: unknown, code: string): boolean {
  return errorsIn(error).some(({ extensions }) => extensions?.code === code);
}

/** Lost connections are; refusals are when they say so; a key that was refused (4403) is not. */
function isWorthAnotherTry(error: unknown): boolean {
  const errors = errorsIn(error);
  if (errors.length > 0) return errors.every(({ extensions }) => extensions?.retryable === true);
  return !(typeof error === 'object' && error !== null && 'code' in error && error.code === 4403);
}

async function pause(failures: number, signal: AbortSignal): Promise<void> {
  const longest = Math.min(longestPauseMs, firstPauseMs * 2 ** failures);
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, Math.random() * longest);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
