import type { EnqueueRequest } from './enqueue-request.ts';

/** A moment that does not fit the clock. */
export interface MomentFault {
  path: readonly string[];
  code: string;
  message: string;
}

/** Longer is a calendar and not a queue; days. */
const maxAheadDays = 366;
/** Clocks of callers differ, and requests take their time: so much of the past still means "now"; minutes. */
const pastIsNowMinutes = 5;
/** More than a whole attempt may take, so that a message that is taken can be sent; seconds. */
const leastValiditySeconds = 30;
const maxValidityDays = 30;

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** Whether anything about a request depends on the clock: most do not, and need no look at it. */
export function hasMoments(request: EnqueueRequest): boolean {
  return request.sendAt !== undefined || request.expiresAt !== undefined;
}

/** `now` is the database's. Distances only in the sentences: a caller's clock may be wrong. */
export function judgeMoments(request: EnqueueRequest, now: Date): MomentFault[] {
  return [...judgeSendAt(request, now), ...judgeExpiresAt(request, now)];
}

function judgeSendAt({ sendAt }: EnqueueRequest, now: Date): MomentFault[] {
  if (!sendAt) return [];
  const path = ['sendAt'];
  const aheadMs = sendAt.getTime() - now.getTime();
  if (aheadMs > maxAheadDays * dayMs) {
    return [
      {
        path,
        code: 'SEND_AT_TOO_FAR',
        message: `Expected at most ${maxAheadDays} days from now, but got a moment ${Math.ceil(aheadMs / dayMs)} days ahead. Enqueue it later.`,
      },
    ];
  }
  if (aheadMs < -pastIsNowMinutes * minuteMs) {
    return [
      {
        path,
        code: 'SEND_AT_PAST',
        message: `Expected a moment to come, but got one ${Math.floor(-aheadMs / minuteMs)} minutes ago. Leave it out to send at once.`,
      },
    ];
  }
  return [];
}

function judgeExpiresAt({ sendAt, expiresAt }: EnqueueRequest, now: Date): MomentFault[] {
  if (!expiresAt) return [];
  const path = ['expiresAt'];
  const startMs = Math.max(now.getTime(), sendAt?.getTime() ?? 0);
  const start = sendAt && sendAt > now ? 'sendAt' : 'now';
  const leftMs = expiresAt.getTime() - startMs;
  if (leftMs < leastValiditySeconds * 1_000) {
    return [
      {
        path,
        code: 'ALREADY_EXPIRED',
        message: `Expected at least ${leastValiditySeconds} seconds after ${start}, but got ${Math.floor(leftMs / 1_000)}. Give a later moment, or leave it out.`,
      },
    ];
  }
  if (leftMs > maxValidityDays * dayMs) {
    return [
      {
        path,
        code: 'VALIDITY_TOO_LONG',
        message: `Expected at most ${maxValidityDays} days after ${start}, but got ${Math.ceil(leftMs / dayMs)}. Give an earlier moment.`,
      },
    ];
  }
  return [];
}
