import type { Tx } from '../db/database.ts';

/** What new settings may have mended, such as an access token: the worker that starts with them tries at once. */
const codesOfSettings = ['0', '3', '10', '190', '200', 'REQUEST_UNSENDABLE'];

/** Gives every sender its gate, and has those tried again that were closed for old settings. */
export async function prepareGates(tx: Tx): Promise<void> {
  await makeGates(tx);
  await tx.query(
    `UPDATE sender_pace SET closed_until = clock_timestamp(), probes_left = NULL
     WHERE (tenant_id, sender_id) IN (
       SELECT tenant_id, sender_id FROM sender_pace
       WHERE closed_code = ANY($1) AND closed_until > clock_timestamp()
       ORDER BY tenant_id, sender_id FOR UPDATE)`,
    [codesOfSettings],
  );
}

/** Gives every sender its gate that has none. */
export async function makeGates(tx: Tx): Promise<void> {
  await tx.query(
    `INSERT INTO sender_pace (tenant_id, sender_id) SELECT tenant_id, sender_id FROM sender
     ORDER BY tenant_id, sender_id ON CONFLICT DO NOTHING`,
  );
}
