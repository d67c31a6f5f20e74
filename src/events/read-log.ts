import type { Database, Tx } from '../db/database.ts';
import { planOnce } from '../db/name-statement.ts';
import type { EventKind, EventSubject } from './append-events.ts';
import type { Cursor } from './cursor.ts';

/** One entry of the log. */
export interface LogEvent {
  seq: number;
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

/** Where a log stands: `floor` is the last number that was pruned, `head` the last one given. */
export interface LogState {
  epoch: string;
  floor: number;
  head: number;
}

export async function readLogState(tx: Pick<Tx, 'query'>, tenantId: string): Promise<LogState> {
  const [row] = await tx.query<LogState>('SELECT epoch, floor, head FROM tenant_log WHERE tenant_id = $1', [
    tenantId,
  ]);
  if (!row) throw new Error('Expected a log for the tenant, got none.');
  return row;
}

/** Where the log stands now. */
export async function readHead(tx: Pick<Tx, 'query'>, tenantId: string): Promise<Cursor> {
  const { epoch, head } = await readLogState(tx, tenantId);
  return { epoch, tenantId, seq: head };
}

export type LogPage =
  | { kind: 'EVENTS'; events: LogEvent[] }
  /** What follows the cursor is pruned, or the cursor belongs to another history. `oldest` still works. */
  | { kind: 'GAP'; reason: 'PRUNED' | 'HISTORY_REPLACED'; oldest: Cursor };

/** Floor and page come from one snapshot, so that pruning between two reads cannot hide a hole. */
export async function readLog(database: Database, after: Cursor, limit: number): Promise<LogPage> {
  const rows = await database.query<LogState & Partial<LogEvent>>(
    planOnce(`SELECT log.epoch, log.floor, log.head, event.seq, event.subject, event.message_id AS "messageId", event.attempt, event.kind,
       event.status, event.at, event.provider_at AS "providerAt", event.detail
     FROM tenant_log AS log LEFT JOIN LATERAL (
       SELECT * FROM event WHERE event.tenant_id = log.tenant_id AND event.seq > $2 ORDER BY event.seq LIMIT $3
     ) AS event ON true
     WHERE log.tenant_id = $1 ORDER BY event.seq`),
    [after.tenantId, after.seq, limit],
  );
  const [state] = rows;
  if (!state) throw new Error('Expected a log for the tenant, got none.');
  const oldest = { epoch: state.epoch, tenantId: after.tenantId, seq: state.floor };
  if (state.epoch !== after.epoch || after.seq > state.head)
    return { kind: 'GAP', reason: 'HISTORY_REPLACED', oldest };
  if (after.seq < state.floor) return { kind: 'GAP', reason: 'PRUNED', oldest };
  const events = rows.filter((row): row is LogState & LogEvent => typeof row.seq === 'number');
  assertDense(after.seq, events);
  return { kind: 'EVENTS', events };
}

/** Numbers are dense: a hole would be a fault of ours, and a stream must end rather than skip. */
function assertDense(after: number, events: readonly LogEvent[]): void {
  events.forEach((event, index) => {
    const expected = after + index + 1;
    if (event.seq !== expected) throw new Error(`Expected event ${expected} in the log, got ${event.seq}.`);
  });
}
