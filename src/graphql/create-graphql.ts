import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { createYoga, type YogaLogger } from 'graphql-yoga';
import type { Authenticate, Caller } from '../auth/authenticate.ts';
import { readHead } from '../events/read-log.ts';
import type { Log } from '../log/log.ts';
import { watchVerdicts } from '../messages/watch-verdicts.ts';
import type { Context, Services } from './context.ts';
import { renderGraphiQLPage } from './graphiql.ts';
import { limitDocument } from './limit-document.ts';
import { createLoaders } from './loaders.ts';
import { maskError, originOf } from './mask-error.ts';
import { requireKey } from './require-key.ts';
import { schema } from './schema.ts';
import { serveWebSocket } from './serve-websocket.ts';

/** The GraphQL address, over HTTP, server-sent events and WebSocket: one pipeline for all three. */
export interface GraphQLDoor {
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** Ends streams and sockets; clients may come back elsewhere. */
  close(): Promise<void>;
}

/** What comes from the transport: who calls, and when they go away. */
export interface Connection {
  caller: Caller;
  signal: AbortSignal;
}

/** A list of 1,000 messages with long texts; bytes. */
const maxBodyBytes = 8 * 1024 * 1024;

export function createGraphQL(
  tools: Services & { authenticate: Authenticate; log: Log; trialKey?: string | undefined },
): GraphQLDoor {
  const { authenticate, log, trialKey, ...services } = tools;
  const closing = new AbortController();
  const verdicts = watchVerdicts(services);
  let page: string | undefined;
  const yoga = createYoga<Partial<Connection>>({
    schema,
    graphqlEndpoint: '/graphql',
    context: (given): Context => createContext({ ...services, verdicts }, given, closing.signal),
    plugins: [requireKey(authenticate), limitDocument()],
    maskedErrors: { maskError },
    maxRequestBodySize: maxBodyBytes,
    multipart: false,
    batching: false,
    cors: false,
    landingPage: false,
    renderGraphiQL: () => (page ??= renderGraphiQLPage(trialKey)),
    logging: toYogaLogger(log),
    disposeOnProcessTerminate: false,
  });
  const sockets = serveWebSocket({ yoga, authenticate, log });

  return {
    handle: async (request, response) => {
      await yoga(request, response, {});
    },
    upgrade: sockets.upgrade,
    async close() {
      closing.abort();
      await sockets.close();
    },
  };
}

function createContext(
  services: Services & Pick<Context, 'verdicts'>,
  given: { request?: Request } & Partial<Connection>,
  closing: AbortSignal,
): Context {
  const { caller, request } = given;
  if (!caller) throw new Error('Expected the caller to be known before execution.');
  const { database } = services;
  const gone = given.signal ?? request?.signal;
  let epoch: Promise<string> | undefined;
  return {
    ...services,
    caller,
    loaders: createLoaders(database, caller.tenantId, services.recipientKey),
    signal: gone ? AbortSignal.any([gone, closing]) : closing,
    logEpoch: () => (epoch ??= readHead(database, caller.tenantId).then((head) => head.epoch)),
  };
}

/** What Yoga reports as an error is unexpected: one line, without the values that may stand in its message. */
function toYogaLogger(log: Log): YogaLogger {
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: () => undefined,
    error: (error: unknown) => {
      log.error({ event: 'graphql.unexpected', error: originOf(error) });
    },
  };
}
