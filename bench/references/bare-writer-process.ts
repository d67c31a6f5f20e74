import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openBareWriter } from './bare-inserts.ts';

/** Writes lists in a process of its own: each POST to `/<connections>/<size>/<ms>` runs for so long and answers messages per second. */
const url = process.env['DATABASE_URL'] ?? '';

const server = createServer((request, response) => {
  const [, connections = 0, size = 0, ms = 0] = (request.url ?? '').split('/').map(Number);
  void run(connections, size, ms).then((rate) => response.end(String(rate)));
});

async function run(connections: number, size: number, ms: number): Promise<number> {
  await using writer = await openBareWriter(url, connections);
  const began = performance.now();
  let written = 0;
  const writeUntilOver = async (): Promise<void> => {
    while (performance.now() - began < ms) {
      await writer.write(size);
      written += size;
    }
  };
  await Promise.all(Array.from({ length: connections }, writeUntilOver));
  return written / ((performance.now() - began) / 1000);
}

server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo; // a TCP server that listens has one
  process.send?.({ port });
});
