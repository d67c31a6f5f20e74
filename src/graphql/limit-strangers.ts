import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';

/** Sockets that have not said their key: each has three seconds for it, and an honest one needs a round trip. */
const maxStrangers = 500;
/** The first message holds a key of up to 512 characters, and of GraphiQL the headers of its tab; bytes. */
const maxFirstBytes = 16 * 1024;
/** A stranger who is sent away has so long to read why; ms. */
const goodbyeMs = 100;
/** Close codes: of RFC 6455's registry. */
const messageTooBig = 1009;
const tryAgainLater = 1013;

/**
 * Places and buffers of those whose key is not known are few and small. A flood takes its places from itself: when they are
 * full, the socket goes that has waited longest for its first message.
 */
export function limitStrangers(): {
  arrive: (socket: WebSocket, transport: Duplex) => void;
  know: (socket: WebSocket) => void;
} {
  /** The longest waiting first. */
  const strangers = new Map<WebSocket, () => void>();

  function know(socket: WebSocket): void {
    strangers.get(socket)?.();
    strangers.delete(socket);
  }

  return {
    know,
    arrive(socket, transport) {
      let bytes = 0;
      const count = (chunk: Buffer): void => {
        bytes += chunk.length;
        if (bytes > maxFirstBytes) end(socket, messageTooBig, `Expected at most ${maxFirstBytes} bytes`);
      };
      transport.on('data', count);
      strangers.set(socket, () => transport.off('data', count));
      socket.once('close', () => {
        know(socket);
      });
      const [longest] = strangers.keys();
      if (strangers.size > maxStrangers && longest) end(longest, tryAgainLater, 'Try again later');
    },
  };

  function end(socket: WebSocket, code: number, reason: string): void {
    know(socket);
    socket.close(code, reason);
    // Nothing more is read of it.
    socket.pause();
    setTimeout(() => {
      socket.terminate();
    }, goodbyeMs).unref();
  }
}
