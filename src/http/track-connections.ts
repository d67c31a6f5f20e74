import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { countPlaces } from './count-places.ts';

/** The connections of a server, also those that were upgraded: Node does not count those any more. */
export interface Connections {
  /** Its caller has shown a key or a signature: it no longer gives way to others. */
  know: (socket: Socket) => void;
  /** From now on, closes each connection as soon as no request is in flight on it. */
  drain: () => void;
  /** Closes the connections that were upgraded and are still open. */
  closeUpgraded: () => void;
  closeAll: () => void;
}

/**
 * Connections without a request in flight, of strangers and as many of those who are known: a client with a pool must not
 * lose his to somebody who only opens some. Each takes a descriptor.
 */
const maxIdle = 1_000;
/** An answer that its reader does not take any part of for so long is given up; ms. */
const unreadMs = 30_000;
/** The same while the server closes, and for a request of which nothing more comes; ms. */
const unreadInDrainMs = 500;

/**
 * Counts all connections, so that a flood takes places from itself: when all are taken, the one goes that has been here
 * longest without showing who it is.
 */
export function trackConnections(
  server: Server,
  { giveUpMs = unreadMs, maxOpen = countPlaces(), mostIdle = maxIdle } = {},
): Connections {
  const inFlight = new Map<Socket, Set<ServerResponse>>();
  /** Those of whom nothing is known. The longest here first. */
  const strangers = new Set<Socket>();
  /** The longest idle first. */
  const idle = { strangers: new Set<Socket>(), known: new Set<Socket>() };
  const upgraded = new Set<Socket>();
  let isDraining = false;

  function rest(socket: Socket): void {
    if (socket.destroyed || upgraded.has(socket)) return;
    if (isDraining) {
      socket.destroySoon();
      return;
    }
    const alike = strangers.has(socket) ? idle.strangers : idle.known;
    alike.add(socket);
    if (alike.size > mostIdle) destroyFirst(alike);
  }

  function wake(socket: Socket): void {
    idle.strangers.delete(socket);
    idle.known.delete(socket);
  }

  server.on('connection', (socket: Socket) => {
    inFlight.set(socket, new Set());
    strangers.add(socket);
    rest(socket);
    if (inFlight.size > maxOpen) destroyFirst(strangers);
    socket.once('close', () => {
      inFlight.delete(socket);
      strangers.delete(socket);
      wake(socket);
      upgraded.delete(socket);
    });
  });
  server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
    const { socket } = request;
    const responses = inFlight.get(socket);
    if (!responses) return;
    responses.add(response);
    wake(socket);
    closeStuck(request, response, {
      ms: isDraining ? unreadInDrainMs : giveUpMs,
      isDraining: () => isDraining,
    });
    response.once('close', () => {
      responses.delete(response);
      if (responses.size === 0) rest(socket);
    });
  });
  server.prependListener('upgrade', ({ socket }: IncomingMessage) => {
    wake(socket);
    upgraded.add(socket);
  });

  return {
    know: (socket) => {
      strangers.delete(socket);
    },
    drain() {
      isDraining = true;
      for (const socket of [...idle.strangers, ...idle.known]) socket.destroy();
      for (const [socket, responses] of inFlight) if (responses.size > 0) socket.setTimeout(unreadInDrainMs);
    },
    closeUpgraded() {
      for (const socket of upgraded) socket.destroy();
    },
    closeAll() {
      for (const socket of inFlight.keys()) socket.destroy();
    },
  };
}

function destroyFirst(sockets: Set<Socket>): void {
  const [first] = sockets;
  if (!first) return;
  sockets.delete(first);
  first.destroy();
}

/**
 * Node sees progress inside a large write, and restarts the time at each. A response that has nothing to send may be quiet,
 * and so may a request until the server closes: one that nobody goes on with is none in flight.
 */
function closeStuck(
  request: IncomingMessage,
  response: ServerResponse,
  from: { ms: number; isDraining: () => boolean },
): void {
  const { socket } = request;
  response.setTimeout(from.ms, () => {
    if (socket.writableLength > 0 || (from.isDraining() && !request.complete)) socket.destroy();
    else socket.setTimeout(socket.timeout ?? from.ms);
  });
}
