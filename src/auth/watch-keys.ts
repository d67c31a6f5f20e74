import type { Database } from '../db/database.ts';
import { repeat } from '../db/repeat.ts';
import type { LoopWatch } from '../db/watch-loops.ts';
import type { Authenticate } from './authenticate.ts';
import { findTenants } from './look-up-together.ts';

/** Looks after the keys of open sockets and streams: what a key opened ends with it. */
export interface KeyWatch extends AsyncDisposable {
  hold(keyId: string): HeldKey;
}

export interface HeldKey {
  /** Aborts once the key was revoked or has expired. */
  gone: AbortSignal;
  release(): void;
}

/** An expired key ends what it opened within five seconds; one query of all keys in use; ms. */
const lookEveryMs = 4_000;

export function watchKeys(tools: {
  database: Database;
  authenticate: Authenticate;
  loops: LoopWatch;
}): KeyWatch {
  const held = new Map<string, { ending: AbortController; holders: number }>();
  const { loops } = tools;
  const looking = repeat({ name: 'watch-keys', everyMs: lookEveryMs, loops }, async () => {
    if (held.size === 0) return;
    const keyIds = [...held.keys()];
    const standing = await findTenants(tools.database, keyIds);
    for (const keyId of keyIds.filter((each) => !standing.has(each))) {
      tools.authenticate.forget(keyId);
      held.get(keyId)?.ending.abort();
      held.delete(keyId);
    }
  });

  return {
    hold(keyId) {
      const key = held.get(keyId) ?? { ending: new AbortController(), holders: 0 };
      held.set(keyId, key);
      key.holders += 1;
      let isHeld = true;
      return {
        gone: key.ending.signal,
        release() {
          if (!isHeld) return;
          isHeld = false;
          key.holders -= 1;
          if (key.holders === 0 && held.get(keyId) === key) held.delete(keyId);
        },
      };
    },
    [Symbol.asyncDispose]: () => looking[Symbol.asyncDispose](),
  };
}
