import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { createYoga, type YogaLogger } from 'graphql-yoga';
import type { Authenticate, Caller } from '../auth/authenticate.ts';
import { watchKeys } from '../auth/watch-keys.ts';
import type { LoopWatch } from '../db/watch-loops.ts';
import { createBodyRoom } from '../doors/body-room.ts';
import type { Cursor } from '../events/cursor.ts';
import { Overloaded } from '../doors/overloaded.ts';
import { createLogReader } from '../events/log-reader.ts';
import { readHead } from '../events/read-log.ts';
import type { Log } from '../log/log.ts';
import { sumLines } from '../log/sum-lines.ts';
import { watchVerdicts } from '../messages/watch-verdicts.ts';
import { answerRequest, type YogaInside } from './answer-request.ts';
import { isHostOurs } from './check-host.ts';
import type { Context, Services } from './context.ts';
import { judgeLast } from './judge-last.ts';
import { judgeVariables } from './judge-variables.ts';
import { keepDocuments } from './keep-documents.ts';
import { limitAnswer } from './limit-answer.ts';
import { limitCost } from './limit-cost.ts';
import { limitDocument } from './limit-document.ts';
import { shareLoaders, type Loaders } from './loaders.ts';
import { maskError, originOf } from './mask-error.ts';
import { noteMutations } from './note-mutations.ts';
import { createOpenStreams } from './open-streams.ts';
import { refuseUpgrade } from './refuse-upgrade.ts';
import { requireKey } from './require-key.ts';
import { schema } from './schema.ts';
import { asksForPage, servePage } from './serve-page.ts';
import { serveWebSocket } from './serve-websocket.ts';
import { takeTurns } from './take-turns.ts';

/** Told once it is known who calls on a connection. */
type Know = () => void;

/** The GraphQL address, over HTTP, server-sent events and WebSocket: one pipeline for all three. */
export interface GraphQLDoor {
  handle(request: IncomingMessage, response: ServerResponse, know: Know): Promise<void>;
  upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer, know: Know) => void;
  /** Ends streams and sockets; clients may come back elsewhere. */
  close(): Promise<void>;
}

/** What comes from the transport: who calls, and when they go away. */
export interface Connection {
  caller: Caller;
  signal: AbortSignal;
  /** What was already learned of the key. */
  verdict: Promise<Caller | undefined>;
  noteCursor: (cursor: Cursor) => void;
}

/**
 * Of all bodies and messages of sockets in this process that are on their way or worked at. Their values take several times
 * as much. One key alone gets half of it; bytes.
 */
const maxBytesHeld = 64 * 1024 * 1024;
/** Bodies on their way at once; one key alone gets half of the places. */
const maxUnfinished = 4_000;

export function createGraphQL(
  tools: Omit<Services, 'streams' | 'logReader'> & {
    authenticate: Authenticate;
    loops: LoopWatch;
    allowedOrigins?: readonly string[] | undefined;
    log: Log;
    /** How many the database has. */
    connections?: number | undefined;
    /** Only who names this machine gets an answer. */
    isTrial?: boolean | undefined;
    /** Whether browsers get the page of GraphiQL. */
    graphiql?: boolean | undefined;
  },
): GraphQLDoor {
  const {
    authenticate,
    loops,
    allowedOrigins,
    log,
    isTrial = false,
    graphiql = true,
    connections,
    ...rest
  } = tools;
  const closing = new AbortController();
  const keys = watchKeys({ database: rest.database, authenticate, loops });
  const services = {
    ...rest,
    logReader: createLogReader({ ...rest, loops, connections }),
    streams: createOpenStreams({ keys, closing: closing.signal }),
  };
  const verdicts = watchVerdicts({ ...services, loops });
  const loadersOf = shareLoaders(services.database, services.recipientKey);
  const page = graphiql ? servePage() : undefined;
  const isMisdirected = ({ headers, socket }: IncomingMessage): boolean =>
    isTrial && !isHostOurs(headers.host, socket.localPort);
  const room = createBodyRoom({ maxBytes: maxBytesHeld, maxBodies: maxUnfinished });
  let inside!: YogaInside; // Yoga shows it while it is made
  const yoga = createYoga<Partial<Connection>>({
    schema,
    graphqlEndpoint: '/graphql',
    context: (given): Context =>
      createContext({ services: { ...services, verdicts }, loadersOf, closing: closing.signal }, given),
    plugins: [
      requireKey(log),
      limitDocument(),
      judgeLast(limitCost()),
      judgeVariables(),
      limitAnswer(),
      takeTurns(),
      noteMutations(),
      {
        onYogaInit: ({ yoga }) => {
          inside = yoga;
        },
      },
    ],
    maskedErrors: { maskError },
    parserAndValidationCache: { documentCache: keepDocuments(), errorCache: keepDocuments() },
    // A POST is read and bounded before Yoga sees it.
    maxRequestBodySize: false,
    multipart: false,
    batching: false,
    cors: false,
    landingPage: false,
    graphiql: false,
    logging: toYogaLogger(log),
    disposeOnProcessTerminate: false,
  });
  const sockets = serveWebSocket({ yoga, authenticate, keys, room, allowedOrigins, log });

  return {
    handle: async (request, response, know) => {
      if (isMisdirected(request)) {
        response
          .writeHead(421, { 'content-type': 'text/plain', connection: 'close' })
          .end(
            'Expected the name of this machine and our port in the header Host, such as localhost:4000. For other names set HELIOGRAPH_API_KEY.',
          );
        return;
      }
      if (page && asksForPage(request)) {
        await page(request, response);
        return;
      }
      const verdict = authenticate(request.headers.authorization);
      const caller = await verdict.catch(() => undefined);
      if (caller) know();
      await answerRequest({ yoga: inside, room }, { caller, verdict }, request, response);
    },
    upgrade(request, socket, head, know) {
      if (isMisdirected(request)) refuseUpgrade(socket, '421 Misdirected Request');
      else sockets.upgrade(request, socket, head, know);
    },
    async close() {
      // Sockets first: a stream that ends before its socket would look complete to its client.
      await sockets.close();
      closing.abort();
      await keys[Symbol.asyncDispose]();
    },
  };
}

function createContext(
  tools: {
    services: Services & Pick<Context, 'verdicts'>;
    loadersOf: (tenantId: string) => Loaders;
    closing: AbortSignal;
  },
  given: { request?: Request } & Partial<Connection>,
): Context {
  const { services, loadersOf, closing } = tools;
  const { caller, request } = given;
  if (!caller) throw new Error('Expected the caller to be known before execution.');
  const { database } = services;
  const gone = given.signal ?? request?.signal;
  let epoch: Promise<string> | undefined;
  return {
    ...services,
    caller,
    loaders: loadersOf(caller.tenantId),
    signal: gone ?? closing,
    noteCursor: given.noteCursor ?? (() => undefined),
    logEpoch: () => (epoch ??= readHead(database, caller.tenantId).then((head) => head.epoch)),
  };
}

/** What Yoga reports as an error is unexpected: one line, without the values that may stand in its message. */
function toYogaLogger(log: Log): YogaLogger {
  // What was refused before it was begun is an answer, and may come as often as somebody asks too much.
  const noteOverload = sumLines(log, 'warn', 'graphql.overloaded');
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: () => undefined,
    error: (error: unknown) => {
      const origin = originOf(error);
      if (origin instanceof Overloaded) noteOverload({}, origin);
      else log.error({ event: 'graphql.unexpected', error: origin });
    },
  };
}
