import { hash } from 'node:crypto';
import type { Database } from '../db/database.ts';

/** Who calls: everything that a request reads or writes belongs to this tenant. */
export interface Caller {
  tenantId: string;
  /** The digest of the key, as text. */
  keyId: string;
}

export interface Authenticate {
  /** Takes the value of an `Authorization` header; undefined for anything but a key that stands. */
  (authorization: string | undefined): Promise<Caller | undefined>;
  /** For a key that is known to stand no more. */
  forget(keyId: string): void;
}

/** A revoked or expired key works at most this much longer; ms. */
const rememberMs = 10_000;
/** Known keys only, so that guesses cannot fill it. */
const maxRemembered = 1_000;

export function createAuthenticate(database: Database): Authenticate {
  const remembered = new Map<string, { caller: Caller; until: number }>();

  async function authenticate(authorization: string | undefined): Promise<Caller | undefined> {
    const key = /^bearer +([\x21-\x7e]{16,512})$/i.exec(authorization ?? '')?.[1];
    if (key === undefined) return undefined;
    const digest = digestKey(key);
    const id = digest.toString('base64');
    const known = remembered.get(id);
    if (known && performance.now() < known.until) return known.caller;
    remembered.delete(id);
    const tenantId = await findTenant(database, digest);
    const caller = tenantId === undefined ? undefined : { tenantId, keyId: id };
    if (caller) {
      if (remembered.size >= maxRemembered) remembered.clear();
      remembered.set(id, { caller, until: performance.now() + rememberMs });
    }
    return caller;
  }
  return Object.assign(authenticate, {
    forget: (keyId: string) => {
      remembered.delete(keyId);
    },
  });
}

/** A fast hash is right for keys of high entropy. Found by its digest, a key is never compared byte by byte. */
export function digestKey(key: string): Buffer {
  return hash('sha256', key, 'buffer');
}

async function findTenant(database: Database, digest: Buffer): Promise<string | undefined> {
  const [row] = await database.query<{ tenantId: string }>(
    `SELECT tenant_id AS "tenantId" FROM api_key
     WHERE secret_sha256 = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())`,
    [digest],
  );
  return row?.tenantId;
}
