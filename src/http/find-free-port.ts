import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

/** A port where nobody listens at this moment, for an address that must be known before we listen ourselves. */
export async function findFreePort(host: string): Promise<number> {
  const server = createServer();
  const listening = once(server, 'listening');
  server.listen(0, host);
  await listening;
  const { port } = server.address() as AddressInfo; // a TCP server that listens has one
  const closed = once(server, 'close');
  server.close();
  await closed;
  return port;
}
