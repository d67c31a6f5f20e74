import { once } from 'node:events';
import WebSocket from 'ws';
import { sharedNow } from './machine.ts';

export interface SubscribePlan {
  url: string;
  key: string;
  /** One socket for each; empty: every event. */
  filters: string[][];
  /** How many of the sockets, from the first on, stop reading once they are subscribed. */
  deaf: number;
}

/** What one socket saw: numbers of events and when each came, in order. */
export interface Seen {
  numbers: number[];
  at: number[];
}

const watch = `subscription Watch($filter: MessageEventFilter) {
  messageEvents(filter: $filter) {
    ... on StreamItem { cursor }
    ... on MessageEvent { status error { code } message { id status } }
  }
}`;

/** Sockets opened at once; more would measure the accept queue. */
const openAtOnce = 50;
/** Longer than any backlog that a healthy gateway builds up here; ms. */
const patienceMs = 60_000;

/**
 * A process of many clients. It says "ready" once all are live. Told how many events are expected, it
 * answers what the clients saw, once it is so many or nothing more can be hoped for.
 */
process.once('message', (plan: SubscribePlan) => void subscribeAll(plan));

async function subscribeAll(plan: SubscribePlan): Promise<void> {
  const seen: Seen[] = plan.filters.map(() => ({ numbers: [], at: [] }));
  const sockets: WebSocket[] = [];
  for (let first = 0; first < plan.filters.length; first += openAtOnce) {
    const some = plan.filters.slice(first, first + openAtOnce);
    sockets.push(
      ...(await Promise.all(some.map((filter, at) => subscribe(plan, filter, seen[first + at] as Seen)))), // made above, one each
    );
  }
  for (const socket of sockets.slice(0, plan.deaf)) socket.pause();
  process.on('message', (expected) => {
    const deadline = performance.now() + patienceMs;
    const timer = setInterval(() => {
      const count = seen.slice(plan.deaf).reduce((sum, { numbers }) => sum + numbers.length, 0);
      if (count < Number(expected) && performance.now() < deadline) return;
      clearInterval(timer);
      process.send?.(seen, () => {
        for (const socket of sockets) socket.terminate();
        process.disconnect();
      });
    }, 100);
  });
  process.send?.('ready');
}

async function subscribe(plan: SubscribePlan, messageIds: string[], seen: Seen): Promise<WebSocket> {
  const socket = new WebSocket(`${plan.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  socket.on('error', () => undefined);
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${plan.key}` } }));
  await once(socket, 'message');
  const variables = messageIds.length === 0 ? {} : { filter: { messageIds } };
  socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: watch, variables } }));
  // The answer to a second operation says that the first has begun.
  socket.send(JSON.stringify({ id: '2', type: 'subscribe', payload: { query: '{ cursor }' } }));
  await once(socket, 'message');
  socket.on('message', (data: Buffer) => {
    const at = sharedNow();
    const code = /"code":"(\d+)"/.exec(data.toString('latin1'))?.[1];
    if (code === undefined) return;
    seen.numbers.push(Number(code));
    seen.at.push(at);
  });
  return socket;
}
