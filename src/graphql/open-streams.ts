import { GraphQLError } from 'graphql';
import type { KeyWatch } from '../auth/watch-keys.ts';
import type { Caller } from '../auth/authenticate.ts';
import { sharePlaces } from '../doors/share-places.ts';
import { unauthenticated } from './require-key.ts';

/** The live streams of this process, over every transport. */
export interface OpenStreams {
  /**
   * Runs a stream for a caller. It ends with the caller, and with an error that says so when the key of the caller is
   * gone or this process goes away. Its place is free as soon as one of these happens, whether anybody reads it or not.
   */
  open<Item>(
    from: { caller: Caller; signal: AbortSignal },
    start: (signal: AbortSignal) => AsyncIterableIterator<Item, void>,
  ): AsyncIterableIterator<Item, void>;
}

/** Of one process. Each takes some 20 KB and its share of every event. One key alone gets half of them. */
export const maxStreams = 4_000;
/** Streams last long, so that a place comes free less often than one of a query; s. */
const retryAfterSeconds = 5;

export function createOpenStreams(tools: { keys: KeyWatch; closing: AbortSignal }): OpenStreams {
  const places = sharePlaces(maxStreams);
  return {
    open({ caller, signal }, start) {
      if (!places.take(caller.keyId)) throw tooMany(places.holds(caller.keyId));
      const key = tools.keys.hold(caller.keyId);
      const ended = AbortSignal.any([signal, key.gone, tools.closing]);
      const items = start(ended);
      let isOpen = true;
      const close = (): void => {
        if (!isOpen) return;
        isOpen = false;
        places.release(caller.keyId);
        key.release();
        ended.removeEventListener('abort', leave);
      };
      // Whoever asked for it may never pull: an answer of another kind was accepted, or he left before the first item.
      const leave = (): void => {
        close();
        items.return?.().catch(() => undefined);
      };
      ended.addEventListener('abort', leave, { once: true });
      if (ended.aborted) leave();
      return {
        async next() {
          try {
            const next = await items.next();
            // An end that the caller did not ask for must not look like the end of the log.
            if (next.done !== true) return next;
            if (key.gone.aborted) throw unauthenticated();
            if (tools.closing.aborted && !signal.aborted) throw goingAway();
            close();
            return next;
          } catch (error) {
            close();
            throw error;
          }
        },
        async return() {
          close();
          await items.return?.();
          return { done: true, value: undefined };
        },
        [Symbol.asyncIterator]() {
          return this;
        },
      };
    },
  };
}

function tooMany(held: number): GraphQLError {
  return new GraphQLError(
    `Expected at most ${held} subscriptions of one key in this process while others have the rest. Come back in a while, or close some.`,
    { extensions: { code: 'TOO_MANY_SUBSCRIPTIONS', retryable: true, retryAfterSeconds } },
  );
}

function goingAway(): GraphQLError {
  return new GraphQLError('This process goes away. Subscribe again with the last cursor you have.', {
    extensions: { code: 'GOING_AWAY', retryable: true, retryAfterSeconds: 1 },
  });
}
