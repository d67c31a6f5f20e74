import { columnOf } from '../db/column-of.ts';
import type { Tx } from '../db/database.ts';
import type { Accepted } from './plan-batch.ts';

/** The message itself, and apart from it the personal part that can be erased. */
export function insertMessages(
  tx: Pick<Tx, 'queryLast'>,
  tenantId: string,
  accepted: readonly Accepted[],
): void {
  void tx.queryLast(
    `INSERT INTO message (tenant_id, message_id, sender_id, type, external_id, filter_unsubscribed, filter_blocked,
       send_at, retry_of, created_at)
     SELECT $1, new.*, now() FROM unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::boolean[],
       $7::boolean[], $8::timestamptz[], $9::uuid[]) AS new`,
    [
      tenantId,
      accepted.map((each) => each.messageId),
      accepted.map((each) => each.sender.senderId),
      accepted.map((each) => each.request.content.type),
      columnOf(accepted, (each) => each.request.externalId),
      accepted.map((each) => each.request.filterUnsubscribed),
      accepted.map((each) => each.request.filterBlocked),
      columnOf(accepted, (each) => each.request.sendAt),
      columnOf(accepted, (each) => each.request.retryOf),
    ],
  );
  void tx.queryLast(
    `INSERT INTO message_content (tenant_id, message_id, to_phone, to_user_id, content, context)
     SELECT $1, new.* FROM unnest($2::uuid[], $3::text[], $4::text[], $5::jsonb[], $6::jsonb[]) AS new`,
    [
      tenantId,
      accepted.map((each) => each.messageId),
      columnOf(accepted, ({ request: { to } }) => ('phone' in to ? to.phone : null)),
      columnOf(accepted, ({ request: { to } }) => ('userId' in to ? to.userId : null)),
      accepted.map((each) => JSON.stringify(each.request.content)),
      columnOf(accepted, ({ request: { context } }) => context && JSON.stringify(context)),
    ],
  );
}
