import type { Tx } from '../db/database.ts';
import type { EventDraft } from '../events/append-events.ts';
import {
  move,
  type Attempt,
  type Delivery,
  type DeliveryError,
  type Moved,
  type ParkedFor,
  type Priority,
} from './delivery.ts';
import { expire } from './expire-deliveries.ts';
import { lockDeliveries, readNow } from './hold-deliveries.ts';
import { saveDeliveries } from './save-deliveries.ts';
import { rank } from './status.ts';

/** A message that this worker, and no other, may now send once. */
export interface Claim {
  messageId: string;
  attempt: number;
  /** Refusals so far that count against the limit. */
  tries: number;
  priority: Priority;
}

/** Why a message does not go now: it never may, or it waits until a time without a job. */
export type Verdict =
  { refuse: DeliveryError } | { park: { until: Date; reason: ParkedFor; pairSlot?: Date | undefined } };

/** Asked after the deliveries are locked, of those that would go: which must not, and why. */
export type JudgeWaiting = (waiting: readonly Delivery[], now: Date) => Promise<ReadonlyMap<string, Verdict>>;

/**
 * Moves messages to SENDING and writes their attempts before anything leaves. What may not go any more is left as it is,
 * expires or fails: nothing is sent with less than a whole deadline left to its expiry, or against the judge's word.
 */
export async function claimDeliveries(
  tx: Tx,
  tenantId: string,
  messageIds: readonly string[],
  limits: { leaseMs: number; deadlineMs: number },
  judge: JudgeWaiting,
): Promise<{ claims: Claim[]; drafts: EventDraft[] }> {
  const [deliveries, now] = await Promise.all([lockDeliveries(tx, tenantId, messageIds), readNow(tx)]);
  const waiting = deliveries.filter((each) => mayGo(each, now));
  const verdicts = await judge(waiting, now);
  const moved = waiting.flatMap((each) => claim(each, now, limits, verdicts.get(each.messageId)) ?? []);
  saveDeliveries(tx, tenantId, moved);
  return {
    claims: moved
      .filter((each) => each.delivery.phase === 'SENDING')
      .map(({ delivery }) => ({
        messageId: delivery.messageId,
        attempt: delivery.attempt,
        tries: delivery.tries,
        priority: delivery.priority,
      })),
    drafts: moved.flatMap((each) => each.drafts),
  };
}

/** Undefined: it may not go. A job is a hint: the message may have been canceled, parked or taken since. */
export function claim(
  delivery: Delivery,
  now: Date,
  limits: { leaseMs: number; deadlineMs: number },
  verdict?: Verdict,
): Moved | undefined {
  if (!mayGo(delivery, now)) return undefined;
  if (!verdict) return claimOrExpire(delivery, now, limits);
  return 'refuse' in verdict ? refuse(delivery, verdict.refuse, now) : park(delivery, verdict.park);
}

/** Its job is consumed: it comes back when its time has come, and is not looked at before. */
function park(
  delivery: Delivery,
  { until, reason, pairSlot }: Extract<Verdict, { park: object }>['park'],
): Moved {
  const change = { ready: false, notBefore: until, parkedFor: reason, pairSlot: pairSlot ?? null };
  return move({ delivery, attempts: [] }, change);
}

function mayGo(delivery: Delivery, now: Date): boolean {
  return (
    (delivery.phase === 'QUEUED' || delivery.phase === 'RETRY_WAIT') &&
    delivery.rank === rank.NONE &&
    delivery.notBefore <= now
  );
}

function claimOrExpire(
  delivery: Delivery,
  now: Date,
  limits: { leaseMs: number; deadlineMs: number },
): Moved {
  if (delivery.expiresAt.getTime() <= now.getTime() + limits.deadlineMs)
    return expire({ delivery, attempts: [] });
  const number = delivery.attempt + 1;
  return move(
    { delivery, attempts: [] },
    {
      phase: 'SENDING',
      attempt: number,
      ready: false,
      leaseUntil: new Date(now.getTime() + limits.leaseMs),
      pairSlot: null,
      laneUntil: laneUntil(delivery, now),
    },
    { attempt: number, attempts: [newAttempt(delivery, number, now)] },
  );
}

/** The first attempt decides how long those behind it in its lane wait at most. */
function laneUntil({ laneUntil: known, laneTimeoutMs }: Delivery, now: Date): Date | null {
  return known ?? (laneTimeoutMs === null ? null : new Date(now.getTime() + laneTimeoutMs));
}

/** Our own refusal: no attempt is made and none is counted. What may have been sent before is never called not sent. */
function refuse(delivery: Delivery, error: DeliveryError, now: Date): Moved {
  const held = { delivery, attempts: [] };
  return delivery.inDoubt
    ? move(held, { phase: 'UNCONFIRMED', ready: false, error }, { error })
    : move(held, { phase: 'FAILED', ready: false, error, failedAt: now }, { error });
}

function newAttempt(delivery: Delivery, attempt: number, now: Date): Attempt {
  return {
    messageId: delivery.messageId,
    attempt,
    senderId: delivery.senderId,
    startedAt: now,
    finishedAt: null,
    outcome: null,
    rank: rank.NONE,
    reached: rank.NONE,
    closed: false,
    wamid: null,
    httpStatus: null,
    durationMs: null,
    error: null,
  };
}
