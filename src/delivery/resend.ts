import { move, type Held, type Moved } from './delivery.ts';
import { closeAttempts } from './fold-rank.ts';
import { handOverProved } from './prove-status.ts';

/**
 * Lets a message that may have been sent go once more, at once; its caller gives it a job. It says so before anything
 * leaves: whatever comes of the next attempt may be a second copy.
 */
export function resend(held: Held, now: Date, tries: number): Moved {
  const closed = closeAttempts(held);
  return (
    handOverProved(closed) ??
    move(closed, { phase: 'RETRY_WAIT', ready: true, notBefore: now, possibleDuplicate: true, tries })
  );
}

/** WhatsApp took it and its id was lost: a further attempt would certainly be a second copy. */
export function wasTaken({ attempts }: Held): boolean {
  return attempts.some((each) => each.outcome === 'ACCEPTED_ID_LOST');
}
