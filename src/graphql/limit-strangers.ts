import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { heldBesidePart } from './hold-messages.ts';

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
 * full, of those that have sent nothing and those that have, whose key may just be looked up, the more give way, and of
 * them the one that has been here longest.
 */
export function limitStrangers(): {
  arrive: (socket: WebSocket, transport: Duplex) => void;
  know: (socket: WebSocket) => void;
} {
  /** The longest here first. */
  const silent = new Map<WebSocket, () => void>();
  const speaking = new Map<WebSocket, () => void>();

  function know(socket: WebSocket): void {
    for (const each of [silent, speaking]) {
      each.get(socket)?.();
      each.delete(socket);
    }
  }

  return {
    know,
    arrive(socket, transport) {
      let bytes = 0;
      const count = (chunk: Buffer): void => {
        bytes += chunk.length + heldBesidePart;
        if (silent.delete(socket)) speaking.set(socket, forget);
        if (bytes > maxFirstBytes) end(socket, messageTooBig, `Expected at most ${maxFirstBytes} bytes`);
      };
      const forget = (): void => {
        transport.off('data', count);
      };
      transport.on('data', count);
      silent.set(socket, forget);
      socket.once('close', () => {
        know(socket);
      });
      if (silent.size + speaking.size <= maxStrangers) return;
      const [longest] = (silent.size > speaking.size ? silent : speaking).keys();
      if (longest) end(longest, tryAgainLater, 'Try again later');
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
