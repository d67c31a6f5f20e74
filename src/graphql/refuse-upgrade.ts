import type { Duplex } from 'node:stream';

/**
 * Answers a handshake that is refused, and closes its socket. Node no longer knows a socket that was upgraded: a client
 * that never closes would keep it for good.
 */
export function refuseUpgrade(socket: Duplex, status: string, headers: readonly string[] = []): void {
  const head = [`HTTP/1.1 ${status}`, 'connection: close', 'content-length: 0', ...headers];
  socket.end(`${head.join('\r\n')}\r\n\r\n`, () => socket.destroy());
}
