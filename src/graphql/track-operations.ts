import type { SubscribePayload } from 'graphql-ws';

/** Operations of one socket at once. */
export const maxOperations = 50;

/**
 * The operations of one socket, each from its beginning until it has settled. Its client may say that it is complete before:
 * then what is read for it is stopped, and it counts as long as it goes on.
 */
export interface Operations {
  /** Undefined: there are too many. The signal aborts when its client no longer wants it. */
  begin: (operation: SubscribePayload, id: string) => AbortSignal | undefined;
  end: (operation: SubscribePayload) => void;
  /** Looks into a message before it is acted on. */
  hear: (text: string) => void;
  leave: () => void;
}

export function trackOperations(): Operations {
  const running = new Map<SubscribePayload, { id: string; leaving: AbortController }>();
  return {
    begin(operation, id) {
      if (running.size >= maxOperations) return undefined;
      const leaving = new AbortController();
      running.set(operation, { id, leaving });
      return leaving.signal;
    },
    end(operation) {
      running.delete(operation);
    },
    hear(text) {
      const completed = running.size > 0 ? completedIn(text) : undefined;
      if (completed === undefined) return;
      for (const { id, leaving } of running.values()) if (id === completed) leaving.abort();
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
