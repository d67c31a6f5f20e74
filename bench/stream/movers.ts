import { once } from 'node:events';
import WebSocket from 'ws';

export interface MovePlan {
  urls: string[];
  key: string;
  count: number;
  from: string;
  /** A mover is cut off after so many events at most, at random. */
  cutWithin: number;
  /** The code of the last event. */
  last: string;
}

export interface Moved {
  /** What each mover saw, in order: the code of each event. */
  codes: string[];
  cuts: number;
}

const watch = `subscription Watch($after: String) {
  messageEvents(after: $after) { __typename ... on StreamItem { cursor } ... on MessageEvent { error { code } } }
}`;

/** Before a gateway that is away is asked again; ms. */
const askAgainMs = 100;

/** A process of clients that are cut off at random and come back elsewhere. */
process.once('message', (plan: MovePlan) => {
  const moving = Array.from({ length: plan.count }, () => move(plan));
  void Promise.all(moving).then((moved) => {
    process.send?.(moved, () => {
      process.disconnect();
    });
  });
});

async function move(plan: MovePlan): Promise<Moved> {
  const moved: Moved = { codes: [], cuts: 0 };
  let after = plan.from;
  while (moved.codes.at(-1) !== plan.last) {
    const url = plan.urls[Math.floor(Math.random() * plan.urls.length)] ?? '';
    try {
      after = await watchForAWhile(plan, url, after, moved);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, askAgainMs));
    }
    moved.cuts += 1;
  }
  return moved;
}

async function watchForAWhile(plan: MovePlan, url: string, from: string, moved: Moved): Promise<string> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  let after = from;
  let left = 1 + Math.floor(Math.random() * plan.cutWithin);
  const ended = once(socket, 'close');
  socket.on('error', () => undefined);
  await Promise.race([once(socket, 'open'), ended.then(() => Promise.reject(new Error('away')))]);
  socket.on('message', (data: Buffer) => {
    const { type, payload } = JSON.parse(data.toString()) as Frame; // as the protocol and the query say
    if (type === 'connection_ack') {
      const query = { query: watch, variables: { after } };
      socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: query }));
    }
    const item = payload?.data?.messageEvents;
    if (type === 'error' || item?.__typename === 'StreamGap')
      throw new Error(`Expected events, got ${data.toString()}`);
    if (!item || left === 0) return;
    after = item.cursor;
    if (item.error) moved.codes.push(item.error.code);
    left -= 1;
    if (left === 0 || moved.codes.at(-1) === plan.last) {
      left = 0;
      socket.terminate();
    }
  });
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${plan.key}` } }));
  await ended;
  return after;
}

interface Frame {
  type: string;
  payload?: {
    data?: { messageEvents: { __typename: string; cursor: string; error?: { code: string } | null } } | null;
  };
}
