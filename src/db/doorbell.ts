import type { Log } from '../log/log.ts';
import type { Database } from './database.ts';

/**
 * Wakes whoever waits for something in the database, in this process at once and in the others by one coalesced NOTIFY.
 * A ring is a hint and may be lost: whoever waits also looks by itself every now and then.
 */
export interface Doorbell extends AsyncDisposable {
  /** Call after the COMMIT, never inside the transaction: a NOTIFY there serialises all commits. Never throws. */
  ring(topics: Iterable<string>): void;
  /** `wake` runs at every ring of the topic, and once after the listener was away. Answers how to stop it. */
  onRing(topic: string, wake: () => void): () => void;
}

/** Subscribes to a channel of the database and keeps the subscription alive; `onReconnect` says that rings may be lost. */
export type Listen = (
  channel: string,
  onPayload: (payload: string) => void,
  onReconnect: () => void,
) => Promise<{ close(): Promise<void> }>;

const channel = 'heliograph';
/** After a notification, rings of this long go out as one: at most 100 a second from a process, and none waits in a quiet one; ms. */
const coalesceMs = 10;
/** Postgres takes payloads below 8,000 bytes; a topic has at most 50. */
const topicsPerNotification = 100;

export async function openDoorbell(options: {
  database: Database;
  listen: Listen;
  log: Log;
}): Promise<Doorbell> {
  const { database, log } = options;
  const wakers = new Map<string, Set<() => void>>();
  const pending = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let quietSince = -coalesceMs;

  function wake(topic: string): void {
    for (const each of wakers.get(topic) ?? []) {
      try {
        each();
      } catch (error) {
        // Whoever rings has stored something, and whoever else waits must hear of it.
        log.error({ event: 'doorbell.waker_failed', error });
      }
    }
  }

  async function notify(): Promise<void> {
    timer = undefined;
    quietSince = performance.now();
    const topics = [...pending];
    pending.clear();
    try {
      for (let first = 0; first < topics.length; first += topicsPerNotification) {
        const payload = topics.slice(first, first + topicsPerNotification).join(' ');
        await database.query('SELECT pg_notify($1, $2)', [channel, payload]);
      }
    } catch (error) {
      log.warn({ event: 'doorbell.ring_lost', topics: topics.length, error });
    }
  }

  const subscription = await options.listen(
    channel,
    (payload) => {
      payload.split(' ').forEach(wake);
    },
    () => {
      for (const topic of wakers.keys()) wake(topic);
    },
  );

  return {
    ring(topics) {
      for (const topic of topics) {
        wake(topic);
        pending.add(topic);
      }
      const dueIn = Math.max(0, quietSince + coalesceMs - performance.now());
      if (pending.size > 0) timer ??= setTimeout(() => void notify(), dueIn);
    },
    onRing(topic, waker) {
      const set = wakers.get(topic) ?? new Set();
      wakers.set(topic, set.add(waker));
      return () => {
        set.delete(waker);
        if (set.size === 0) wakers.delete(topic);
      };
    },
    async [Symbol.asyncDispose]() {
      if (timer) {
        clearTimeout(timer);
        await notify();
      }
      await subscription.close();
    },
  };
}
