import type { Tx } from '../db/database.ts';

/** Every cursor that was given until now gets a gap. Answers how many logs there are. */
export async function startEpoch(tx: Tx): Promise<number> {
  const rows = await tx.query('UPDATE tenant_log SET epoch = gen_random_uuid() RETURNING 1');
  return rows.length;
}
