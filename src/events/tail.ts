import type { Database } from '../db/database.ts';
import type { Doorbell } from '../db/doorbell.ts';
import { askPatiently } from './ask-patiently.ts';
import { awaitRings } from './await-rings.ts';
import type { Cursor } from './cursor.ts';
import { readHead, readLog, type LogEvent } from './read-log.ts';
import { logTopic } from './topics.ts';

export interface Seat {
  /**
   * What follows the cursor and matches, as soon as there is something; nothing after `maxMs`, or at the end of the
   * signal. `seq` is how far it looked. Undefined: this place is not known here any more, read the log.
   */
  next(after: Cursor, wait: Wait): Promise<Found | undefined>;
  leave(): void;
}

export interface Wait {
  matches: (event: LogEvent) => boolean;
  maxMs: number;
  signal: AbortSignal;
}

export interface Found {
  events: LogEvent[];
  seq: number;
}

/** The end of one log, read once for all who wait there. */
export interface Tail {
  next: Seat['next'];
  close(): void;
}

interface Waiter {
  after: Cursor;
  matches: Wait['matches'];
  settle: (found: Found | undefined) => void;
}

/** Events kept for those who are a moment behind; about a megabyte. */
const keptEvents = 2_000;
/** Rows of one look. */
const pageSize = 500;
/** A lost wake-up delays an event by at most this; ms. */
const lookAgainMs = 2_000;

export function openTail(tools: { database: Database; doorbell: Doorbell }, tenantId: string): Tail {
  const closing = new AbortController();
  const waiters = new Set<Waiter>();
  /** The newest events, dense, up to and including `end`. */
  let kept: LogEvent[] = [];
  let end: Cursor | undefined;

  const isClosed = (): boolean => closing.signal.aborted;

  async function follow(): Promise<void> {
    const bell = awaitRings(tools.doorbell, logTopic(tenantId), closing.signal);
    try {
      while (!isClosed()) {
        if (!(await look().catch(() => false)) && !isClosed()) await bell.next(lookAgainMs);
      }
    } finally {
      bell.stop();
      forget();
    }
  }

  /** Answers whether there may be more at once. */
  async function look(): Promise<boolean> {
    try {
      end ??= await askPatiently(() => readHead(tools.database, tenantId), closing.signal);
      const from = end;
      const page = await askPatiently(() => readLog(tools.database, from, pageSize), closing.signal);
      if (page.kind === 'GAP') {
        forget();
        return true;
      }
      kept = [...kept, ...page.events].slice(-keptEvents);
      end = { ...from, seq: from.seq + page.events.length };
      for (const waiter of waiters) serve(waiter);
      return page.events.length === pageSize;
    } catch (error) {
      // Those who wait ask the log themselves, and hear from it what is wrong.
      forget();
      throw error;
    }
  }

  function forget(): void {
    kept = [];
    end = undefined;
    for (const waiter of waiters) waiter.settle(undefined);
  }

  /** Looks at what came since for one who waits, and lets him go if it concerns him. */
  function serve(waiter: Waiter): void {
    if (!end) return;
    if (waiter.after.epoch !== end.epoch) {
      waiter.settle(undefined);
      return;
    }
    // His own page was newer than this look.
    if (waiter.after.seq >= end.seq) return;
    const from = kept.length - (end.seq - waiter.after.seq);
    if (from < 0) {
      waiter.settle(undefined);
      return;
    }
    const events: LogEvent[] = [];
    for (let at = from; at < kept.length; at += 1) {
      const event = kept[at];
      if (event && waiter.matches(event)) events.push(event);
    }
    waiter.after = end;
    if (events.length > 0) waiter.settle({ events, seq: end.seq });
  }

  void follow();
  return {
    next: (after, { matches, maxMs, signal }) =>
      new Promise((resolve) => {
        const giveUp = (): void => {
          waiter.settle({ events: [], seq: waiter.after.seq });
        };
        const timer = setTimeout(giveUp, maxMs);
        const waiter: Waiter = {
          after,
          matches,
          settle(found) {
            clearTimeout(timer);
            signal.removeEventListener('abort', giveUp);
            waiters.delete(waiter);
            resolve(found);
          },
        };
        waiters.add(waiter);
        signal.addEventListener('abort', giveUp, { once: true });
        if (signal.aborted) giveUp();
        else serve(waiter);
      }),
    close() {
      closing.abort();
    },
  };
}
