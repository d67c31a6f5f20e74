import {
  draft,
  move,
  type Attempt,
  type Delivery,
  type DeliveryError,
  type Held,
  type Moved,
} from './delivery.ts';
import { foldRank, isFailed, mayHaveBeenTaken, replaceAttempt } from './fold-rank.ts';
import { rank, type Rank } from './status.ts';

/** Something that WhatsApp said of an attempt, by a webhook or by its answer. */
export interface ProvedStatus {
  attempt: number;
  wamid: string;
  rank: Rank;
  providerAt?: Date | undefined;
  error?: DeliveryError | undefined;
  pricing?: Record<string, unknown> | undefined;
}

/**
 * Merges one proved status. Ranks only grow, so order, repetition and lateness of what is said cannot matter; a status
 * that adds nothing but its time makes no event.
 */
export function proveStatus(held: Held, proved: ProvedStatus): Moved {
  const attempt = held.attempts.find((each) => each.attempt === proved.attempt);
  if (!attempt || proved.rank === rank.NONE) return { ...held, drafts: [] };

  const known = held.attempts.filter((each) => each.wamid !== null);
  const isSecondCopy = known.length > 0 && known.every((each) => each.wamid !== proved.wamid);
  const attempts = replaceAttempt(held.attempts, prove(attempt, proved));
  const before = held.delivery;
  const folded = foldRank(attempts);
  const overtaken = folded > rank.NONE && isOvertaken[before.phase];
  // A refusal of ours is history once WhatsApp speaks of the message; what WhatsApp said of a failure is not.
  const saidBefore = !isOvertaken[before.phase] || held.attempts.some(isFailed) ? before.error : null;
  const moved = move(
    held,
    {
      rank: folded,
      wamid: attempts.find((each) => each.wamid !== null)?.wamid ?? null,
      pricing: onePricing(before.pricing, proved.pricing),
      ...timeOf(before, proved),
      ...(overtaken ? { ...handedOver, error: saidBefore, ...copiesOf(before, attempts) } : {}),
      ...(proved.error === undefined ? {} : { error: oneOf(saidBefore, proved.error) }),
    },
    { ...proved, attempts, error: folded === rank.FAILED ? proved.error : undefined },
  );
  const warning = proved.rank === rank.FAILED && folded > rank.FAILED;
  return {
    ...moved,
    drafts: [
      ...moved.drafts,
      ...(isSecondCopy ? [draft(moved.delivery, 'DUPLICATE_DETECTED', { ...proved, error: undefined })] : []),
      ...(warning ? [draft(moved.delivery, 'WARNING', proved)] : []),
    ],
  };
}

function prove(attempt: Attempt, proved: ProvedStatus): Attempt {
  const reached = proved.rank === rank.FAILED ? rank.NONE : proved.rank;
  return {
    ...attempt,
    // The maximum of two ranks is a rank.
    rank: Math.max(attempt.rank, proved.rank) as Rank,
    reached: Math.max(attempt.reached, reached) as Rank,
    wamid: attempt.wamid ?? proved.wamid,
  };
}

/** When the first copy is proved before a second one was made, there will be no second one. */
function copiesOf({ phase, possibleDuplicate }: Delivery, attempts: readonly Attempt[]): Partial<Delivery> {
  if (phase !== 'RETRY_WAIT') return {};
  return { possibleDuplicate: possibleDuplicate && attempts.filter(mayHaveBeenTaken).length > 1 };
}

/**
 * What is proved of the attempts counts as soon as nothing holds it up any more. Undefined: nothing more is proved than
 * the message says already.
 */
export function handOverProved(held: Held): Moved | undefined {
  const folded = foldRank(held.attempts);
  if (folded <= held.delivery.rank) return undefined;
  const error = held.delivery.error ?? undefined;
  return move(
    held,
    { rank: folded, ...(isOvertaken[held.delivery.phase] ? handedOver : {}) },
    { error: folded === rank.FAILED ? error : undefined },
  );
}

const handedOver = { phase: 'HANDED_OVER', inDoubt: false, ready: false, leaseUntil: null } as const;

/** Phases that end when WhatsApp proves that it has the message. */
const isOvertaken: Record<Delivery['phase'], boolean> = {
  SENDING: true,
  RETRY_WAIT: true,
  UNKNOWN: true,
  UNCONFIRMED: true,
  FAILED: true,
  // No attempt can be outstanding here: the rank shows what was proved, the phase stays.
  SCHEDULED: false,
  QUEUED: false,
  CANCELED: false,
  EXPIRED: false,
  HANDED_OVER: false,
};

/** Of several failures of one message always the same speaks, whichever was heard of first. */
function oneOf(known: DeliveryError | null, said: DeliveryError): DeliveryError {
  const order = ({ code, title, details }: DeliveryError): string => JSON.stringify([code, title, details]);
  return known !== null && order(known) <= order(said) ? known : said;
}

/** Likewise: what is charged stands above what is free. */
function onePricing(known: Delivery['pricing'], said: ProvedStatus['pricing']): Delivery['pricing'] {
  if (known === null || said === undefined) return known ?? said ?? null;
  const order = (each: Record<string, unknown>): string =>
    JSON.stringify([each['billable'] === true, each['category'], each['type'], each['model']]);
  return order(known) >= order(said) ? known : said;
}

/** The earliest time that WhatsApp gave for each status. */
function timeOf(before: Delivery, proved: ProvedStatus): Partial<Delivery> {
  const at = proved.providerAt;
  if (!at) return {};
  switch (proved.rank) {
    case rank.SENT:
      return { sentAt: earlier(before.sentAt, at) };
    case rank.FAILED:
      return { failedAt: earlier(before.failedAt, at) };
    case rank.DELIVERED:
      return { deliveredAt: earlier(before.deliveredAt, at) };
    case rank.READ:
      return { readAt: earlier(before.readAt, at) };
    case rank.PLAYED:
      return { playedAt: earlier(before.playedAt, at) };
    case rank.NONE:
    case rank.ACCEPTED:
      return {};
  }
}

function earlier(known: Date | null, at: Date): Date {
  return known !== null && known <= at ? known : at;
}
