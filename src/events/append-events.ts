import { columnOf } from '../db/column-of.ts';
import type { Tx } from '../db/database.ts';
import { planOnce } from '../db/name-statement.ts';

/** What happened, before it has its place in the log. Holds no number, text or wamid. */
export interface EventDraft {
  /** What the event is about: a message of ours, when nothing else is said. */
  subject?: EventSubject | undefined;
  /** The id of the subject. */
  messageId: string;
  kind: EventKind;
  /** The public status that this event led to. */
  status: string;
  attempt?: number | undefined;
  /** When WhatsApp says it happened; absent for what happened here. */
  providerAt?: Date | undefined;
  /** Codes, never personal data. */
  detail?: Record<string, unknown> | undefined;
  /** Not stored: the lane that the message no longer holds up, for whoever lets the next one of it go. */
  leftLane?: Buffer | undefined;
}

export type EventSubject = 'MESSAGE' | 'INBOUND' | 'SUPPRESSION';

/** What is told of a message of ours. */
export type MessageEventKind = 'STATUS' | 'WARNING' | 'DUPLICATE_DETECTED' | 'LANE_MOVED_ON';

export type EventKind = MessageEventKind | 'RECEIVED' | 'CHANGED';

/**
 * Gives the drafts the next numbers of the tenant's log. Call it as the last act of a transaction: the row of the log
 * stays locked until COMMIT, which is what makes the order of numbers the order of commits, without a hole.
 */
export function appendEvents(
  tx: Pick<Tx, 'queryLast'>,
  tenantId: string,
  drafts: readonly EventDraft[],
): void {
  if (drafts.length === 0) return;
  void tx.queryLast(
    planOnce(`WITH taken AS (
       UPDATE tenant_log SET head = head + $2 WHERE tenant_id = $1 RETURNING head - $2 AS before
     )
     INSERT INTO event (tenant_id, seq, message_id, attempt, kind, status, at, provider_at, detail, subject)
     SELECT $1, taken.before + draft.ordinality, draft.message_id, draft.attempt, draft.kind, draft.status,
            clock_timestamp(), draft.provider_at, draft.detail, draft.subject
     FROM taken, unnest($3::uuid[], $4::int[], $5::text[], $6::text[], $7::timestamptz[], $8::jsonb[],
       $9::text[])
       WITH ORDINALITY AS draft (message_id, attempt, kind, status, provider_at, detail, subject, ordinality)`),
    [
      tenantId,
      drafts.length,
      drafts.map((draft) => draft.messageId),
      columnOf(drafts, (draft) => draft.attempt),
      drafts.map((draft) => draft.kind),
      drafts.map((draft) => draft.status),
      columnOf(drafts, (draft) => draft.providerAt),
      columnOf(drafts, (draft) => draft.detail && JSON.stringify(draft.detail)),
      drafts.map((draft) => draft.subject ?? 'MESSAGE'),
    ],
  );
}
