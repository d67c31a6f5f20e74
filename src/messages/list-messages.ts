import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  sql,
  type RawBuilder,
} from 'kysely';
import { variantsOf } from '../contacts/variants-of.ts';
import type { Tx } from '../db/database.ts';
import type { Cursor } from '../events/cursor.ts';
import { headColumns, joinNewest, toHead, type HeadRow } from '../events/read-log.ts';
import { rank, statusOf, type MessageStatus, type Phase, type Rank } from '../delivery/status.ts';
import type { Recipient } from '../recipient/recipient.ts';
import { selectMessages, toMessage, type MessageRow } from './find-messages.ts';
import type { Message } from './message.ts';

export interface MessageFilter {
  from?: string | undefined;
  to?: Recipient | undefined;
  externalId?: string | undefined;
  statuses?: readonly MessageStatus[] | undefined;
}

/** A page by ids, which grow with time; both bounds lie outside it. */
export interface MessagePage {
  newerThan?: string | undefined;
  olderThan?: string | undefined;
  newestFirst: boolean;
  limit: number;
}

export interface ListedMessages {
  messages: Message[];
  /** Where the log stood: what these messages have gone through up to it is in them, and nothing after. */
  cursor: Cursor;
}

/**
 * One page of a tenant's messages: a range of the primary key, or of the index that the filter names. Messages and the place
 * in the log come from one statement, which is one snapshot.
 */
export async function listMessages(
  tx: Pick<Tx, 'query'>,
  tenantId: string,
  filter: MessageFilter,
  page: MessagePage,
): Promise<ListedMessages> {
  const order = page.newestFirst ? sql`DESC` : sql`ASC`;
  const { sql: text, parameters } = sql`
    SELECT ${sql.raw(headColumns)}, page.* FROM tenant_log AS log ${sql.raw(joinNewest)} LEFT JOIN (
      ${sql.raw(selectMessages)}
      WHERE ${sql.join(conditionsOf(tenantId, filter, page), sql` AND `)}
      ORDER BY message.message_id ${order}
      LIMIT ${page.limit}
    ) AS page ON true
    WHERE log.tenant_id = ${tenantId} ORDER BY page."messageId" ${order}`.compile(compiler);
  const rows = await tx.query<ListedRow>(text, parameters);
  const [state] = rows;
  if (!state) throw new Error('Expected a log for the tenant, got none.');
  return {
    messages: rows.filter(isMessage).map((row) => toMessage(tenantId, row)),
    cursor: toHead(tenantId, state),
  };
}

/** Of an empty page there is one row, without a message. */
type ListedRow = HeadRow & (MessageRow | { messageId: null });

function isMessage(row: ListedRow): row is HeadRow & MessageRow {
  return row.messageId !== null;
}

function conditionsOf(tenantId: string, filter: MessageFilter, page: MessagePage): RawBuilder<unknown>[] {
  const conditions = [sql`message.tenant_id = ${tenantId}`];
  if (page.newerThan !== undefined) conditions.push(sql`message.message_id > ${page.newerThan}`);
  if (page.olderThan !== undefined) conditions.push(sql`message.message_id < ${page.olderThan}`);
  if (filter.from !== undefined) conditions.push(sql`sender.phone_number = ${filter.from}`);
  if (filter.externalId !== undefined) conditions.push(sql`message.external_id = ${filter.externalId}`);
  if (filter.to && 'phone' in filter.to) conditions.push(isSpelt(variantsOf(filter.to.phone)));
  if (filter.to && 'userId' in filter.to)
    conditions.push(sql`message_content.to_user_id = ${filter.to.userId}`);
  if (filter.statuses) conditions.push(hasOneOf(filter.statuses));
  return conditions;
}

/** Equal to one value, the index gives the page in its order; a list of values must be sorted. */
function isSpelt(spellings: readonly string[]): RawBuilder<unknown> {
  const [only, ...others] = spellings;
  return others.length === 0
    ? sql`message_content.to_phone = ${only}`
    : sql`message_content.to_phone = ANY(${spellings})`;
}

/** The public status is derived, so a filter by it asks for every phase and rank that shows it. */
function hasOneOf(statuses: readonly MessageStatus[]): RawBuilder<unknown> {
  const ranks = Object.values(rank).filter(
    (each) => each > rank.NONE && shows(statuses, 'HANDED_OVER', each),
  );
  const phases = waitingOrEnded.filter((each) => shows(statuses, each, rank.NONE));
  return sql`(delivery.rank = ANY(${ranks}) OR (delivery.rank = 0 AND delivery.phase = ANY(${phases})))`;
}

const waitingOrEnded: readonly Phase[] = [
  'SCHEDULED',
  'QUEUED',
  'SENDING',
  'RETRY_WAIT',
  'UNKNOWN',
  'UNCONFIRMED',
  'FAILED',
  'CANCELED',
  'EXPIRED',
];

function shows(statuses: readonly MessageStatus[], phase: Phase, proved: Rank): boolean {
  return statuses.includes(statusOf({ phase, rank: proved }));
}

/** Kysely puts statements together; pg runs them. */
const compiler = new Kysely<never>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (database) => new PostgresIntrospector(database),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});
