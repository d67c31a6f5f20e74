import type { Database } from '../db/database.ts';
import { Overloaded } from '../doors/overloaded.ts';

/** Looks up many keys with one statement at a time. */
export interface KeyLookUp {
  /** The tenant of a key that stands. Throws `Overloaded` when too many wait. */
  find: (keyId: string) => Promise<string | undefined>;
}

/** Keys in one statement: some milliseconds of an index, whatever the size of the flood. */
export const maxKeysInQuery = 1_000;
/** From the beginning of one statement to the next. A lone caller waits for nobody; ms. */
const lookUpEveryMs = 25;
/** Keys that wait: a quarter of a second of work. Each holds a request and a little memory. */
const maxKeysWaiting = 10_000;

type Waiter = PromiseWithResolvers<string | undefined>;

/** The first is looked up at once, and whoever comes while that goes on waits for the next statement, together with all others. */
export function lookUpTogether(
  findTenants: (keyIds: readonly string[]) => Promise<ReadonlyMap<string, string>>,
  { everyMs = lookUpEveryMs } = {},
): KeyLookUp {
  /** In the order in which they came. */
  const waiting = new Map<string, Waiter>();
  let isLooking = false;

  async function look(): Promise<void> {
    isLooking = true;
    while (waiting.size > 0) {
      const next = performance.now() + everyMs;
      await lookOnce();
      const restMs = next - performance.now();
      if (waiting.size > 0 && restMs > 0) await new Promise((resolve) => setTimeout(resolve, restMs));
    }
    isLooking = false;
  }

  async function lookOnce(): Promise<void> {
    const batch = [...waiting].slice(0, maxKeysInQuery);
    for (const [keyId] of batch) waiting.delete(keyId);
    try {
      const found = await findTenants(batch.map(([keyId]) => keyId));
      for (const [keyId, waiter] of batch) waiter.resolve(found.get(keyId));
    } catch (error) {
      for (const [, waiter] of batch) waiter.reject(error);
    }
  }

  return {
    find(keyId) {
      const before = waiting.get(keyId);
      if (before) return before.promise;
      if (waiting.size >= maxKeysWaiting)
        return Promise.reject(new Overloaded('Expected a place to ask for a key, got none. Try again.'));
      const waiter: Waiter = Promise.withResolvers();
      waiting.set(keyId, waiter);
      if (!isLooking) void look();
      return waiter.promise;
    },
  };
}

export async function findTenants(
  database: Pick<Database, 'query'>,
  keyIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await database.query<{ digest: Buffer; tenantId: string }>(
    `SELECT secret_sha256 AS digest, tenant_id AS "tenantId" FROM api_key
     WHERE secret_sha256 = ANY($1) AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())`,
    [keyIds.map((keyId) => Buffer.from(keyId, 'base64'))],
  );
  return new Map(rows.map(({ digest, tenantId }) => [digest.toString('base64'), tenantId]));
}
