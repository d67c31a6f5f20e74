import type { Log } from '../log/log.ts';
import { describeFault } from './describe-fault.ts';
import { CommitUnknown, isConnectionLost } from './failures.ts';

/** Every loop of a process runs its turns here, so that one that keeps failing is seen from outside. */
export interface LoopWatch {
  /**
   * Runs one turn of a loop. Whatever the turn throws is logged and ends here: then the answer is undefined. `of` tells
   * loops of one name apart, by the id of a sender or a tenant.
   */
  turn<T>(loop: string, act: () => T | Promise<T>, of?: string): Promise<T | undefined>;
  /** A loop that has come to its end fails no more. */
  end(loop: string, of: string): void;
  /** Names of the loops whose last two turns failed. Senders and tenants are named in the log only. */
  failing: () => string[];
}

/** Once is an accident: a deadlock, a row that somebody held. A turn takes seconds at most, so twice is known soon. */
const failuresInARow = 2;

interface Failures {
  loop: string;
  inARow: number;
  cause: string;
}

/**
 * A turn that fails because the database is away says nothing of its loop: nobody's turn would succeed, and `/readyz` says
 * that by itself.
 */
export function watchLoops(log: Log): LoopWatch {
  const failed = new Map<string, Failures>();

  function note(loop: string, of: string | undefined, error: unknown): void {
    const key = keyOf(loop, of);
    const before = failed.get(key);
    const cause = describeFault(error);
    const isOfLoop = !(error instanceof CommitUnknown || isConnectionLost(error));
    const inARow = (before?.inARow ?? 0) + (isOfLoop ? 1 : 0);
    failed.set(key, { loop, inARow, cause });
    const line = { event: 'loop.failed', loop, of, inARow, cause, error };
    if (isOfLoop && inARow === failuresInARow) log.error({ ...line, event: 'loop.keeps_failing' });
    // A loop that fails each second is not told each second.
    else if (cause !== before?.cause) log.warn(line);
    else log.debug(line);
  }

  function notePass(loop: string, of: string | undefined): void {
    const key = keyOf(loop, of);
    const before = failed.get(key);
    if (!before) return;
    failed.delete(key);
    if (before.inARow >= failuresInARow)
      log.info({ event: 'loop.recovered', loop, of, failures: before.inARow });
  }

  return {
    async turn(loop, act, of) {
      try {
        const done = await act();
        notePass(loop, of);
        return done;
      } catch (error) {
        note(loop, of, error);
        return undefined;
      }
    },
    end(loop, of) {
      failed.delete(keyOf(loop, of));
    },
    failing() {
      const names = [...failed.values()].flatMap(({ loop, inARow }) =>
        inARow >= failuresInARow ? [loop] : [],
      );
      return [...new Set(names)].sort();
    },
  };
}

function keyOf(loop: string, of = ''): string {
  return `${loop} ${of}`;
}
