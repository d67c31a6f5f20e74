import { checkAcknowledged, checkKeys } from './checks/enqueue.ts';
import { checkOrder } from './checks/order.ts';
import { checkProofs, checkRanks, checkWebhooks } from './checks/proof.ts';
import { checkRecovery } from './checks/recovery.ts';
import { checkCopies, checkEnds, checkSettled } from './checks/send.ts';
import { checkStreams } from './checks/stream.ts';
import type { Evidence, Verdict } from './evidence.ts';

/** Judges a run when it is over, from nothing but what it left behind. */
export function checkHistory(evidence: Evidence): Verdict[] {
  return [
    checkAcknowledged,
    checkKeys,
    checkCopies,
    checkSettled,
    checkEnds,
    checkOrder,
    checkRanks,
    checkStreams,
    checkWebhooks,
    checkProofs,
    checkRecovery,
  ].map((check) => check(evidence));
}
