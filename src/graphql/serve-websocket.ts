import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { GraphQLError } from 'graphql';
import { CloseCode, handleProtocols, makeServer, type SubscribePayload } from 'graphql-ws';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Authenticate, Caller } from '../auth/authenticate.ts';
import type { KeyWatch } from '../auth/watch-keys.ts';
import type { BodyRoom } from '../doors/body-room.ts';
import { sharePlaces } from '../doors/share-places.ts';
import { writeCursor, type Cursor } from '../events/cursor.ts';
import type { Log } from '../log/log.ts';
import { sumLines } from '../log/sum-lines.ts';
import { admitSocket } from './admit-socket.ts';
import { carrySocket, type CarriedSocket } from './carry-socket.ts';
import { isOriginAllowed } from './check-origin.ts';
import { holdMessages } from './hold-messages.ts';
import { limitStrangers } from './limit-strangers.ts';
import { prepareOperation, type Prepared, type Yoga } from './prepare-operation.ts';
import { refuseUpgrade } from './refuse-upgrade.ts';
import { maxOperations, trackOperations, type Operations } from './track-operations.ts';

/** One operation, and before it the first message with the key; bytes. */
const maxPayloadBytes = 256 * 1024;
/** Parts that one may come in, by its sender's choice and by the network's: each takes 200 bytes beside its own. */
const maxParts = { maxFragments: 256, maxBufferedChunks: 2_048 }; // @types/ws does not know them
/** Time for the first message; ms. */
const initTimeoutMs = 3_000;
/** The longest id of an operation: clients use a UUID or a counter; characters. */
const maxIdLength = 256;
/** Sockets of one process whose key is known. One key alone gets half of them: every tab of many teams. */
const maxSockets = 4_000;
/** How often each socket is looked at: whether it answers pings, takes what it is sent and has its key still; ms. */
const lookEveryMs = 1_000;
/** Time for clients to answer when the process goes away; ms. */
const closeWithinMs = 500;
/** Close code of RFC 6455's registry: clients come back, and find another process. */
const serviceRestart = 1012;

interface SocketExtra extends Record<PropertyKey, unknown> {
  socket: WebSocket;
  transport: Duplex;
  caller?: Caller;
  /** Told once its key is known. */
  know: () => void;
  isGone: boolean;
  operations: Operations;
  /** How far each stream has gone out. An id may be used again before its stream is over. */
  cursors: Map<SubscribePayload, Cursor>;
}

interface Tools {
  yoga: Yoga;
  authenticate: Authenticate;
  keys: KeyWatch;
  /** For messages that are not whole. */
  room: BodyRoom;
  /** Undefined: the same host, and this machine. */
  allowedOrigins: readonly string[] | undefined;
  log: Log;
}

/** graphql-transport-ws on the GraphQL address, through the same plugins as HTTP. */
export function serveWebSocket(tools: Tools): {
  upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer, know: () => void) => void;
  close(): Promise<void>;
} {
  const { allowedOrigins, log } = tools;
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: maxPayloadBytes,
    ...maxParts,
    perMessageDeflate: false,
    handleProtocols,
  });
  // Who listens to it has to close the socket.
  server.on('wsClientError', (error, socket) => {
    log.debug({ event: 'websocket.refused', error });
    refuseUpgrade(socket, '400 Bad Request', ['sec-websocket-version: 13']);
  });
  const strangers = limitStrangers();
  const graphql = createProtocol(tools, strangers);
  const carried = new Map<WebSocket, CarriedSocket>();
  const noteFailure = sumLines(log, 'warn', 'websocket.failed');
  const noteStranger = sumLines(log, 'warn', 'websocket.stranger_failed');
  const looking = setInterval(() => {
    const now = performance.now();
    for (const [socket, each] of carried) {
      try {
        each.look(now);
      } catch (error) {
        // The others are looked after all the same.
        log.warn({ event: 'websocket.failed', error });
        socket.terminate();
      }
    }
  }, lookEveryMs);
  let closing = false;

  function open(socket: WebSocket, transport: Duplex, know: () => void): void {
    const operations = trackOperations();
    const extra: SocketExtra = { socket, transport, know, isGone: false, operations, cursors: new Map() };
    const onError = (error: unknown): void => {
      // What its client left undone is no fault, and what a stranger does wrong is summed up apart.
      if (extra.isGone) return;
      if (extra.caller) noteFailure({}, error);
      else noteStranger({}, error);
      socket.close(CloseCode.InternalServerError, 'Internal server error');
    };
    socket.on('error', onError);
    const one = carrySocket(socket, { position: () => oldestOf(extra.cursors), onError });
    carried.set(socket, one);
    const closed = graphql.opened(
      {
        ...one,
        onMessage: (take) => {
          one.onMessage((text) => {
            operations.hear(text);
            return take(text);
          });
        },
      },
      extra,
    );
    socket.once('close', (code, reason) => {
      carried.delete(socket);
      extra.isGone = true;
      operations.leave();
      closed(code, reason.toString()).catch(onError);
    });
  }

  return {
    upgrade(request, socket, head, know) {
      const { origin, host } = request.headers;
      if (closing) refuseUpgrade(socket, '503 Service Unavailable');
      else if (!isOriginAllowed(origin, host, allowedOrigins)) refuseUpgrade(socket, '403 Forbidden');
      else
        server.handleUpgrade(request, socket, head, (opened) => {
          strangers.arrive(opened, socket);
          open(opened, socket, know);
        });
    },
    async close() {
      closing = true;
      for (const socket of server.clients) socket.close(serviceRestart, 'Service restart');
      const deadline = performance.now() + closeWithinMs;
      while (server.clients.size > 0 && performance.now() < deadline) await pause(10);
      for (const socket of server.clients) socket.terminate();
      clearInterval(looking);
      server.close();
    },
  };
}

function createProtocol(
  { yoga, authenticate, keys, room, log }: Tools,
  strangers: ReturnType<typeof limitStrangers>,
) {
  const places = sharePlaces(maxSockets);
  const noteFailure = sumLines(log, 'error', 'websocket.unexpected');
  return makeServer<Record<string, unknown>, SocketExtra>({
    connectionInitWaitTimeout: initTimeoutMs,
    async onConnect({ connectionParams, extra }) {
      const caller = await admitSocket(
        { authenticate, keys, places, noteFailure },
        extra.socket,
        connectionParams,
      );
      if (!caller) return false;
      extra.caller = caller;
      extra.know();
      strangers.know(extra.socket);
      holdMessages(extra, room, caller.keyId);
      return true;
    },
    async onSubscribe({ extra }, id, params) {
      if (id.length > maxIdLength) {
        extra.socket.close(CloseCode.BadRequest, `Expected ids of at most ${maxIdLength} characters`);
        return [tooManyOperations()];
      }
      const begun = extra.operations.begin(params, id);
      if (!begun) return [tooManyOperations()];
      const { signal, goOn } = begun;
      const noteCursor = (cursor: Cursor): void => {
        extra.cursors.set(params, cursor);
      };
      const connection = { ...(extra.caller ? { caller: extra.caller } : {}), signal, noteCursor };
      const prepared = await prepareOperation(yoga, connection, params, goOn);
      // What is refused here is not completed.
      if (Array.isArray(prepared)) extra.operations.end(params);
      return prepared;
    },
    onComplete({ extra }, _id, params) {
      extra.operations.end(params);
      extra.cursors.delete(params);
    },
    // Both get what onSubscribe prepared.
    execute: (args) => (args as Prepared).rootValue.execute(args),
    subscribe: (args) => (args as Prepared).rootValue.subscribe(args),
  });
}

function tooManyOperations(): GraphQLError {
  return new GraphQLError(
    `Expected at most ${maxOperations} operations at once on one socket. Complete some, or open another socket.`,
    { extensions: { code: 'TOO_MANY_OPERATIONS', retryable: true } },
  );
}

/** The streams of a socket belong to one log: from the oldest of their places on, none misses anything. */
function oldestOf(cursors: ReadonlyMap<SubscribePayload, Cursor>): string | undefined {
  const [oldest] = [...cursors.values()].sort((a, b) => a.seq - b.seq);
  return oldest && writeCursor(oldest);
}
