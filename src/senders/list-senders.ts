import type { Tx } from '../db/database.ts';
import { senderColumns, type Sender } from './sender.ts';

/** All senders of a tenant, in the order in which they were made. */
export async function listSenders(tx: Pick<Tx, 'query'>, tenantId: string): Promise<Sender[]> {
  return tx.query<Sender>(`SELECT ${senderColumns} FROM sender WHERE tenant_id = $1 ORDER BY sender_id`, [
    tenantId,
  ]);
}

/** All senders of all tenants: what a worker serves. */
export async function listAllSenders(tx: Pick<Tx, 'query'>): Promise<Sender[]> {
  return tx.query<Sender>(`SELECT ${senderColumns} FROM sender ORDER BY tenant_id, sender_id`);
}
