import type { Database } from '../db/database.ts';
import type { Doorbell } from '../db/doorbell.ts';
import { eachAlone } from '../db/each-alone.ts';
import type { LoopWatch } from '../db/watch-loops.ts';
import { readStates } from '../delivery/read-states.ts';
import { statusOf, type MessageStatus } from '../delivery/status.ts';
import { sharePlaces } from '../doors/share-places.ts';
import { logTopic } from '../events/topics.ts';

/** How a message ended, as far as WhatsApp's answer goes. */
export type Verdict = 'TAKEN' | 'REFUSED' | 'NOT_SENT' | 'UNCONFIRMED';

/** Callers of a process that wait for WhatsApp's verdict, all served by one look at the database for each tenant. */
export interface VerdictWatch {
  /** A place to wait in; undefined when this key has its share of them already. Give it back by disposing it. */
  reserve(keyId: string): WaitingPlace | undefined;
}

export interface WaitingPlace extends Disposable {
  /** Undefined: none came in time, or the signal came first. */
  wait(
    of: { tenantId: string; messageId: string },
    until: { timeoutMs: number; signal: AbortSignal },
  ): Promise<Verdict | undefined>;
}

/**
 * Calls of one process. Each holds a connection of a client and a little memory; more are better off with the stream. One
 * key alone gets half of them.
 */
const maxWaiting = 1_000;
/** A lost ring delays an answer by at most this; ms. */
const lookAgainMs = 1_000;

interface WatchTools {
  database: Database;
  doorbell: Doorbell;
  loops: LoopWatch;
}

export function watchVerdicts(tools: WatchTools, most = maxWaiting): VerdictWatch {
  const tenants = new Map<string, TenantWatch>();
  const places = sharePlaces(most);
  return {
    reserve(keyId) {
      if (!places.take(keyId)) return undefined;
      return {
        wait: ({ tenantId, messageId }, { timeoutMs, signal }) => {
          const watch = tenants.get(tenantId) ?? watchTenant(tools, tenantId, () => tenants.delete(tenantId));
          tenants.set(tenantId, watch);
          return new Promise((resolve) => {
            const end = (verdict?: Verdict): void => {
              clearTimeout(timer);
              signal.removeEventListener('abort', leave);
              watch.leave(messageId, end);
              resolve(verdict);
            };
            const leave = (): void => {
              end();
            };
            const timer = setTimeout(leave, timeoutMs);
            signal.addEventListener('abort', leave, { once: true });
            watch.join(messageId, end);
            if (signal.aborted) leave();
          });
        },
        [Symbol.dispose]: () => {
          places.release(keyId);
        },
      };
    },
  };
}

type Waiter = (verdict: Verdict) => void;

interface TenantWatch {
  join(messageId: string, waiter: Waiter): void;
  leave(messageId: string, waiter: Waiter): void;
}

/** Looks whenever the log of the tenant grew, and every now and then, until nobody waits any more. */
function watchTenant(tools: WatchTools, tenantId: string, onIdle: () => void): TenantWatch {
  const waiting = new Map<string, Set<Waiter>>();
  let isLooking = false;
  let again = false;

  async function look(): Promise<void> {
    again = true;
    if (isLooking) return;
    isLooking = true;
    while (again) {
      again = false;
      // After a turn that failed the next look is not far.
      await tools.loops.turn('watch-verdicts', lookOnce, tenantId);
    }
    isLooking = false;
  }

  async function lookOnce(): Promise<void> {
    const states = await readStates(tools.database, tenantId, [...waiting.keys()]);
    await eachAlone(states, (state) => {
      const verdict = verdictOf(statusOf(state));
      if (verdict) for (const each of waiting.get(state.messageId) ?? []) each(verdict);
    });
  }

  const stopListening = tools.doorbell.onRing(logTopic(tenantId), () => void look());
  const timer = setInterval(() => void look(), lookAgainMs);
  return {
    join(messageId, waiter) {
      waiting.set(messageId, (waiting.get(messageId) ?? new Set()).add(waiter));
      void look();
    },
    leave(messageId, waiter) {
      const waiters = waiting.get(messageId);
      waiters?.delete(waiter);
      if (waiters?.size === 0) waiting.delete(messageId);
      if (waiting.size > 0) return;
      stopListening();
      clearInterval(timer);
      tools.loops.end('watch-verdicts', tenantId);
      onIdle();
    },
  };
}

/** Undefined: none yet. */
export function verdictOf(status: MessageStatus): Verdict | undefined {
  switch (status) {
    case 'ACCEPTED':
    case 'SENT':
    case 'DELIVERED':
    case 'READ':
    case 'PLAYED':
      return 'TAKEN';
    case 'FAILED':
      return 'REFUSED';
    case 'EXPIRED':
    case 'CANCELED':
      return 'NOT_SENT';
    case 'UNCONFIRMED':
      return 'UNCONFIRMED';
    case 'SCHEDULED':
    case 'QUEUED':
    case 'SENDING':
    case 'RETRYING':
    case 'UNKNOWN':
      return undefined;
  }
}
