import type { EventDraft, EventKind } from '../events/append-events.ts';
import { phaseMoves, rank, statusOf, type Phase, type Rank } from './status.ts';

/** How far one message has come. Times are the database's. */
export interface Delivery {
  messageId: string;
  senderId: string;
  phase: Phase;
  rank: Rank;
  /** May have been sent and is not proved. */
  inDoubt: boolean;
  /** The fence: the number of the latest attempt, the only one that may settle. */
  attempt: number;
  /** The budget: refusals that count against the limit of tries. */
  tries: number;
  ready: boolean;
  notBefore: Date;
  /** Why it waits without a job, until `notBefore`. */
  parkedFor: ParkedFor | null;
  leaseUntil: Date | null;
  unknownSince: Date | null;
  expiresAt: Date;
  priority: Priority;
  onUnknown: UnknownPolicy;
  /** A further attempt was made although an earlier one may have been sent. */
  possibleDuplicate: boolean;
  /** Its owner gave it up: UNCONFIRMED for good. */
  givenUp: boolean;
  /** The place that the pace of its pair reserved for it. */
  pairSlot: Date | null;
  laneId: Buffer | null;
  /** The rank from which on the next in its lane may go. */
  laneBarrier: Rank | null;
  laneTimeoutMs: number | null;
  /** When it stops holding up its lane, whatever became of it; null before its first attempt. */
  laneUntil: Date | null;
  /** Those behind it in its lane have to wait. */
  laneOpen: boolean;
  wamid: string | null;
  error: DeliveryError | null;
  pricing: Record<string, unknown> | null;
  acceptedAt: Date | null;
  sentAt: Date | null;
  deliveredAt: Date | null;
  readAt: Date | null;
  playedAt: Date | null;
  failedAt: Date | null;
}

export type ParkedFor = 'SEND_AT' | 'BACK_OFF' | 'PAIR_PACE' | 'ORDER' | 'TEMPLATE_PAUSED' | 'REFERENCE';

/** What becomes of a message that may have been sent when nothing proves it: at most once, or at least once. */
export type UnknownPolicy = 'HOLD' | 'RESEND';

export const priority = { LOW: 0, NORMAL: 1, HIGH: 2 } as const;
export type Priority = (typeof priority)[keyof typeof priority];

/** WhatsApp's code as text ("131047"), or one of ours ("INTERNAL"). */
export interface DeliveryError {
  code: string;
  title: string;
  details?: string | undefined;
}

/** One time that we set out to send. */
export interface Attempt {
  messageId: string;
  attempt: number;
  senderId: string;
  startedAt: Date;
  finishedAt: Date | null;
  outcome: AttemptOutcome | null;
  rank: Rank;
  /** The highest that is proved of it apart from a failure. */
  reached: Rank;
  /** Ended without acceptance, or its silence was judged: the failure of another attempt no longer waits for it. */
  closed: boolean;
  wamid: string | null;
  httpStatus: number | null;
  durationMs: number | null;
  error: DeliveryError | null;
}

export type AttemptOutcome = 'NOT_WRITTEN' | 'REFUSED' | 'ACCEPTED' | 'ACCEPTED_ID_LOST' | 'UNKNOWN';

/** A locked delivery with its attempts, in order of their numbers. */
export interface Held {
  delivery: Delivery;
  attempts: readonly Attempt[];
}

/** What a transition made of it, with the events to append. */
export interface Moved extends Held {
  drafts: readonly EventDraft[];
}

/**
 * The only way a delivery changes. An event is drafted when the public status changes; a phase that may not follow is a
 * fault of ours and throws, so that the transaction rolls back.
 */
export function move(
  held: Held,
  change: Partial<Delivery>,
  about: {
    attempts?: readonly Attempt[];
    attempt?: number;
    providerAt?: Date | undefined;
    error?: DeliveryError | undefined;
  } = {},
): Moved {
  const before = held.delivery;
  const after = keepWhole({ ...before, ...change });
  if (after.phase !== before.phase && !phaseMoves[before.phase].includes(after.phase)) {
    throw new Error(
      `Expected one of ${phaseMoves[before.phase].join(', ') || 'no phase'} after ${before.phase}, got ${after.phase}.`,
    );
  }
  const changed = statusOf(after) !== statusOf(before);
  // What frees a lane always shows in the status too.
  const leftLane = before.laneOpen && !after.laneOpen ? (before.laneId ?? undefined) : undefined;
  return {
    delivery: after,
    attempts: about.attempts ?? held.attempts,
    drafts: changed ? [{ ...draft(after, 'STATUS', about), leftLane }] : [],
  };
}

/** What follows from the phase, so that no act can forget it. */
function keepWhole(delivery: Delivery): Delivery {
  const isParked = waitingPhases.includes(delivery.phase) && !delivery.ready;
  return {
    ...delivery,
    parkedFor: isParked ? (delivery.parkedFor ?? 'BACK_OFF') : null,
    unknownSince: delivery.phase === 'UNKNOWN' ? delivery.unknownSince : null,
    laneOpen: delivery.laneOpen && holdsUpItsLane(delivery),
  };
}

const waitingPhases: readonly Phase[] = ['SCHEDULED', 'QUEUED', 'RETRY_WAIT'];

function holdsUpItsLane(delivery: Delivery): boolean {
  if (delivery.rank >= (delivery.laneBarrier ?? rank.NONE)) return false;
  return !['FAILED', 'EXPIRED', 'CANCELED', 'UNCONFIRMED'].includes(statusOf(delivery));
}

export function draft(
  delivery: Delivery,
  kind: EventKind,
  about: { attempt?: number; providerAt?: Date | undefined; error?: DeliveryError | undefined },
): EventDraft {
  const attempt = about.attempt ?? delivery.attempt;
  return {
    messageId: delivery.messageId,
    kind,
    status: statusOf(delivery),
    attempt: attempt > 0 ? attempt : undefined,
    providerAt: about.providerAt,
    detail: detailOf(delivery, about.error),
  };
}

function detailOf({ possibleDuplicate }: Delivery, error: DeliveryError | undefined): EventDraft['detail'] {
  if (!error && !possibleDuplicate) return undefined;
  return {
    ...(error ? { error: { code: error.code, title: error.title } } : {}),
    ...(possibleDuplicate ? { possibleDuplicate } : {}),
  };
}
