import { checkBeliefs } from './checks/belief.ts';
import { checkAcknowledged, checkKeys } from './checks/enqueue.ts';
import { checkOrder } from './checks/order.ts';
import { checkProofs, checkRanks, checkWebhooks } from './checks/proof.ts';
import { checkRecovery } from './checks/recovery.ts';
import { checkCopies, checkEnds, checkSettled } from './checks/send.ts';
import { checkStreams } from './checks/stream.ts';
import type { Evidence, Verdict } from './evidence.ts';

/** Judges a run when it is over, from nothing but what it left behind. */
export function checkHistory(evidence: Evidence): Verdict[] {
  const checks =
    evidence.failover === 'ASYNCHRONOUS' ? keptWithoutHistory : [...needHistory, ...keptWithoutHistory];
  return checks.map((check) => check(evidence));
}

/** A standby that has not heard of it yet knows nothing of a message, of its claim or of its cancel. */
const needHistory = [
  checkAcknowledged,
  checkBeliefs,
  checkKeys,
  checkCopies,
  checkEnds,
  checkOrder,
  checkWebhooks,
];

/** Whatever the database has lost. */
const keptWithoutHistory = [checkSettled, checkRanks, checkStreams, checkProofs, checkRecovery];
