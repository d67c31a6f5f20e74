import { GraphQLError, type ExecutionArgs, type ExecutionResult } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { sharePlaces } from '../doors/share-places.ts';
import type { Context } from './context.ts';
import type { Weight } from './weigh-operation.ts';

/**
 * What a process works at at once, in parts: a lone mutation is one, and takes about a quarter of a millisecond of a
 * processor. One key alone gets half of it, which is as many single messages as go into one transaction.
 */
const maxWork = 1_024;
/** Cost of one part: a statement. */
const costOfPart = 500;
/** To judge and store one message of a list, beside what is read of it; cost. */
const costOfInput = 100;
/** The heaviest operation counts for so much at most, so that several keys find a part for it; parts. */
const maxParts = 128;
/** Operations of all keys that wait for their turn; one key alone gets half of the places. */
const maxWaiting = 4_000;
/** A caller who waited so long for a turn is told to come again; ms. */
const patienceMs = 5_000;

interface Waiting {
  parts: number;
  start: (refusal?: GraphQLError) => void;
}

/** Queries and mutations take turns by key: a key with much work waits for its own work, and other keys keep their turns. */
export function takeTurns(): Plugin<Record<string, unknown>> {
  const turns = shareTurns();
  return {
    onExecute({ executeFn, setExecuteFn }) {
      const execute = executeFn as (args: ExecutionArgs) => Promise<ExecutionResult> | ExecutionResult; // any, in Yoga's types
      setExecuteFn(async (args) => {
        const context = args.contextValue as Context;
        const { keyId } = context.caller;
        const parts = partsOf(context.weight);
        const refusal = await turns.take(keyId, parts, context.signal);
        if (refusal) return { errors: [refusal] };
        let isOver = false;
        const end = (): void => {
          if (!isOver) turns.release(keyId, parts);
          isOver = true;
        };
        context.endTurn = end;
        try {
          return await execute(args);
        } finally {
          end();
        }
      });
    },
  };
}

function partsOf({ cost, inputs }: Pick<Weight, 'cost' | 'inputs'> = { cost: 0, inputs: 0 }): number {
  return Math.min(maxParts, Math.max(1, Math.round((cost + inputs * costOfInput) / costOfPart)));
}

interface Turns {
  /** Answers when it is this one's turn; or why it does not come. */
  take: (keyId: string, parts: number, gone: AbortSignal) => Promise<GraphQLError | undefined>;
  release: (keyId: string, parts: number) => void;
}

export function shareTurns(limits = { work: maxWork, waiting: maxWaiting, patienceMs }): Turns {
  const work = sharePlaces(limits.work);
  const places = sharePlaces(limits.waiting);
  /** Who was served goes to the end. */
  const lanes = new Map<string, Set<Waiting>>();

  function serve(): void {
    let isServed = true;
    while (isServed) {
      isServed = false;
      for (const [keyId, lane] of [...lanes]) {
        const [first] = lane;
        if (!first || !work.take(keyId, first.parts)) continue;
        leave(keyId, lane, first);
        if (lanes.delete(keyId)) lanes.set(keyId, lane);
        first.start();
        isServed = true;
      }
    }
  }

  function leave(keyId: string, lane: Set<Waiting>, waiting: Waiting): void {
    lane.delete(waiting);
    places.release(keyId);
    if (lane.size === 0) lanes.delete(keyId);
  }

  return {
    async take(keyId, parts, gone) {
      const lane = lanes.get(keyId) ?? new Set();
      if (lane.size === 0 && work.take(keyId, parts)) return undefined;
      if (!places.take(keyId)) return overloaded();
      const { promise, resolve } = Promise.withResolvers<GraphQLError | undefined>();
      const waiting: Waiting = { parts, start: resolve };
      lanes.set(keyId, lane.add(waiting));
      const giveUp = (): void => {
        if (!lane.has(waiting)) return;
        leave(keyId, lane, waiting);
        resolve(overloaded());
      };
      const timer = setTimeout(giveUp, limits.patienceMs);
      gone.addEventListener('abort', giveUp, { once: true });
      if (gone.aborted) giveUp();
      const refusal = await promise;
      clearTimeout(timer);
      gone.removeEventListener('abort', giveUp);
      return refusal;
    },
    release(keyId, parts) {
      work.release(keyId, parts);
      if (lanes.size > 0) serve();
    },
  };
}

/** Nothing of the operation was begun. */
function overloaded(): GraphQLError {
  return new GraphQLError(
    'Expected a turn for this operation, but too many of this key are before it. Nothing was done; try again.',
    { extensions: { code: 'OVERLOADED', retryable: true, retryAfterSeconds: 1, http: { status: 503 } } },
  );
}
