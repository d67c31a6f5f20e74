import { once } from 'node:events';
import { createServer as createHttpServer, type RequestListener, type Server as HttpServer } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';

export interface RunningServer extends AsyncDisposable {
  port: number;
  baseUrl: string;
}

export async function httpServer(listener: RequestListener): Promise<RunningServer> {
  const server = createHttpServer(listener);
  return await listen(server, () => {
    server.closeAllConnections();
  });
}

/** Below HTTP: for a server that stalls or breaks off where an HTTP server would be polite. */
export async function tcpServer(
  onSocket: (socket: Socket) => void,
  pauseOnConnect = false,
): Promise<RunningServer> {
  const sockets = new Set<Socket>();
  const server = createTcpServer({ pauseOnConnect }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    onSocket(socket);
  });
  return await listen(server, () => {
    for (const socket of sockets) socket.destroy();
  });
}

/** A port that nobody listens on: it was ours a moment ago. */
export async function closedPort(): Promise<number> {
  await using server = await tcpServer(() => undefined);
  return server.port;
}

async function listen(server: Server | HttpServer, cut: () => void): Promise<RunningServer> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // a TCP server has no other kind of address
  return {
    port,
    baseUrl: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      cut();
      await closed;
    },
  };
}
