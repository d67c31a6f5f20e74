import type { Tx } from '../db/database.ts';
import type { EventDraft } from '../events/append-events.ts';
import type { Delivery, Held, Moved } from './delivery.ts';
import { deliveryColumns } from './columns.ts';
import { readNow } from './hold-deliveries.ts';
import { readAttempts } from './read-attempts.ts';
import { saveDeliveries } from './save-deliveries.ts';

/** What a clock changed, of one tenant; its caller appends the drafts. */
export interface DueChange {
  tenantId: string;
  moved: Moved[];
  drafts: EventDraft[];
}

/** For an act that is tried again in smaller parts, until the row that makes it fail is alone. */
export interface Apart {
  /** Ids of messages, or of lanes: they failed alone a moment ago, and are left out. */
  except: readonly string[];
  /** Told what was taken, before anything is done with it. */
  took: (ids: readonly string[]) => void;
}

/**
 * The skeleton of everything that a clock does: take a bounded number of due rows that nobody holds, change each, write
 * them back. Runs on every worker at once without getting in the way of another.
 */
export async function changeDue(
  tx: Tx,
  due: {
    /** `$1` is the limit; what it compares with follows. */
    where: string;
    values?: readonly unknown[];
    order: string;
    limit: number;
    apart?: Apart | undefined;
    /** For acts that close attempts. */
    withAttempts?: true;
    change: (held: Held, now: Date) => Moved;
  },
): Promise<DueChange[]> {
  const { values = [], apart = { except: [], took: () => undefined } } = due;
  // Said only where it is needed: the usual statement stays the one that is planned for its index.
  const except = apart.except.length > 0 ? [apart.except] : [];
  const isNone = except.length > 0 ? `AND message_id <> ALL ($${values.length + 2}::uuid[])` : '';
  const rows = await tx.query<Delivery & { tenantId: string }>(
    `SELECT tenant_id AS "tenantId", ${deliveryColumns} FROM delivery
     WHERE ${due.where} ${isNone} ORDER BY ${due.order} LIMIT $1 FOR UPDATE SKIP LOCKED`,
    [due.limit, ...values, ...except],
  );
  apart.took(rows.map((each) => each.messageId));
  const now = await readNow(tx);
  const changes: DueChange[] = [];
  for (const [tenantId, ofTenant] of Map.groupBy(rows, (row) => row.tenantId)) {
    const ids = ofTenant.map((each) => each.messageId);
    const attempts = due.withAttempts ? await readAttempts(tx, tenantId, ids) : undefined;
    const moved = ofTenant.map((delivery) =>
      due.change({ delivery, attempts: attempts?.get(delivery.messageId) ?? [] }, now),
    );
    saveDeliveries(tx, tenantId, moved);
    changes.push(changesOf(tenantId, moved));
  }
  // The logs of tenants are locked last and in one order.
  return changes.sort((a, b) => (a.tenantId < b.tenantId ? -1 : 1));
}

export function changesOf(tenantId: string, moved: Moved[]): DueChange {
  return { tenantId, moved, drafts: moved.flatMap((each) => each.drafts) };
}
