import type { Tx } from '../db/database.ts';
import type { Held } from './delivery.ts';
import type { Target } from './evidence.ts';

/** Whether the webhooks of a sender flow; all times are starts of attempts, but for `flowingSince`. */
export interface WebhookFlow {
  /** The latest attempt that was accepted. */
  acceptedThrough: Date | null;
  /** The latest attempt that a webhook spoke of. */
  heardThrough: Date | null;
  flowingSince: Date | null;
}

/** What a batch learned: that an attempt was accepted, or that a webhook spoke of it. */
interface FlowNews {
  senderId: string;
  startedAt: Date;
  is: 'ACCEPTED' | 'HEARD';
}

export function newsOf(
  held: ReadonlyMap<string, Held>,
  targets: readonly Target[],
  is: FlowNews['is'],
): FlowNews[] {
  return targets.flatMap(({ messageId, attempt }) => {
    const found = held.get(messageId)?.attempts.find((each) => each.attempt === attempt);
    return found ? [{ senderId: found.senderId, startedAt: found.startedAt, is }] : [];
  });
}

/**
 * Acceptances and webhooks move the flow of their senders onwards, in one statement. A hearing during a stall begins the
 * flow anew. Senders are locked in the order of their ids.
 */
export function moveFlow(
  tx: Pick<Tx, 'queryLast'>,
  tenantId: string,
  news: readonly FlowNews[],
  windowMs: number,
): void {
  if (news.length === 0) return;
  void tx.queryLast(
    `INSERT INTO webhook_flow AS flow (tenant_id, sender_id, accepted_through, heard_through, flowing_since)
     SELECT $1, sender_id, max(started_at) FILTER (WHERE kind = 'ACCEPTED'), max(started_at) FILTER (WHERE kind = 'HEARD'),
       CASE WHEN bool_or(kind = 'HEARD') THEN clock_timestamp() END
     FROM unnest($2::uuid[], $3::timestamptz[], $4::text[]) AS news (sender_id, started_at, kind)
     GROUP BY sender_id ORDER BY sender_id
     ON CONFLICT (tenant_id, sender_id) DO UPDATE SET
       accepted_through = greatest(flow.accepted_through, excluded.accepted_through),
       heard_through = greatest(flow.heard_through, excluded.heard_through),
       flowing_since = CASE
         -- As isStalled says it, of the flow as it was before this.
         WHEN excluded.heard_through IS NOT NULL
           AND flow.accepted_through > coalesce(flow.heard_through, '-infinity')
           AND greatest(flow.accepted_through - coalesce(flow.heard_through, flow.accepted_through),
             clock_timestamp() - flow.accepted_through) > make_interval(secs => $5 / 2000.0)
         THEN excluded.flowing_since
         ELSE coalesce(flow.flowing_since, excluded.flowing_since)
       END`,
    [
      tenantId,
      news.map((each) => each.senderId),
      news.map((each) => each.startedAt),
      news.map((each) => each.is),
      windowMs,
    ],
  );
}

export async function readFlow(tx: Tx, of: { tenantId: string; senderId: string }): Promise<WebhookFlow> {
  const [flow] = await tx.query<WebhookFlow>(
    `SELECT accepted_through AS "acceptedThrough", heard_through AS "heardThrough", flowing_since AS "flowingSince"
     FROM webhook_flow WHERE tenant_id = $1 AND sender_id = $2`,
    [of.tenantId, of.senderId],
  );
  return flow ?? { acceptedThrough: null, heardThrough: null, flowingSince: null };
}
