import type { InboundType } from '../content/inbound-content.ts';
import type { Tx } from '../db/database.ts';
import type { Recipient } from '../recipient/recipient.ts';
import { selectInbound, type InboundMessage } from './inbound-message.ts';

export interface InboundFilter {
  /** E.164 of our sender. */
  to?: string | undefined;
  from?: Recipient | undefined;
  types?: readonly InboundType[] | undefined;
}

/** A page by ids, which grow with time; both bounds lie outside it. */
export interface InboundPage {
  newerThan?: string | undefined;
  olderThan?: string | undefined;
  newestFirst: boolean;
  limit: number;
}

/** One page of the messages to a tenant: a range of the primary key, or of the index that the filter names. */
export async function listInbound(
  tx: Pick<Tx, 'query'>,
  tenantId: string,
  filter: InboundFilter,
  page: InboundPage,
): Promise<InboundMessage[]> {
  const values: unknown[] = [tenantId];
  const conditions = ['inbound_message.tenant_id = $1'];
  const ask = (condition: string, value: unknown): void => {
    if (value !== undefined) conditions.push(`${condition} $${values.push(value)}`);
  };
  ask('inbound_id >', page.newerThan);
  ask('inbound_id <', page.olderThan);
  ask('sender.phone_number =', filter.to);
  ask('from_phone =', filter.from && 'phone' in filter.from ? filter.from.phone : undefined);
  ask('from_user_id =', filter.from && 'userId' in filter.from ? filter.from.userId : undefined);
  if (filter.types) conditions.push(`type = ANY($${values.push(filter.types)})`);
  return tx.query<InboundMessage>(
    `${selectInbound} WHERE ${conditions.join(' AND ')}
     ORDER BY inbound_id ${page.newestFirst ? 'DESC' : 'ASC'} LIMIT $${values.push(page.limit)}`,
    values,
  );
}
