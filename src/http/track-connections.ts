import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { countPlaces } from './count-descriptors.ts';

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

/** Connections without a request in flight. Each takes a descriptor, and anybody may open one. */
const maxIdle = 1_000;
/** An answer that its reader does not take any part of for so long is given up; ms. */
const unreadMs = 30_000;
/** The same while the server closes; ms. */
const unreadInDrainMs = 500;

/**
 * Counts all connections, so that a flood takes places from itself: when all are taken, the one goes that has been here
 * longest without showing who it is.
 */
export function trackConnections(
  server: Server,
  { giveUpMs = unreadMs, maxOpen = countPlaces() } = {},
): Connections {
  const inFlight = new Map<Socket, Set<ServerResponse>>();
  /** Those of whom nothing is known. The longest here first. */
  const strangers = new Set<Socket>();
  /** The longest idle first. */
  const idle = new Set<Socket>();
  const upgraded = new Set<Socket>();
  let isDraining = false;

  function rest(socket: Socket): void {
    if (socket.destroyed || upgraded.has(socket)) return;
    if (isDraining) {
      socket.destroySoon();
      return;
    }
    idle.add(socket);
    if (idle.size <= maxIdle) return;
    destroyFirst(idle);
  }

  server.on('connection', (socket: Socket) => {
    inFlight.set(socket, new Set());
    strangers.add(socket);
    rest(socket);
    if (inFlight.size > maxOpen) destroyFirst(strangers);
    socket.once('close', () => {
      inFlight.delete(socket);
      strangers.delete(socket);
      idle.delete(socket);
      upgraded.delete(socket);
    });
  });
  server.prependListener('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    const responses = inFlight.get(socket);
    if (!responses) return;
    responses.add(response);
    idle.delete(socket);
    closeUnread(socket, response, isDraining ? unreadInDrainMs : giveUpMs);
    response.once('close', () => {
      responses.delete(response);
      if (responses.size === 0) rest(socket);
    });
  });
  server.prependListener('upgrade', ({ socket }: IncomingMessage) => {
    idle.delete(socket);
    upgraded.add(socket);
  });

  return {
    know: (socket) => {
      strangers.delete(socket);
    },
    drain() {
      isDraining = true;
      for (const socket of idle) socket.destroy();
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

/** Node sees progress inside a large write, and restarts the time at each. A response that has nothing to send may be quiet. */
function closeUnread(socket: Socket, response: ServerResponse, ms: number): void {
  response.setTimeout(ms, () => {
    if (socket.writableLength > 0) socket.destroy();
    else socket.setTimeout(socket.timeout ?? ms);
  });
}
