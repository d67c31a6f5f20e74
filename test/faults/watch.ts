import { setTimeout as pause } from 'node:timers/promises';
import { createClient, type Client } from 'graphql-ws';
import WebSocket from 'ws';
import { readCursor } from '../../src/events/cursor.ts';
import { apiKey } from '../support/start-gateway.ts';
import type { Leg, SeenEvent } from './evidence.ts';
import type { Random } from './random.ts';

export interface Watcher {
  name: string;
  /** What it was told, in the order in which it was told. */
  legs: Leg[];
  connections: number;
  /** Ends its connection; `comeBack` opens another one, with the cursor of before. */
  leave(): void;
  comeBack(): void;
  stop(): Promise<void>;
}

/**
 * Follows the log from a cursor; whenever its connection ends, and sometimes on its own, it comes back with its last one.
 * After a gap it goes on from the oldest place there is.
 */
export function watch(options: {
  name: string;
  doors: readonly string[];
  random: Random;
  after: string;
}): Watcher {
  const { name, doors, random } = options;
  let after = options.after;
  let leg: Leg = { afterSeq: seqOf(after), seen: [] };
  const legs = [leg];
  const stopping = new AbortController();
  let current: Client | undefined;
  let back = Promise.withResolvers<undefined>();
  back.resolve(undefined);
  const watcher = {
    name,
    legs,
    connections: 0,
    leave() {
      back = Promise.withResolvers();
      current?.terminate();
    },
    comeBack() {
      back.resolve(undefined);
    },
    stop,
  };

  async function follow(): Promise<void> {
    const client = open(random.pick(doors));
    current = client;
    watcher.connections += 1;
    const most = random.between(50, 3_000);
    let taken = 0;
    try {
      for await (const { data, errors } of client.iterate<Item>({
        query: subscription,
        variables: { after },
      })) {
        if (errors || !data) throw new Error(`Expected an item, got ${JSON.stringify(errors)}.`);
        const item = data.messageEvents;
        after = item.cursor;
        if (item.__typename === 'StreamGap') {
          leg = { afterSeq: seqOf(after), seen: [] };
          legs.push(leg);
        }
        if (item.__typename === 'MessageEvent') leg.seen.push(readEvent(item));
        taken += 1;
        if (taken >= most) break;
      }
    } finally {
      await client.dispose();
    }
  }

  const living = (async () => {
    for (;;) {
      await back.promise;
      // Whatever ended it, the cursor is good for another connection.
      await follow().catch(() => undefined);
      if (stopping.signal.aborted) return;
      await pause(comeBackMs);
    }
  })();

  async function stop(): Promise<void> {
    stopping.abort();
    back.resolve(undefined);
    current?.terminate();
    await living;
  }
  return watcher;
}

type Item = { messageEvents: TellingItem | { __typename: 'StreamHeartbeat' | 'StreamGap'; cursor: string } };
interface TellingItem {
  __typename: 'MessageEvent';
  cursor: string;
  status: string;
  attempt: number | null;
  at: string;
  message: { id: string };
}

function readEvent({ cursor, status, attempt, at, message }: TellingItem): SeenEvent {
  return { seq: seqOf(cursor), what: `${message.id} ${status} ${String(attempt)}`, atMs: Date.parse(at) };
}

/** Opaque to clients; but whoever watches the watchers must know of which place they were told what. */
function seqOf(cursor: string): number {
  const place = readCursor(cursor);
  if (!place) throw new Error(`Expected a cursor, got ${cursor}.`);
  return place.seq;
}

const subscription = `subscription ($after: String) {
  messageEvents(after: $after) {
    __typename
    ... on StreamItem { cursor }
    ... on MessageEvent { at status attempt message { id } }
  }
}`;

const comeBackMs = 100;
/** A connection that is silent for so long after a ping is dead; ms. */
const pongMs = 3_000;

function open(door: string): Client {
  let timer: NodeJS.Timeout | undefined;
  const client = createClient({
    url: `${door.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${apiKey}` },
    retryAttempts: 0,
    connectionAckWaitTimeout: 5_000,
    keepAlive: 2_000,
    on: {
      ping: (received) => {
        if (received) return;
        timer = setTimeout(() => {
          client.terminate();
        }, pongMs);
      },
      pong: (received) => {
        if (received) clearTimeout(timer);
      },
      closed: () => {
        clearTimeout(timer);
      },
    },
  });
  return client;
}
