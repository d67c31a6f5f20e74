import { setTimeout as pause } from 'node:timers/promises';
import { isConnectionLost, type Database } from '../db/database.ts';
import type { Doorbell } from '../db/doorbell.ts';
import type { Cursor } from './cursor.ts';
import { readLog, type LogEvent, type LogPage } from './read-log.ts';
import { logTopic } from './topics.ts';

export type LogItem =
  | { kind: 'EVENT'; event: LogEvent; cursor: Cursor }
  | { kind: 'HEARTBEAT'; cursor: Cursor }
  | (Extract<LogPage, { kind: 'GAP' }> & { cursor: Cursor });

/** Rows of one page; a page is read only when the one before it was taken. */
const pageSize = 500;
/** A lost wake-up delays an event by at most this; ms. */
const lookAgainMs = 2_000;
/** Longer than Postgres takes to restart and recover; after it the client had better ask another gateway; ms. */
const patienceMs = 30_000;
/** Between two questions while the database is away; ms. */
const askAgainMs = 250;
/** A filtered stream that shows nothing still moves its cursor this often; ms. */
export const heartbeatMs = 15_000;

/**
 * Everything that came after the cursor, then what comes, in order and without a hole, until `signal`. It reads the log
 * and nothing else: a slow reader makes no memory, it makes its cursor lag. After a gap it ends.
 */
export function followLog(
  tools: LogTools,
  from: Cursor,
  options: FollowOptions,
): AsyncIterableIterator<LogItem, void> {
  const left = new AbortController();
  const items = follow(tools, from, { ...options, signal: AbortSignal.any([options.signal, left.signal]) });
  return {
    next: () => items.next(),
    // A generator that waits cannot be told to return; its wait has to end first.
    return: () => {
      left.abort();
      return items.return();
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

interface LogTools {
  database: Database;
  doorbell: Doorbell;
}

interface FollowOptions {
  matches: (event: LogEvent) => boolean;
  signal: AbortSignal;
}

async function* follow(
  tools: LogTools,
  from: Cursor,
  { matches, signal }: FollowOptions,
): AsyncGenerator<LogItem, void, undefined> {
  const bell = awaitRings(tools.doorbell, from.tenantId, signal);
  let cursor = from;
  let shownAt = performance.now();
  try {
    while (!signal.aborted) {
      const page = await readPatiently(tools.database, cursor, signal);
      if (page.kind === 'GAP') {
        yield { ...page, cursor: page.oldest };
        return;
      }
      for (const event of page.events) {
        cursor = { ...cursor, seq: event.seq };
        if (!matches(event)) continue;
        shownAt = performance.now();
        yield { kind: 'EVENT', event, cursor };
      }
      if (performance.now() - shownAt >= heartbeatMs) {
        shownAt = performance.now();
        yield { kind: 'HEARTBEAT', cursor };
      }
      if (page.events.length < pageSize) await bell.next(lookAgainMs);
    }
  } finally {
    bell.stop();
  }
}

/** A stream pauses while the database is away, and goes on where it was. */
async function readPatiently(database: Database, after: Cursor, signal: AbortSignal): Promise<LogPage> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    try {
      return await readLog(database, after, pageSize);
    } catch (error) {
      if (!isConnectionLost(error) || signal.aborted || performance.now() > deadline) throw error;
      await pause(askAgainMs, undefined, { signal }).catch(() => undefined);
    }
  }
}

/** Remembers a ring that came while nobody waited, so that none between two waits is lost. */
function awaitRings(
  doorbell: Doorbell,
  tenantId: string,
  signal: AbortSignal,
): { next(maxMs: number): Promise<void>; stop(): void } {
  let rung = false;
  let wake: (() => void) | undefined;
  const ring = (): void => {
    rung = true;
    wake?.();
  };
  const stopListening = doorbell.onRing(logTopic(tenantId), ring);
  signal.addEventListener('abort', ring, { once: true });
  return {
    async next(maxMs) {
      if (!rung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, maxMs);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      rung = false;
      wake = undefined;
    },
    stop() {
      stopListening();
      signal.removeEventListener('abort', ring);
    },
  };
}
