import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** The connections of a server, also those that were upgraded: Node does not count those any more. */
export interface Connections {
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

export function trackConnections(server: Server, { giveUpMs = unreadMs } = {}): Connections {
  const inFlight = new Map<Socket, Set<ServerResponse>>();
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
    for (const longest of idle) {
      idle.delete(longest);
      longest.destroy();
      break;
    }
  }

  server.on('connection', (socket: Socket) => {
    inFlight.set(socket, new Set());
    rest(socket);
    socket.once('close', () => {
      inFlight.delete(socket);
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

/** Node sees progress inside a large write, and restarts the time at each. A response that has nothing to send may be quiet. */
function closeUnread(socket: Socket, response: ServerResponse, ms: number): void {
  response.setTimeout(ms, () => {
    if (socket.writableLength > 0) socket.destroy();
    else socket.setTimeout(socket.timeout ?? ms);
  });
}
