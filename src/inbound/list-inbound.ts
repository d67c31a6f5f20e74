import type { InboundType } from '../content/inbound-content.ts';
import type { Tx } from '../db/database.ts';
import type { Recipient } from '../recipient/recipient.ts';
import { selectInbound, type InboundMessage } from './inbound-message.ts';

export interface InboundFilter {
  /** E.164 of our sender. */
  to?: string | undefined;
  /** One name of a person, in all its spellings. */
  from?: readonly Recipient[] | undefined;
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
  const phones = filter.from?.flatMap((name) => ('phone' in name ? [name.phone] : [])) ?? [];
  const userIds = filter.from?.flatMap((name) => ('userId' in name ? [name.userId] : [])) ?? [];
  // Equal to one value, the index gives the page in its order; a list of values must be sorted.
  if (phones.length > 1) conditions.push(`from_phone = ANY($${values.push(phones)})`);
  else ask('from_phone =', phones[0]);
  ask('from_user_id =', userIds[0]);
  if (filter.types) conditions.push(`type = ANY($${values.push(filter.types)})`);
  return tx.query<InboundMessage>(
    `${selectInbound} WHERE ${conditions.join(' AND ')}
     ORDER BY inbound_id ${page.newestFirst ? 'DESC' : 'ASC'} LIMIT $${values.push(page.limit)}`,
    values,
  );
}
