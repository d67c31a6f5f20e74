import { EventEmitter, once } from 'node:events';
import { connect } from 'node:net';
import { makeBody, senderId } from './scene.ts';

export type RawClient = Disposable & {
  /** What has come so far. */
  readonly received: () => string;
  readonly waitForText: (text: string) => Promise<void>;
  /** How the other side ended the connection. */
  readonly ended: Promise<'closed' | 'reset'>;
};

/** Sends one message over a bare socket, where dropped, cut and reset answers can be told apart. */
export function sendRaw(port: number, changes?: Record<string, unknown>): RawClient {
  const body = JSON.stringify(makeBody(changes));
  const socket = connect(port, '127.0.0.1');
  const news = new EventEmitter();
  let received = '';
  socket.setEncoding('utf8').on('data', (chunk) => {
    received += String(chunk);
    news.emit('text');
  });
  const ended = new Promise<'closed' | 'reset'>((resolve) => {
    socket.on('error', () => {
      resolve('reset');
    });
    socket.on('close', () => {
      resolve('closed');
    });
  });
  socket.write(
    `POST /v24.0/${senderId}/messages HTTP/1.1\r\nHost: simulator\r\nAuthorization: Bearer any\r\n` +
      `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
  return {
    received: () => received,
    waitForText: async (text) => {
      while (!received.includes(text)) await once(news, 'text');
    },
    ended,
    [Symbol.dispose]: () => {
      socket.destroy();
    },
  };
}
