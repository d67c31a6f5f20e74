import type { Attempt, Delivery, Held } from '../../src/delivery/delivery.ts';
import { rank } from '../../src/delivery/status.ts';

export const now = new Date('2026-11-22T10:00:00.000Z');
export const messageId = '0199f6a1-7c3e-7b51-9d1c-2f6a8e4b7c10';
export const senderId = '0199f6a1-0000-7000-8000-000000000001';
export const wamid = 'wamid.OUT1';

/** A message that stands in the queue, with what a test changes about it. */
export function delivery(changed: Partial<Delivery> = {}): Delivery {
  return {
    messageId,
    senderId,
    phase: 'QUEUED',
    rank: rank.NONE,
    inDoubt: false,
    attempt: 0,
    tries: 0,
    ready: true,
    notBefore: now,
    parkedFor: null,
    leaseUntil: null,
    unknownSince: null,
    expiresAt: after(24 * 3_600_000),
    priority: 1,
    onUnknown: 'HOLD',
    possibleDuplicate: false,
    givenUp: false,
    pairSlot: null,
    laneId: null,
    laneBarrier: null,
    laneTimeoutMs: null,
    laneUntil: null,
    laneOpen: false,
    wamid: null,
    error: null,
    pricing: null,
    acceptedAt: null,
    sentAt: null,
    deliveredAt: null,
    readAt: null,
    playedAt: null,
    failedAt: null,
    ...changed,
  };
}

/** An attempt that runs. */
export function attempt(number: number, changed: Partial<Attempt> = {}): Attempt {
  return {
    messageId,
    attempt: number,
    senderId,
    startedAt: now,
    finishedAt: null,
    outcome: null,
    rank: rank.NONE,
    reached: changed.rank === rank.FAILED ? rank.NONE : (changed.rank ?? rank.NONE),
    closed: false,
    wamid: null,
    httpStatus: null,
    durationMs: null,
    error: null,
    ...changed,
  };
}

/** A message that is on its way, after as many attempts that WhatsApp refused as it takes. */
export function sending(number = 1, changed: Partial<Delivery> = {}): Held {
  const refused = Array.from({ length: number - 1 }, (_, index) =>
    attempt(index + 1, { outcome: 'REFUSED', finishedAt: now, closed: true }),
  );
  return {
    delivery: delivery({
      phase: 'SENDING',
      attempt: number,
      ready: false,
      leaseUntil: after(30_000),
      ...changed,
    }),
    attempts: [...refused, attempt(number)],
  };
}

export function after(ms: number): Date {
  return new Date(now.getTime() + ms);
}
