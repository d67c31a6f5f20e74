import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';

/** A proxy that opens tunnels, as those of offices do. */
export interface TunnelProxy extends AsyncDisposable {
  url: string;
  /** The heads of all CONNECT requests, in order. */
  asked: { target: string; authorization: string | undefined }[];
  /** Requests that did not ask for a tunnel. */
  forwarded: number;
  /** Cuts all tunnels. */
  cut(): void;
}

/**
 * Every tunnel leads to the same port of this machine, whatever name was asked for. `refuse` answers a status other than
 * 200, or `silent` for no answer at all.
 */
export async function startProxy(
  port: number,
  refuse?: (request: IncomingMessage) => string | undefined,
): Promise<TunnelProxy> {
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
  };
  const proxy = { asked: [] as TunnelProxy['asked'], forwarded: 0 };
  const server = createServer((_, response) => {
    proxy.forwarded += 1;
    response.writeHead(501).end();
  });
  server.on('connection', keep);
  server.on('connect', (request, socket: Socket) => {
    proxy.asked.push({ target: request.url ?? '', authorization: request.headers['proxy-authorization'] });
    const refusal = refuse?.(request);
    if (refusal === 'silent') return;
    if (refusal !== undefined) {
      socket.end(`HTTP/1.1 ${refusal}\r\ncontent-length: 0\r\n\r\n`);
      return;
    }
    const target = connect(port, '127.0.0.1');
    keep(target);
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    socket.pipe(target).pipe(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, // a TCP server has no other kind of address
    asked: proxy.asked,
    get forwarded() {
      return proxy.forwarded;
    },
    cut,
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      cut();
      await closed;
    },
  };
}
