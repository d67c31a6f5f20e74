import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';

/** A client that never closes its side, as a hostile one would not. */
export async function openRaw(url: string, text = ''): Promise<Socket> {
  const socket = connect({ port: Number(new URL(url).port), host: '127.0.0.1', allowHalfOpen: true });
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  if (text !== '') socket.write(text);
  return socket;
}

/** Lines of a head, as they go over the wire. */
export function head(...lines: string[]): string {
  return `${lines.join('\r\n')}\r\n\r\n`;
}

/** All that the server sends until it closes its side. */
export async function readToEnd(socket: Socket): Promise<string> {
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  if (!socket.readableEnded && !socket.destroyed) {
    await new Promise((resolve) => {
      socket.once('end', resolve);
      socket.once('close', resolve);
    });
  }
  return Buffer.concat(chunks).toString();
}

/** The sockets that the server still holds a descriptor of: the kernel lists the others without an inode. */
export async function countSockets(url: string): Promise<number> {
  const port = Number(new URL(url).port).toString(16).toUpperCase().padStart(4, '0');
  const rows = (await readFile('/proc/net/tcp', 'utf8')).split('\n').map((row) => row.trim().split(/\s+/));
  const listening = '0A';
  return rows.filter(
    ([, local, , state, , , , , , inode]) =>
      local?.endsWith(`:${port}`) && state !== listening && inode !== '0',
  ).length;
}
