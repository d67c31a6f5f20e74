import { hash } from 'node:crypto';
import type { Database } from '../db/database.ts';
import type { Log } from '../log/log.ts';
import { sumLines } from '../log/sum-lines.ts';
import { findTenants, lookUpTogether } from './look-up-together.ts';

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
export const rememberMs = 10_000;
/** Keys that stood when they were last looked up: guesses cannot fill it. */
const maxRemembered = 1_000;

export function createAuthenticate(database: Database, log: Log): Authenticate {
  /** The one that was looked up longest ago first. */
  const remembered = new Map<string, { caller: Caller; until: number }>();
  // A guess waits with other guesses. A key that has stood is looked up again beside them, and never waits behind them.
  const strangers = lookUpTogether((keyIds) => findTenants(database, keyIds));
  const known = lookUpTogether((keyIds) => findTenants(database, keyIds), { everyMs: 0 });
  const noteUnknown = sumLines(log, 'warn', 'auth.key_refused');

  async function authenticate(authorization: string | undefined): Promise<Caller | undefined> {
    const key = /^bearer +([\x21-\x7e]{16,512})$/i.exec(authorization ?? '')?.[1];
    if (key === undefined) return undefined;
    const id = digestKey(key).toString('base64');
    const before = remembered.get(id);
    if (before && performance.now() < before.until) return before.caller;
    const tenantId = await (before ? known : strangers).find(id);
    if (tenantId === undefined) {
      remembered.delete(id);
      noteUnknown();
      return undefined;
    }
    const caller = { tenantId, keyId: id };
    remember(caller);
    return caller;
  }

  function remember(caller: Caller): void {
    remembered.delete(caller.keyId);
    const [oldest] = remembered.keys();
    if (remembered.size >= maxRemembered && oldest !== undefined) remembered.delete(oldest);
    remembered.set(caller.keyId, { caller, until: performance.now() + rememberMs });
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
