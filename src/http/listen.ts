import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConfigError } from '../config/config-error.ts';
import type { GraphQLDoor } from '../graphql/create-graphql.ts';
import { refuseUpgrade } from '../graphql/refuse-upgrade.ts';
import type { Log } from '../log/log.ts';
import { sumLines } from '../log/sum-lines.ts';
import type { HttpHandler } from '../webhooks/receive-webhooks.ts';
import { addressOf } from './address-of.ts';
import { answerHealth } from './answer-health.ts';
import { shareReadiness } from './share-readiness.ts';
import { trackConnections } from './track-connections.ts';

/** A head that takes longer is an attack or a dead line; ms. */
const headersTimeoutMs = 10_000;
/** A whole request; ms. */
const requestTimeoutMs = 15_000;
/** How often Node looks for the two above. Its own 30 s would make 10 s up to 40; ms. */
const lookEveryMs = 1_000;
/** Above the idle time of usual proxies, so that they close first; ms. */
const keepAliveTimeoutMs = 65_000;
/** A start with its database ready takes a second or two; ms. */
const openingTimeoutMs = 5_000;
/** What is in flight may end within this when the server closes; ms. */
const drainTimeoutMs = 10_000;

/** Where it listens. */
interface Place {
  host: string;
  port: number;
  /** Others may listen on it, too. */
  sharePort?: boolean | undefined;
  log: Log;
}

/** What it sends requests to. */
interface Rooms {
  graphql: GraphQLDoor | undefined;
  webhooks: HttpHandler | undefined;
  isReady: () => Promise<unknown>;
  /** Names of loops of this process that keep failing. */
  failingLoops: () => readonly string[];
}

type OpenRooms = Omit<Rooms, 'isReady'> & { isReady: () => Promise<boolean> };

/** The port is ours; disposing gives it back. */
export interface Door extends AsyncDisposable {
  port: number;
  /** From now on requests are served, also those that wait for it. Disposing lets what is in flight end first. */
  open(rooms: Rooms): AsyncDisposable;
}

/**
 * The one public door, which sends each request to its room. It takes its port before there is anything to serve, so that a
 * start that cannot have the port does nothing else. Requests wait for the rooms, for a while: on a shared port they are
 * dealt out to us from the first moment.
 */
export async function listen(place: Place): Promise<Door> {
  const { log } = place;
  const opening = Promise.withResolvers<undefined>();
  let rooms: OpenRooms | undefined;
  let closing = false;

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    request.url = originForm(request.url);
    const path = pathOf(request.url);
    if (!rooms && path !== '/livez' && path !== '/readyz') await waitFor(opening.promise);
    if (closing) response.setHeader('connection', 'close');
    const fault = faultOf(request);
    if (fault !== undefined) {
      response.writeHead(400, { 'content-type': 'text/plain', connection: 'close' }).end(fault);
      return;
    }
    if (path === '/livez') answerHealth(response, true);
    else if (rooms === undefined) answerHealth(response, false);
    else await enter(rooms, path, request, response);
  }

  async function enter(
    { graphql, webhooks, isReady, failingLoops }: OpenRooms,
    path: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const know = (): void => {
      connections.know(request.socket);
    };
    if (path === '/graphql' && graphql) await graphql.handle(request, response, know);
    else if (path === '/webhooks/whatsapp' && webhooks) await webhooks(request, response, know);
    else if (path === '/readyz') answerHealth(response, !closing && (await isReady()), failingLoops());
    else if (path === '/' && graphql) response.writeHead(302, { location: '/graphql' }).end();
    else response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found. The API is at /graphql.');
  }

  const server = createServer(
    {
      headersTimeout: headersTimeoutMs,
      requestTimeout: requestTimeoutMs,
      keepAliveTimeout: keepAliveTimeoutMs,
      connectionsCheckingInterval: lookEveryMs,
      shouldUpgradeCallback: (request) =>
        (rooms === undefined || rooms.graphql !== undefined) && isHandshake(request),
    },
    (request, response) => {
      route(request, response).catch((error: unknown) => {
        log.error({ event: 'http.failed', error });
        if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
        response.end();
      });
    },
  );
  const connections = trackConnections(server);
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    const know = (): void => {
      connections.know(request.socket);
    };
    const upgrade = (): void => {
      if (rooms?.graphql && !closing) rooms.graphql.upgrade(request, socket, head, know);
      else refuseUpgrade(socket, '503 Service Unavailable');
    };
    if (rooms) upgrade();
    else void waitFor(opening.promise).then(upgrade);
  });
  await start(server, place);
  // Without a listener a fault of the listening socket, such as too many open files, ends the process.
  const noteFailure = sumLines(log, 'error', 'http.listening_failed');
  server.on('error', (error) => {
    noteFailure({}, error);
  });

  async function close(): Promise<void> {
    if (closing) return;
    closing = true;
    opening.resolve(undefined);
    const closed = new Promise((resolve) => server.close(resolve));
    connections.drain();
    await rooms?.graphql?.close();
    connections.closeUpgraded();
    const timer = setTimeout(connections.closeAll, drainTimeoutMs);
    await closed;
    clearTimeout(timer);
  }

  return {
    port: (server.address() as AddressInfo).port, // a TCP server that listens has one
    open(given) {
      rooms = { ...given, isReady: shareReadiness(given.isReady) };
      opening.resolve(undefined);
      return { [Symbol.asyncDispose]: close };
    },
    [Symbol.asyncDispose]: close,
  };
}

/** Until a start is through, or for so long that somebody who waits is better told to come back. */
async function waitFor(opening: Promise<undefined>): Promise<void> {
  const patience = Promise.withResolvers<undefined>();
  const timer = setTimeout(patience.resolve, openingTimeoutMs, undefined);
  await Promise.race([opening, patience.promise]);
  clearTimeout(timer);
}

/**
 * Of all upgrades only the WebSocket handshake of the GraphQL address is understood. Any other is ignored, and its request
 * answered (RFC 9110, section 7.8): Java's client and `curl --http2` offer h2c with each first request.
 */
function isHandshake({ method, url, headers }: IncomingMessage): boolean {
  return (
    method === 'GET' &&
    pathOf(originForm(url)) === '/graphql' &&
    headers.upgrade?.toLowerCase() === 'websocket'
  );
}

function faultOf({ headers, url = '/' }: IncomingMessage): string | undefined {
  if (!isHost(headers.host)) return 'Expected a host name in the header Host.';
  // Node reads an address byte by byte: what is no ASCII would become other characters.
  if (!/^[\x21-\x7e]*$/.test(url))
    return 'Expected an address in ASCII, with other characters percent-encoded.';
  return undefined;
}

/** HTTP/1.0 needs none. */
function isHost(host = 'localhost'): boolean {
  return !/[\s/?#@\\]/.test(host) && URL.canParse(`http://${host}`);
}

/** A target may be a whole address, which proxies send, and every server has to take (RFC 9112, section 3.2.2). */
function originForm(url = '/'): string {
  const target = url.replace(/^https?:\/\/[^/?]*/i, '');
  return target.startsWith('/') || target === '*' ? target : `/${target}`;
}

function pathOf(url: string): string {
  return url.split('?', 1)[0] ?? '/';
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
