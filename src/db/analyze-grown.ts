import type { Database } from './database.ts';
import { eachAlone } from './each-alone.ts';

/** Changes that are too few to mislead anybody. */
const leastChanges = 2_000;
/** Of the rows of a table: so many changes are looked at anew, so that the number of looks grows with the logarithm. */
const changedShare = 0.3;

/**
 * Has Postgres look anew at tables that changed much since it last did. It does so by itself, but up to a minute later,
 * and of a queue that was filled within that minute it believes that it is empty, and takes ten times as long to read it.
 */
export async function analyzeGrown(
  database: Pick<Database, 'query'>,
  schemas: readonly string[],
): Promise<void> {
  const grown = await database.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, relname) AS name FROM pg_stat_user_tables
     WHERE schemaname = ANY(current_schema() || $3::text[])
       AND n_mod_since_analyze > greatest($1, n_live_tup * $2::float8)`,
    [leastChanges, changedShare, schemas],
  );
  // Another process that looks at a table right now does it for this one, too.
  await eachAlone(grown, ({ name }) => database.query(`ANALYZE (SKIP_LOCKED) ${name}`));
}
