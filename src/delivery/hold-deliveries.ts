import type { Tx } from '../db/database.ts';
import { planOnce } from '../db/name-statement.ts';
import type { Delivery, Held } from './delivery.ts';
import { deliveryColumns } from './columns.ts';
import { readAttempts } from './read-attempts.ts';

/** Locks deliveries until the end of the transaction, in the one order that cannot deadlock. Unknown ids are left out. */
export async function holdDeliveries(
  tx: Tx,
  tenantId: string,
  messageIds: readonly string[],
): Promise<{ held: Map<string, Held>; now: Date }> {
  // In this order: attempts and clock are read when the locks are there.
  const [deliveries, attempts, now] = await Promise.all([
    lockDeliveries(tx, tenantId, messageIds),
    readAttempts(tx, tenantId, messageIds),
    readNow(tx),
  ]);
  const held = new Map<string, Held>();
  for (const delivery of deliveries) {
    held.set(delivery.messageId, { delivery, attempts: attempts.get(delivery.messageId) ?? [] });
  }
  return { held, now };
}

export async function lockDeliveries(
  tx: Tx,
  tenantId: string,
  messageIds: readonly string[],
): Promise<Delivery[]> {
  return tx.query<Delivery>(
    planOnce(
      `SELECT ${deliveryColumns} FROM delivery
       WHERE tenant_id = $1 AND message_id = ANY($2)
       ORDER BY message_id FOR UPDATE`,
    ),
    [tenantId, messageIds],
  );
}

/** The database's clock: the only one that leases, waits and expiry know. */
export async function readNow(tx: Tx): Promise<Date> {
  const [row] = await tx.query<{ now: Date }>(planOnce('SELECT clock_timestamp() AS now'));
  if (!row) throw new Error('Expected the time of the database, got no row.');
  return row.now;
}
