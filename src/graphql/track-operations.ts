import type { SubscribePayload } from 'graphql-ws';

/** Operations of one socket at once. */
export const maxOperations = 50;

/**
 * The operations of one socket. Its client may say that one is complete before it is: then what is read for it is stopped, and
 * it counts no longer, unless it is a mutation, which goes on to its end.
 */
export interface Operations {
  /** Undefined: there are too many. */
  begin: (operation: SubscribePayload, id: string) => RunningOperation | undefined;
  end: (operation: SubscribePayload) => void;
  /** Looks into a message before it is acted on. */
  hear: (text: string) => void;
  leave: () => void;
}

export interface RunningOperation {
  /** Aborts when its client no longer wants it. */
  signal: AbortSignal;
  /** Told of a mutation, before anything else is heard. */
  goOn: () => void;
}

export function trackOperations(): Operations {
  const running = new Map<SubscribePayload, { id: string; leaving: AbortController; goesOn: boolean }>();
  let count = 0;
  const counts = ({ leaving, goesOn }: { leaving: AbortController; goesOn: boolean }): boolean =>
    goesOn || !leaving.signal.aborted;
  return {
    begin(operation, id) {
      if (count >= maxOperations) return undefined;
      const begun = { id, leaving: new AbortController(), goesOn: false };
      running.set(operation, begun);
      count += 1;
      return {
        signal: begun.leaving.signal,
        goOn: () => {
          begun.goesOn = true;
        },
      };
    },
    end(operation) {
      const ended = running.get(operation);
      if (ended && counts(ended)) count -= 1;
      running.delete(operation);
    },
    hear(text) {
      const completed = count > 0 ? completedIn(text) : undefined;
      if (completed === undefined) return;
      for (const each of running.values()) {
        if (each.id !== completed || each.leaving.signal.aborted) continue;
        each.leaving.abort();
        if (!counts(each)) count -= 1;
      }
    },
    leave() {
      for (const { leaving } of running.values()) leaving.abort();
    },
  };
}

/** Longer ones are no end of an operation: an id has 256 characters at most, of which JSON makes six each; characters. */
const maxCompleteLength = 2_000;

function completedIn(text: string): unknown {
  if (text.length > maxCompleteLength || !text.includes('complete')) return undefined;
  try {
    const message = JSON.parse(text) as { type?: unknown; id?: unknown } | null; // graphql-ws judges it afterwards
    return message?.type === 'complete' ? message.id : undefined;
  } catch {
    return undefined;
  }
}
