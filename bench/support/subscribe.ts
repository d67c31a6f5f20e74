import WebSocket from 'ws';
import { apiKey } from './stage.ts';

export interface Subscribers extends Disposable {
  /** Calls this with the number of the socket at every item, at once. */
  onItem(tell: (socket: number) => void): void;
}

const opensAtOnce = 50;

/** Many sockets with one subscription each, as graphql-ws writes them on the wire; answers when all are heard. */
export async function openSubscribers(
  port: number,
  count: number,
  operation: (socket: number) => { query: string; variables: object },
): Promise<Subscribers> {
  const sockets: WebSocket[] = [];
  let tell: (socket: number) => void = () => undefined;
  for (let first = 0; first < count; first += opensAtOnce) {
    const numbers = Array.from({ length: Math.min(opensAtOnce, count - first) }, (_, index) => first + index);
    sockets.push(
      ...(await Promise.all(
        numbers.map((n) =>
          openOne(port, operation(n), () => {
            tell(n);
          }),
        ),
      )),
    );
  }
  return {
    onItem(listener) {
      tell = listener;
    },
    [Symbol.dispose]() {
      for (const socket of sockets) socket.terminate();
    },
  };
}

function openOne(port: number, payload: object, onItem: () => void): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/graphql`, 'graphql-transport-ws');
  const { promise, resolve, reject } = Promise.withResolvers<WebSocket>();
  const say = (message: object): void => {
    socket.send(JSON.stringify(message));
  };
  socket.on('error', reject);
  socket.on('open', () => {
    say({ type: 'connection_init', payload: { authorization: `Bearer ${apiKey}` } });
  });
  socket.on('message', (data: Buffer) => {
    const text = data.toString();
    if (text.includes('"type":"next"')) onItem();
    else if (text.includes('"type":"connection_ack"')) {
      say({ id: '1', type: 'subscribe', payload });
      // Answered after the subscription was taken in.
      say({ type: 'ping' });
    } else if (text.includes('"type":"pong"')) resolve(socket);
    else if (text.includes('"type":"ping"')) say({ type: 'pong' });
    else reject(new Error(`Expected items, got ${text}`));
  });
  return promise;
}
