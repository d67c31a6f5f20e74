import type { Suppression } from './suppression.ts';

/** What a message asked for, and whether it is marketing. */
export interface FilterRequest {
  filterUnsubscribed: boolean;
  filterBlocked: boolean;
  isMarketing: boolean;
}

/** The code that the caller reads, when a message may not go to somebody with these entries. */
export type SuppressionCode = 'RECIPIENT_UNSUBSCRIBED' | 'RECIPIENT_IN_BLOCK_LIST';

/** A block outweighs an unsubscription: it is the account's own will. */
export function judgeMessage(
  request: FilterRequest,
  entries: readonly Suppression[],
): SuppressionCode | undefined {
  if (request.filterBlocked && entries.some((each) => each.list === 'BLOCKED'))
    return 'RECIPIENT_IN_BLOCK_LIST';
  const applies = (each: Suppression): boolean =>
    each.list === 'UNSUBSCRIBED' && (each.scope === 'ALL' || request.isMarketing);
  return request.filterUnsubscribed && entries.some(applies) ? 'RECIPIENT_UNSUBSCRIBED' : undefined;
}
