import type { Tx } from '../db/database.ts';
import {
  suppressionColumns,
  type Suppression,
  type SuppressionList,
  type SuppressionScope,
} from './suppression.ts';

/** Entries that fit all of what is given. */
export interface SuppressionFilter {
  hashes?: readonly Buffer[] | undefined;
  list?: SuppressionList | undefined;
  scope?: SuppressionScope | undefined;
}

/** One page of a tenant's lists by ids, which grow with time; both bounds lie outside it. */
export async function listSuppressions(
  tx: Pick<Tx, 'query'>,
  tenantId: string,
  filter: SuppressionFilter,
  page: {
    newerThan?: string | undefined;
    olderThan?: string | undefined;
    newestFirst: boolean;
    limit: number;
  },
): Promise<Suppression[]> {
  return tx.query<Suppression>(
    `SELECT ${suppressionColumns} FROM suppression
     WHERE tenant_id = $1 AND active
       AND ($2::bytea[] IS NULL OR recipient_hash = ANY($2))
       AND ($3::text IS NULL OR list = $3)
       AND ($4::text IS NULL OR scope = $4)
       AND ($5::uuid IS NULL OR suppression_id > $5)
       AND ($6::uuid IS NULL OR suppression_id < $6)
     ORDER BY suppression_id ${page.newestFirst ? 'DESC' : 'ASC'} LIMIT $7`,
    [
      tenantId,
      filter.hashes ?? null,
      filter.list ?? null,
      filter.scope ?? null,
      page.newerThan ?? null,
      page.olderThan ?? null,
      page.limit,
    ],
  );
}
