import { setTimeout as pause } from 'node:timers/promises';
import { createClient, type Client } from 'graphql-ws';
import WebSocket from 'ws';
import { apiKey } from '../support/start-gateway.ts';
import type { Random } from './random.ts';

export interface Watcher {
  name: string;
  /** What it was told, in the order in which it was told. */
  seen: string[];
  connections: number;
  stop(): Promise<void>;
}

/** Follows the log from a cursor; whenever its connection ends, and sometimes on its own, it comes back with its last one. */
export function watch(options: {
  name: string;
  doors: readonly string[];
  random: Random;
  after: string;
}): Watcher {
  const { name, doors, random } = options;
  const seen: string[] = [];
  let after = options.after;
  const stopping = new AbortController();
  let current: Client | undefined;
  const watcher = { name, seen, connections: 0, stop };

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
        const { cursor, status, attempt, message } = data.messageEvents;
        after = cursor;
        if (message !== undefined) seen.push(`${message.id} ${String(status)} ${String(attempt)}`);
        taken += 1;
        if (taken >= most) break;
      }
    } finally {
      await client.dispose();
    }
  }

  const living = (async () => {
    for (;;) {
      // Whatever ended it, the cursor is good for another connection.
      await follow().catch(() => undefined);
      if (stopping.signal.aborted) return;
      await pause(comeBackMs);
    }
  })();

  async function stop(): Promise<void> {
    stopping.abort();
    current?.terminate();
    await living;
  }
  return watcher;
}

type Item = {
  messageEvents: { cursor: string; status?: string; attempt?: number | null; message?: { id: string } };
};

const subscription = `subscription ($after: String) {
  messageEvents(after: $after) {
    ... on StreamItem { cursor }
    ... on MessageEvent { status attempt message { id } }
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
