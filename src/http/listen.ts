import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConfigError } from '../config/config-error.ts';
import type { GraphQLDoor } from '../graphql/create-graphql.ts';
import type { Log } from '../log/log.ts';
import type { HttpHandler } from '../webhooks/receive-webhooks.ts';
import { addressOf } from './address-of.ts';
import { answerHealth } from './answer-health.ts';

/** A head that takes longer is an attack or a dead line; ms. */
const headersTimeoutMs = 10_000;
/** A whole request; ms. */
const requestTimeoutMs = 15_000;
/** Above the idle time of usual proxies, so that they close first; ms. */
const keepAliveTimeoutMs = 65_000;
/** What is in flight may end within this when the server closes; ms. */
const drainTimeoutMs = 10_000;

export interface Listening extends AsyncDisposable {
  port: number;
}

/** Opens the one public door and sends each request to its room. Disposing lets what is in flight end first. */
export async function listen(options: {
  host: string;
  port: number;
  /** Others may listen on it, too. */
  sharePort?: boolean | undefined;
  graphql: GraphQLDoor | undefined;
  webhooks: HttpHandler | undefined;
  isReady: () => Promise<unknown>;
  log: Log;
}): Promise<Listening> {
  const { graphql, webhooks, isReady, log } = options;
  let closing = false;

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '/').split('?', 1)[0];
    if (closing) response.setHeader('connection', 'close');
    if (path === '/graphql' && graphql) await graphql.handle(request, response);
    else if (path === '/webhooks/whatsapp' && webhooks) await webhooks(request, response);
    else if (path === '/livez') answerHealth(response, true);
    else if (path === '/readyz')
      answerHealth(
        response,
        !closing &&
          (await isReady().then(
            () => true,
            () => false,
          )),
      );
    else if (path === '/' && graphql) response.writeHead(302, { location: '/graphql' }).end();
    else response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found. The API is at /graphql.');
  }

  const server = createServer(
    {
      headersTimeout: headersTimeoutMs,
      requestTimeout: requestTimeoutMs,
      keepAliveTimeout: keepAliveTimeoutMs,
    },
    (request, response) => {
      route(request, response).catch((error: unknown) => {
        log.error({ event: 'http.failed', error });
        if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
        response.end();
      });
    },
  );
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    if (graphql && (request.url ?? '').split('?', 1)[0] === '/graphql')
      graphql.upgrade(request, socket, head);
    else socket.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\n\r\n');
  });
  try {
    await start(server, options);
  } catch (error) {
    // What it opened, such as looking after keys, would keep the process alive.
    await graphql?.close();
    throw error;
  }
  // Without a listener a fault of the listening socket, such as too many open files, ends the process.
  server.on('error', (error) => {
    log.error({ event: 'http.listening_failed', error });
  });

  return {
    port: (server.address() as AddressInfo).port, // a TCP server that listens has one
    async [Symbol.asyncDispose]() {
      closing = true;
      const closed = new Promise((resolve) => server.close(resolve));
      await graphql?.close();
      server.closeIdleConnections();
      const timer = setTimeout(() => {
        server.closeAllConnections();
      }, drainTimeoutMs);
      await closed;
      clearTimeout(timer);
    },
  };
}

function start(
  server: Server,
  { host, port, sharePort = false }: { host: string; port: number; sharePort?: boolean | undefined },
): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException): void => {
      const sentence = faults[error.code ?? ''] ?? `got ${error.code ?? error.message}. Check HOST and PORT.`;
      reject(
        new ConfigError(`Expected to listen on ${addressOf(host, port)}, but ${sentence}`, { cause: error }),
      );
    };
    server.once('error', fail);
    server.listen({ port, host, reusePort: sharePort }, () => {
      server.off('error', fail);
      resolve();
    });
  });
}

const faults: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program listens there. Stop it, or set PORT to another port.',
  EADDRNOTAVAIL:
    'this machine does not have that address. Set HOST to one of its own, such as 127.0.0.1, 0.0.0.0 or ::1.',
  ENOTFOUND: 'nobody knows that name. Set HOST to an address of this machine, such as 127.0.0.1.',
  EACCES: 'this user may not use that port. Set PORT to one above 1023.',
};
