import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { BodyPlace, BodyRoom } from '../doors/body-room.ts';

/** A message that is not whole holds so much without being asked for it: usual operations are whole with their first part; bytes. */
const unheldBytes = 4 * 1024;
/** A part that is kept until its message is whole takes so much beside its own; bytes. */
export const heldBesidePart = 200;
/** Close code of RFC 6455's registry, which clients come back after. */
const tryAgainLater = 1013;
/** Until a socket that had to give way is cut off, so that its code arrives; ms. */
const goodbyeMs = 100;

/** The parts of an unfinished message take room, like the body of a request: room of the key of the socket, which other keys may claim. */
export function holdMessages(
  { socket, transport }: { socket: WebSocket; transport: Duplex },
  room: BodyRoom,
  keyId: string,
): void {
  let bytes = 0;
  let place: BodyPlace | undefined;

  function end(): void {
    transport.off('data', count);
    forget();
    socket.close(tryAgainLater, 'Expected room for the message');
    socket.pause();
    setTimeout(() => {
      socket.terminate();
    }, goodbyeMs).unref();
  }

  function count(chunk: Buffer): void {
    const more = chunk.length + heldBesidePart;
    bytes += more;
    if (bytes <= unheldBytes) return;
    const wanted = place ? more : bytes;
    place ??= room.enter(keyId, end);
    if (!place.take(wanted)) end();
  }

  function forget(): void {
    bytes = 0;
    place?.[Symbol.dispose]();
    place = undefined;
  }

  /** It may come between the parts of a message. */
  function forgetControlFrame(): void {
    if (!place) bytes = 0;
  }

  // Before ws reads what is in it.
  transport.prependListener('data', count);
  socket.on('message', forget);
  socket.on('ping', forgetControlFrame);
  socket.on('pong', forgetControlFrame);
  socket.once('close', forget);
}
