import type { WebSocket as GraphQLSocket } from 'graphql-ws';
import { CloseCode } from 'graphql-ws';
import type { WebSocket } from 'ws';
import { limitFrames } from './limit-frames.ts';

/** A socket whose state of sending and of life is known. */
export interface CarriedSocket extends GraphQLSocket {
  /** Looks after it; called every second. */
  look(now: number): void;
}

/** Frames wait for a client that does not take them for this long at most; ms. */
const slowAfterMs = 30_000;
/** A private code of ours: the reason holds the cursor to come back with. */
const slowConsumer = 4411;
/** Together below 25 s: a peer that is gone is found out in this time; ms. */
const pingEveryMs = 11_000;
const pongWithinMs = 11_000;
/** A peer that does not answer a close is cut off; ms. */
const closeWithinMs = 5_000;
/** What the protocol leaves for the reason of a close; bytes. */
const maxReason = 123;

/** Carries frames between a socket and graphql-ws, which asks for the next item once the frame before has gone out. */
export function carrySocket(
  socket: WebSocket,
  tools: { position: () => string | undefined; onError: (error: unknown) => void },
): CarriedSocket {
  const frames = limitFrames(socket);
  let unsent = 0;
  let progressAt = performance.now();
  let pingAt = progressAt;
  let awaitsPong = false;
  let closingAt: number | undefined;
  socket.on('pong', () => {
    awaitsPong = false;
  });

  return {
    protocol: socket.protocol,
    send: (data) =>
      new Promise((resolve, reject) => {
        if (socket.readyState !== socket.OPEN) {
          resolve();
          return;
        }
        if (unsent === 0) progressAt = performance.now();
        unsent += 1;
        socket.send(data, (error) => {
          unsent -= 1;
          progressAt = performance.now();
          frames.look();
          // What cannot be sent any more ends with its socket.
          if (error && socket.readyState === socket.OPEN) reject(error);
          else resolve();
        });
      }),
    close: (code, reason) => {
      socket.close(code, reason);
    },
    onMessage: (take) => {
      socket.on('message', (data: Buffer, isBinary) => {
        if (isBinary) {
          socket.close(CloseCode.BadRequest, 'Expected text frames');
          return;
        }
        take(data.toString()).catch(tools.onError);
      });
    },
    look(now) {
      if (socket.readyState !== socket.OPEN) {
        closingAt ??= now;
        if (now - closingAt > closeWithinMs) socket.terminate();
        return;
      }
      frames.look();
      if (unsent > 0) {
        if (now - progressAt > slowAfterMs) {
          socket.close(slowConsumer, `SLOW_CONSUMER ${tools.position() ?? ''}`.slice(0, maxReason));
        }
        // A ping would wait behind the frames: whether it lives is judged by whether they go.
        awaitsPong = false;
        pingAt = now;
      } else if (awaitsPong && now - pingAt > pongWithinMs) {
        socket.terminate();
      } else if (!awaitsPong && now - pingAt > pingEveryMs) {
        awaitsPong = true;
        pingAt = now;
        socket.ping();
      }
    },
  };
}
