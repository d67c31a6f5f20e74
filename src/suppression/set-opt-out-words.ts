import type { Tx } from '../db/database.ts';
import type { OptOutWords } from './opt-out-words.ts';

/** Puts a tenant's own words in the place of those that come along; for what is missing those hold again. */
export async function setOptOutWords(
  tx: Pick<Tx, 'query'>,
  tenantId: string,
  words: { [List in keyof OptOutWords]?: OptOutWords[List] | undefined },
): Promise<void> {
  await tx.query(
    `INSERT INTO opt_out_words (tenant_id, stop, stop_marketing, start) VALUES ($1, $2, $3, $4)
     ON CONFLICT (tenant_id) DO UPDATE SET stop = excluded.stop, stop_marketing = excluded.stop_marketing,
       start = excluded.start`,
    [tenantId, words.stop ?? null, words.stopMarketing ?? null, words.start ?? null],
  );
}
