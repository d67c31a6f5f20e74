import { askPatiently } from './ask-patiently.ts';
import { writeCursor, type Cursor } from './cursor.ts';
import { readHead, readLog, type LogPage } from './read-log.ts';
import { openTail, type Seat, type Tail, type TailTools } from './tail.ts';

/**
 * Reads logs for everybody in this process. Whoever is at the end of a log waits there together with all others, and it is
 * read once for them; whoever is behind reads for himself until he has caught up.
 */
export interface LogReader {
  /** Where the log stands. Who asks while it is being asked gets the same answer: thousands may come at once. */
  head(tenantId: string): Promise<Cursor>;
  /** The page after a place, from the table. */
  catchUp(after: Cursor): Promise<LogPage>;
  /** A seat at the end of the log of a tenant; leave it. */
  join(tenantId: string): Seat;
}

/** Rows of one page; a page is read only when the one before it was taken. */
export const pageSize = 500;
/** Of the connections: readers that catch up at once, so that a storm of returning clients leaves room for callers. */
const catchUpShare = 1 / 3;
const usualConnections = 12;

export function createLogReader(
  tools: TailTools & {
    /** How many the database has. */
    connections?: number | undefined;
  },
): LogReader {
  const tails = new Map<string, { tail: Tail; seats: number }>();
  /** Clients that come back together stand at the same place: one page serves them. */
  const reading = new Map<string, Promise<LogPage>>();
  const asking = new Map<string, Promise<Cursor>>();
  const waiting: (() => void)[] = [];
  let free = Math.max(1, Math.floor((tools.connections ?? usualConnections) * catchUpShare));

  async function read(after: Cursor, signal: AbortSignal): Promise<LogPage> {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await askPatiently(() => readLog(tools.database, after, pageSize), signal);
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  }

  return {
    head(tenantId) {
      const begun = asking.get(tenantId);
      if (begun) return begun;
      const head = readHead(tools.database, tenantId).finally(() => asking.delete(tenantId));
      asking.set(tenantId, head);
      return head;
    },
    catchUp(after) {
      const place = writeCursor(after);
      const begun = reading.get(place);
      if (begun) return begun;
      // Shared, so it does not end with the one who asked first; its patience is its limit.
      const page = read(after, new AbortController().signal).finally(() => reading.delete(place));
      reading.set(place, page);
      return page;
    },
    join(tenantId) {
      const held = tails.get(tenantId) ?? { tail: openTail(tools, tenantId), seats: 0 };
      tails.set(tenantId, held);
      held.seats += 1;
      return {
        next: held.tail.next,
        leave() {
          held.seats -= 1;
          if (held.seats > 0) return;
          held.tail.close();
          tails.delete(tenantId);
        },
      };
    },
  };
}
