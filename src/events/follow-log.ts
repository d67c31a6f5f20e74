import { setImmediate as letOthersGo } from 'node:timers/promises';
import { cursorAt, type Cursor } from './cursor.ts';
import { pageSize, type LogReader } from './log-reader.ts';
import type { LogEvent, LogPage } from './read-log.ts';
import type { Found } from './tail.ts';

export type LogItem =
  | { kind: 'EVENT'; event: LogEvent; cursor: Cursor }
  | { kind: 'HEARTBEAT'; cursor: Cursor }
  | (Extract<LogPage, { kind: 'GAP' }> & { cursor: Cursor });

/** A filtered stream that shows nothing still moves its cursor this often; ms. */
export const heartbeatMs = 15_000;
/** A long backlog lets everybody else go first after so many events. */
const eventsAtOnce = 50;

export interface FollowOptions {
  /** Asked for every event of the tenant: quick. */
  matches: (event: LogEvent) => boolean;
  /** Asked once a page for what matches, where more has to be looked up. */
  narrow?: ((events: LogEvent[]) => Promise<LogEvent[]>) | undefined;
  /** Told the place of each item once the next one is asked for: by then it has gone out. */
  taken?: ((cursor: Cursor) => void) | undefined;
  signal: AbortSignal;
}

/**
 * Everything that came after the cursor, then what comes, in order and without a hole, until `signal`. It reads the log
 * and nothing else: a slow reader makes no memory, it makes its cursor lag. After a gap it ends.
 */
export function followLog(
  tools: { logReader: LogReader },
  from: Cursor,
  options: FollowOptions,
): AsyncIterableIterator<LogItem, void> {
  const left = new AbortController();
  const items = follow(tools.logReader, from, {
    ...options,
    signal: AbortSignal.any([options.signal, left.signal]),
  });
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

async function* follow(
  reader: LogReader,
  from: Cursor,
  { matches, narrow, taken, signal }: FollowOptions,
): AsyncGenerator<LogItem, void, undefined> {
  const seat = reader.join(from.tenantId);
  let cursor = from;
  let shownAt = performance.now();
  let hasCaughtUp = false;
  let shown = 0;
  const isOver = (): boolean => signal.aborted;
  try {
    while (!isOver()) {
      const maxMs = Math.max(0, shownAt + heartbeatMs - performance.now());
      const found: Found | undefined = hasCaughtUp
        ? await seat.next(cursor, { matches, maxMs, signal })
        : undefined;
      const page: Found | Gap = found ?? toFound(await reader.catchUp(cursor), matches);
      if ('reason' in page) {
        yield { ...page, cursor: page.oldest };
        return;
      }
      hasCaughtUp = page.end.seq < cursor.seq + pageSize || found !== undefined;
      for (const event of narrow && page.events.length > 0 ? await narrow(page.events) : page.events) {
        cursor = cursorAt(cursor, event);
        yield { kind: 'EVENT', event, cursor };
        taken?.(cursor);
        shownAt = performance.now();
        shown += 1;
        if (shown % eventsAtOnce === 0) await letOthersGo();
        if (isOver()) return;
      }
      cursor = page.end;
      if (performance.now() - shownAt >= heartbeatMs) {
        yield { kind: 'HEARTBEAT', cursor };
        taken?.(cursor);
        shownAt = performance.now();
      }
    }
  } finally {
    seat.leave();
  }
}

type Gap = Extract<LogPage, { kind: 'GAP' }>;

function toFound(page: LogPage, matches: FollowOptions['matches']): Found | Gap {
  if (page.kind === 'GAP') return page;
  return { events: page.events.filter(matches), end: page.end };
}
