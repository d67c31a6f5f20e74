import type { Tx } from '../db/database.ts';
import type { OptOutWords } from './opt-out-words.ts';

/** The tenant's own words; what is missing is as it came along. */
export async function readOptOutWords(
  tx: Pick<Tx, 'query'>,
  tenantId: string,
): Promise<Partial<OptOutWords>> {
  const [row] = await tx.query<Record<keyof OptOutWords, string[] | null>>(
    'SELECT stop, stop_marketing AS "stopMarketing", start FROM opt_out_words WHERE tenant_id = $1',
    [tenantId],
  );
  return {
    ...(row?.stop ? { stop: row.stop } : {}),
    ...(row?.stopMarketing ? { stopMarketing: row.stopMarketing } : {}),
    ...(row?.start ? { start: row.start } : {}),
  };
}
