import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { GraphQLError, type DocumentNode, type ExecutionArgs, type GraphQLSchema } from 'graphql';
import type { OperationResult } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import type { Authenticate, Caller } from '../auth/authenticate.ts';
import type { Log } from '../log/log.ts';
import type { Connection } from './create-graphql.ts';

/** One operation, and before it the first message with the key; bytes. */
const maxPayloadBytes = 256 * 1024;
/** Time for the first message; ms. */
const initTimeoutMs = 3_000;
/** A socket that answers no ping for this long is dead; ms. */
const keepAliveMs = 12_000;
/** Close code of RFC 6455's registry. */
const tryAgainLater = 1013;

/** The part of Yoga that prepares one operation; its own type leaves what it returns open. */
interface Yoga {
  getEnveloped: (given: Partial<Connection> & { params: object }) => {
    schema: GraphQLSchema;
    parse: (source: string) => DocumentNode;
    validate: (schema: GraphQLSchema, document: DocumentNode) => readonly GraphQLError[];
    contextFactory: () => unknown;
  } & Prepared['rootValue'];
}

/** What Yoga prepared for one operation, as graphql-ws hands it on. */
interface Prepared extends ExecutionArgs {
  rootValue: Record<'execute' | 'subscribe', (args: ExecutionArgs) => OperationResult>;
}

type SocketExtra = { caller?: Caller } & Record<PropertyKey, unknown>;

/** graphql-transport-ws on the GraphQL address, through the same plugins as HTTP. */
export function serveWebSocket(tools: { yoga: Yoga; authenticate: Authenticate; log: Log }): {
  upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  close(): Promise<void>;
} {
  const { yoga, authenticate, log } = tools;
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: maxPayloadBytes,
    perMessageDeflate: false,
  });
  server.on('wsClientError', (error) => {
    log.warn({ event: 'websocket.refused', error });
  });
  server.on('connection', (socket) => {
    socket.on('error', (error) => {
      log.warn({ event: 'websocket.failed', error });
    });
  });

  const graphql = useServer<Record<string, unknown>, SocketExtra>(
    {
      connectionInitWaitTimeout: initTimeoutMs,
      async onConnect({ connectionParams, extra }) {
        try {
          const caller = await authenticate(authorizationIn(connectionParams));
          if (caller) extra.caller = caller;
          return caller !== undefined;
        } catch (error) {
          log.error({ event: 'websocket.unexpected', error });
          // Clients come back by themselves after this code, and not after the 4500 that would follow.
          extra.socket.close(tryAgainLater, 'Try again later');
          return false;
        }
      },
      async onSubscribe({ extra }, _id, params) {
        const { caller } = extra;
        const { schema, execute, subscribe, contextFactory, parse, validate } = yoga.getEnveloped({
          ...(caller ? { caller } : {}),
          params,
        });
        try {
          const document = parse(params.query);
          const errors = validate(schema, document);
          if (errors.length > 0) return errors;
          return {
            schema,
            document,
            operationName: params.operationName,
            variableValues: params.variables,
            contextValue: await contextFactory(),
            rootValue: { execute, subscribe },
          } satisfies Prepared;
        } catch (error) {
          // A document that cannot be read refuses its operation, and not the socket with its other streams.
          if (error instanceof GraphQLError) return [error];
          throw error;
        }
      },
      // Otherwise the reason of a closed socket is the message of the error.
      isProd: true,
      // Both get what onSubscribe prepared.
      execute: (args) => (args as Prepared).rootValue.execute(args),
      subscribe: (args) => (args as Prepared).rootValue.subscribe(args),
    },
    server,
    keepAliveMs,
  );

  return {
    upgrade(request, socket, head) {
      server.handleUpgrade(request, socket, head, (ws) => {
        server.emit('connection', ws, request);
      });
    },
    async close() {
      await graphql.dispose();
      server.close();
    },
  };
}

/** `connectionParams: { authorization: "Bearer <key>" }`; GraphiQL sends the headers of its tab, whole or one by one. */
function authorizationIn(params: Record<string, unknown> | undefined): string | undefined {
  const places = [params, params?.['headers']].filter((each) => typeof each === 'object' && each !== null);
  for (const place of places) {
    for (const [name, value] of Object.entries(place)) {
      if (name.toLowerCase() === 'authorization' && typeof value === 'string') return value;
    }
  }
  return undefined;
}
