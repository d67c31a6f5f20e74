import type { Database, Tx } from '../db/database.ts';
import { planOnce } from '../db/name-statement.ts';
import type { EventKind, EventSubject } from './append-events.ts';
import { cursorAt, type Cursor } from './cursor.ts';
import { markOf } from './mark.ts';

/** One entry of the log. */
export interface LogEvent {
  seq: number;
  /** Not stored: made of the row when it is read. */
  mark: number;
  subject: EventSubject;
  /** The id of the subject. */
  messageId: string;
  attempt: number | null;
  kind: EventKind;
  status: string;
  at: Date;
  providerAt: Date | null;
  detail: {
    error?: { code: string; title: string };
    possibleDuplicate?: boolean;
    senderId?: string;
    type?: string;
    list?: string;
    scope?: string;
    source?: string;
  } | null;
}

/** A row before it has its mark. */
export type EventRow = Omit<LogEvent, 'mark'>;

/** The last number that was given, and what the mark of its event is made of: null where the log is empty, or pruned up to its head. */
export interface HeadRow {
  epoch: string;
  head: number;
  newestId: string | null;
  newestAt: Date | null;
}

/** Every statement that makes a cursor at the head selects these columns, from `tenant_log AS log` with this join. */
export const headColumns = 'log.epoch, log.head, newest.message_id AS "newestId", newest.at AS "newestAt"';
export const joinNewest = `LEFT JOIN LATERAL (
    SELECT message_id, at FROM event WHERE event.tenant_id = log.tenant_id AND event.seq = log.head LIMIT 1
  ) AS newest ON true`;

export function toHead(tenantId: string, { epoch, head, newestId, newestAt }: HeadRow): Cursor {
  const mark = newestId && newestAt ? markOf({ messageId: newestId, at: newestAt }) : undefined;
  return { epoch, tenantId, seq: head, mark };
}

/** Where the log stands now. */
export async function readHead(tx: Pick<Tx, 'query'>, tenantId: string): Promise<Cursor> {
  const [row] = await tx.query<HeadRow>(
    planOnce(`SELECT ${headColumns} FROM tenant_log AS log ${joinNewest} WHERE log.tenant_id = $1`),
    [tenantId],
  );
  if (!row) throw new Error('Expected a log for the tenant, got none.');
  return toHead(tenantId, row);
}

export type LogPage =
  /** `end` is the place of the last event; the page is empty when that is the place it was asked for. */
  | { kind: 'EVENTS'; events: LogEvent[]; end: Cursor }
  /** What follows the cursor is pruned, or the cursor belongs to another history. `oldest` still works. */
  | { kind: 'GAP'; reason: 'PRUNED' | 'HISTORY_REPLACED'; oldest: Cursor };

/** `floor` is the last number that was pruned, `head` the last one given. */
interface LogState {
  epoch: string;
  floor: number;
  head: number;
}

/**
 * Floor and page come from one snapshot, so that pruning between two reads cannot hide a hole. The event at the cursor is read
 * with them: a log that was set back may have grown past the cursor again, and holds another event there.
 */
export async function readLog(database: Database, after: Cursor, limit: number): Promise<LogPage> {
  const rows = await database.query<LogState & Partial<EventRow>>(
    planOnce(`SELECT log.epoch, log.floor, log.head, event.seq, event.subject, event.message_id AS "messageId", event.attempt, event.kind,
       event.status, event.at, event.provider_at AS "providerAt", event.detail
     FROM tenant_log AS log LEFT JOIN LATERAL (
       SELECT * FROM event WHERE event.tenant_id = log.tenant_id AND event.seq >= $2 ORDER BY event.seq LIMIT $3
     ) AS event ON true
     WHERE log.tenant_id = $1 ORDER BY event.seq`),
    [after.tenantId, after.seq, limit + 1],
  );
  const [state] = rows;
  if (!state) throw new Error('Expected a log for the tenant, got none.');
  const oldest = { epoch: state.epoch, tenantId: after.tenantId, seq: state.floor };
  if (state.epoch !== after.epoch || after.seq > state.head)
    return { kind: 'GAP', reason: 'HISTORY_REPLACED', oldest };
  if (after.seq < state.floor) return { kind: 'GAP', reason: 'PRUNED', oldest };
  const stored = rows.filter((row): row is LogState & EventRow => typeof row.seq === 'number').map(withMark);
  const known = stored[0]?.seq === after.seq ? stored.shift() : undefined;
  const isPruned = after.seq === state.floor && !known;
  if (after.mark !== undefined && after.mark !== known?.mark && !isPruned)
    return { kind: 'GAP', reason: 'HISTORY_REPLACED', oldest };
  const events = stored.slice(0, limit);
  assertDense(after.seq, events);
  return { kind: 'EVENTS', events, end: cursorAt(after, events.at(-1) ?? known ?? after) };
}

export function withMark<Row extends EventRow>(row: Row): Row & LogEvent {
  return { ...row, mark: markOf(row) };
}

/** Numbers are dense: a hole would be a fault of ours, and a stream must end rather than skip. */
function assertDense(after: number, events: readonly LogEvent[]): void {
  events.forEach((event, index) => {
    const expected = after + index + 1;
    if (event.seq !== expected) throw new Error(`Expected event ${expected} in the log, got ${event.seq}.`);
  });
}
