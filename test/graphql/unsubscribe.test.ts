import { createSecretKey } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createAuthenticate } from '../../src/auth/authenticate.ts';
import { openDatabase } from '../../src/db/database.ts';
import { watchLoops } from '../../src/db/watch-loops.ts';
import type { Doorbell } from '../../src/db/doorbell.ts';
import { createGraphQL } from '../../src/graphql/create-graphql.ts';
import { listen } from '../../src/http/listen.ts';
import { createLog } from '../../src/log/log.ts';
import { apiKey, startGateway } from '../support/start-gateway.ts';
import { nothingIsSent, openSocket } from './scene.ts';

const query = 'subscription { messageEvents { __typename } }';
/** A reader that nobody wakes looks by itself after 2,000 ms: whoever takes that long was not freed at once; ms. */
const atOnceMs = 1_000;

const running = new AsyncDisposableStack();
let url: string;
let doorbell: ReturnType<typeof countListeners>;

/** A second door on the gateway's database, with a doorbell that tells who listens. */
beforeAll(async () => {
  const gateway = running.use(await startGateway(nothingIsSent));
  const log = createLog('error');
  const connectionString = gateway.database.url;
  const database = running.use(openDatabase({ connectionString, name: 'test', max: 2, log }));
  doorbell = countListeners();
  const loops = watchLoops(log);
  const graphql = createGraphQL({
    authenticate: createAuthenticate(database, log),
    loops,
    database,
    doorbell: doorbell.doorbell,
    queue: undefined as never, // nothing is enqueued here
    opaqueKey: createSecretKey(Buffer.alloc(32)),
    fingerprintKey: createSecretKey(Buffer.alloc(32)),
    laneKey: createSecretKey(Buffer.alloc(32)),
    senders: undefined as never, // nothing is enqueued here
    recipientKey: createSecretKey(Buffer.alloc(32)),
    gatherer: undefined as never, // nor here
    sendDeadlineMs: 20_000,
    settleWindowMs: 120_000,
    log,
  });
  const isReady = () => Promise.resolve();
  const door = await listen({ host: '127.0.0.1', port: 0, log });
  running.use(door.open({ graphql, webhooks: undefined, isReady, failingLoops: loops.failing }));
  url = `http://127.0.0.1:${door.port}`;
});
afterAll(() => running.disposeAsync());
beforeEach(() => doorbell.until(0));

function countListeners() {
  const listeners = new Set<() => void>();
  const waiting = new Set<() => void>();
  const tell = (): void => {
    waiting.forEach((each) => {
      each();
    });
  };
  const bell: Doorbell = {
    ring: () => undefined,
    onRing(_topic, wake) {
      listeners.add(wake);
      tell();
      return () => {
        listeners.delete(wake);
        tell();
      };
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
  return {
    doorbell: bell,
    /** Resolves as soon as so many listen. */
    until: (count: number): Promise<void> =>
      new Promise((resolve) => {
        const look = (): void => {
          if (listeners.size !== count) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
  };
}

async function msUntilNobodyListens(): Promise<number> {
  const since = performance.now();
  await doorbell.until(0);
  return performance.now() - since;
}

const sink = { next: () => undefined, error: () => undefined, complete: () => undefined };

test('streams of one tenant listen together, and who unsubscribes last frees the listener at once', async () => {
  const socket = openSocket(url);
  const leaveFirst = socket.subscribe({ query }, sink);
  const leaveLast = socket.subscribe({ query }, sink);
  await doorbell.until(1);
  leaveFirst();
  // Answered on the same socket after it has heard of the leaving.
  await socket.iterate({ query: '{ __typename }' }).next();
  await doorbell.until(1);
  leaveLast();
  expect(await msUntilNobodyListens()).toBeLessThan(atOnceMs);
  await socket.dispose();
});

test('a WebSocket that goes away frees its listeners at once', async () => {
  const socket = openSocket(url);
  socket.subscribe({ query }, sink);
  await doorbell.until(1);
  socket.terminate();
  expect(await msUntilNobodyListens()).toBeLessThan(atOnceMs);
});

test('leaving a stream of server-sent events frees its listener at once', async () => {
  const leaving = new AbortController();
  await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      accept: 'text/event-stream',
      'content-type': 'application/json',
      authorization: `Bearer ${apiKey}`,
    },
    body: JSON.stringify({ query }),
    signal: leaving.signal,
  });
  await doorbell.until(1);
  leaving.abort();
  expect(await msUntilNobodyListens()).toBeLessThan(atOnceMs);
});
