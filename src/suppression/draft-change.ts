import type { EventDraft } from '../events/append-events.ts';
import type { SuppressionList, SuppressionScope, SuppressionSource } from './suppression.ts';

export interface Changed {
  id: string;
  list: SuppressionList;
  scope: SuppressionScope;
}

/** What the log says of a change: codes only; who it is about is read from the entry, as long as that knows. */
export function draftChange(
  change: 'ADDED' | 'REMOVED',
  { id, list, scope }: Changed,
  source: SuppressionSource,
): EventDraft {
  return {
    subject: 'SUPPRESSION',
    messageId: id,
    kind: 'CHANGED',
    status: change,
    detail: { list, scope, source },
  };
}
