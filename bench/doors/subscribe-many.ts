import WebSocket from 'ws';
import type { Target } from './attacks.ts';

const query = 'subscription{messageEvents{... on StreamItem{cursor}}}';

/** Many subscriptions of one key, whose items are read and thrown away. */
export function subscribeMany(
  { port, key, share }: Target,
  { sockets, each }: { sockets: number; each: number },
): void {
  for (let n = 0; n < Math.max(1, sockets * share); n += 1) {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/graphql`, 'graphql-transport-ws');
    const say = (message: object): void => {
      socket.send(JSON.stringify(message));
    };
    socket.on('error', () => undefined);
    socket.on('open', () => {
      say({ type: 'connection_init', payload: { authorization: `Bearer ${key}` } });
    });
    socket.once('message', () => {
      for (let id = 0; id < each; id += 1) say({ id: String(id), type: 'subscribe', payload: { query } });
    });
  }
}
