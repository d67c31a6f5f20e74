import { v7 as newId } from 'uuid';
import type { Tx } from '../db/database.ts';
import type { Recipient } from '../recipient/recipient.ts';
import type { SuppressionList, SuppressionScope } from './suppression.ts';

export interface NewSuppression {
  recipient: Recipient;
  recipientHash: Buffer;
  list: SuppressionList;
  scope: SuppressionScope;
  reason: string | undefined;
}

/** Puts people on a list. Answers for each, in order, whether that changed anything: who is on it stays as they are. */
export async function addSuppressions(
  tx: Tx,
  tenantId: string,
  entries: readonly NewSuppression[],
): Promise<boolean[]> {
  const ids = entries.map(() => newId());
  const rows = await tx.query<{ id: string }>(
    `INSERT INTO suppression (tenant_id, suppression_id, recipient_hash, list, scope, source, reason, phone, user_id)
     SELECT $1, new.id, new.recipient_hash, new.list, new.scope, 'API', new.reason, new.phone, new.user_id
     FROM unnest($2::uuid[], $3::bytea[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
       AS new (id, recipient_hash, list, scope, reason, phone, user_id)
     ORDER BY new.recipient_hash, new.list, new.scope, new.id
     ON CONFLICT DO NOTHING RETURNING suppression_id AS id`,
    [
      tenantId,
      ids,
      entries.map((each) => each.recipientHash),
      entries.map((each) => each.list),
      entries.map((each) => each.scope),
      entries.map((each) => each.reason ?? null),
      entries.map(({ recipient }) => ('phone' in recipient ? recipient.phone : null)),
      entries.map(({ recipient }) => ('userId' in recipient ? recipient.userId : null)),
    ],
  );
  const added = new Set(rows.map((row) => row.id));
  return ids.map((id) => added.has(id));
}
