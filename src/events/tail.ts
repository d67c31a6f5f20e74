import type { Database } from '../db/database.ts';
import type { Doorbell } from '../db/doorbell.ts';
import type { LoopWatch } from '../db/watch-loops.ts';
import { askPatiently } from './ask-patiently.ts';
import { awaitRings } from './await-rings.ts';
import { cursorAt, type Cursor } from './cursor.ts';
import { readHead, readLog, type LogEvent } from './read-log.ts';
import { logTopic } from './topics.ts';

export interface Seat {
  /**
   * What follows the cursor and matches, as soon as there is something; nothing after `maxMs`, or at the end of the
   * signal. `end` is how far it looked. Undefined: this place is not known here, read the log.
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
  end: Cursor;
}

/** The end of one log, read once for all who wait there. */
export interface Tail {
  next: Seat['next'];
  close(): void;
}

interface Waiter {
  after: Cursor;
  /** How many looks had begun when he came. */
  looks: number;
  matches: Wait['matches'];
  settle: (found: Found | undefined) => void;
}

/** Events kept for those who are a moment behind; about a megabyte. */
const keptEvents = 2_000;
/** Rows of one look. */
const pageSize = 500;
/** A lost wake-up delays an event by at most this; ms. */
const lookAgainMs = 2_000;

export interface TailTools {
  database: Database;
  doorbell: Doorbell;
  loops: LoopWatch;
}

export function openTail(tools: TailTools, tenantId: string): Tail {
  const closing = new AbortController();
  const waiters = new Set<Waiter>();
  /** The newest events, dense, behind `start` and up to `end`. All of one history. */
  let kept: LogEvent[] = [];
  let start: Cursor | undefined;
  let end: Cursor | undefined;
  let looks = 0;

  const isClosed = (): boolean => closing.signal.aborted;

  async function follow(): Promise<void> {
    const bell = awaitRings(tools.doorbell, logTopic(tenantId), closing.signal);
    try {
      while (!isClosed()) {
        const mayBeMore = await tools.loops.turn('read-log', look, tenantId);
        if (mayBeMore !== true && !isClosed()) await bell.next(lookAgainMs);
      }
    } finally {
      bell.stop();
      tools.loops.end('read-log', tenantId);
      forget();
    }
  }

  /** Answers whether there may be more at once. */
  async function look(): Promise<boolean> {
    looks += 1;
    try {
      end ??= start = await askPatiently(() => readHead(tools.database, tenantId), closing.signal);
      const from = end;
      const page = await askPatiently(() => readLog(tools.database, from, pageSize), closing.signal);
      if (page.kind === 'GAP') {
        forget();
        return true;
      }
      const all = [...kept, ...page.events];
      const dropped = all.at(-keptEvents - 1);
      if (dropped) start = cursorAt(from, dropped);
      kept = all.slice(-keptEvents);
      end = page.end;
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
    start = end = undefined;
    for (const waiter of waiters) waiter.settle(undefined);
  }

  /** Whoever makes this throw reads the log by himself, and hears of his own error there. */
  function serve(waiter: Waiter): void {
    try {
      showNew(waiter);
    } catch {
      waiter.settle(undefined);
    }
  }

  /** Looks at what came since for one who waits, and lets him go if it concerns him. */
  function showNew(waiter: Waiter): void {
    if (!end) return;
    const from = kept.length - (end.seq - waiter.after.seq);
    if (from < 0) {
      waiter.settle(undefined);
      return;
    }
    if (from > kept.length || !isOfOurHistory(waiter.after, from)) {
      // His own page may be newer than this look. A look that began after he came is newer: the log has left his history.
      if (waiter.looks < looks) waiter.settle(undefined);
      return;
    }
    const events: LogEvent[] = [];
    for (let at = from; at < kept.length; at += 1) {
      const event = kept[at];
      if (event && waiter.matches(event)) events.push(event);
    }
    waiter.after = end;
    if (events.length > 0) waiter.settle({ events, end });
  }

  /** Whether the event at the cursor is the one just before `kept[from]`, and not another event with its number. */
  function isOfOurHistory(cursor: Cursor, from: number): boolean {
    const ours = from === 0 ? start?.mark : kept[from - 1]?.mark;
    if (cursor.epoch !== end?.epoch) return false;
    return cursor.mark === undefined || ours === undefined || cursor.mark === ours;
  }

  void follow();
  return {
    next: (after, { matches, maxMs, signal }) =>
      new Promise((resolve) => {
        const giveUp = (): void => {
          waiter.settle({ events: [], end: waiter.after });
        };
        const timer = setTimeout(giveUp, maxMs);
        const waiter: Waiter = {
          after,
          looks,
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
