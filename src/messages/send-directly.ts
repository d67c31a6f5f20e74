import type { Caller } from '../auth/authenticate.ts';
import { mayPass } from '../db/failures.ts';
import { priority } from '../delivery/delivery.ts';
import { cancelMessage } from './cancel-message.ts';
import { enqueueMessages, type EnqueueRefusal, type EnqueueTools } from './enqueue-messages.ts';
import type { EnqueueRequest } from './enqueue-request.ts';
import { verdictOf, type Verdict, type VerdictWatch } from './watch-verdicts.ts';

/** A message to send at once; every value is checked. */
export type DirectRequest = Pick<
  EnqueueRequest,
  'from' | 'to' | 'content' | 'context' | 'externalId' | 'idempotencyKey'
> & {
  /** How long its caller waits for the verdict; ms. */
  timeoutMs: number;
};

export type DirectOutcome =
  | EnqueueRefusal
  /** Nothing was stored. */
  | { outcome: 'TOO_MANY_WAITING' }
  | { outcome: 'VERDICT'; verdict: Verdict; messageId: string }
  /** It may have left, or the caller or the database went away: the message goes on. */
  | { outcome: 'NO_VERDICT'; messageId: string };

/**
 * The message may be claimed until its caller gives up, and a claim asks for a whole deadline, 20 s, before its expiry;
 * with it a little for the way. Should this process die, nothing is sent later than that; ms.
 */
const graceMs = 25_000;

/**
 * Stores a message as every other, ahead of the others, and waits for what WhatsApp says to it. What has not left by the
 * deadline is taken back. Neither list keeps such a message back.
 */
export async function sendDirectly(
  tools: EnqueueTools & {
    verdicts: VerdictWatch;
    signal: AbortSignal;
    /** Told when there is nothing left to do but to wait. */
    endTurn?: (() => void) | undefined;
  },
  { tenantId, keyId }: Pick<Caller, 'tenantId' | 'keyId'>,
  { timeoutMs, ...request }: DirectRequest,
): Promise<DirectOutcome> {
  const deadline = performance.now() + timeoutMs;
  using place = tools.verdicts.reserve(keyId);
  if (!place) return { outcome: 'TOO_MANY_WAITING' };
  const [stored] = await enqueueMessages({ ...tools, depth: undefined }, tenantId, [
    {
      ...request,
      filterUnsubscribed: false,
      filterBlocked: false,
      priority: priority.HIGH,
      onUnknown: 'HOLD',
      validForMs: timeoutMs + graceMs,
    },
  ]);
  if (!stored) throw new Error('Expected one outcome for one message, got none.');
  if (stored.outcome !== 'ENQUEUED') return stored;
  const { messageId } = stored;
  const { signal } = tools;
  tools.endTurn?.();
  const verdict = await place.wait(
    { tenantId, messageId },
    { timeoutMs: Math.max(0, deadline - performance.now()), signal },
  );
  if (verdict) return { outcome: 'VERDICT', verdict, messageId };
  if (signal.aborted) return { outcome: 'NO_VERDICT', messageId };
  return await takeBack(tools, tenantId, messageId);
}

async function takeBack(tools: EnqueueTools, tenantId: string, messageId: string): Promise<DirectOutcome> {
  const canceled = await cancelMessage(tools, tenantId, messageId).catch((error: unknown) => {
    // The message is stored all the same, and its expiry is near.
    if (mayPass(error)) return { outcome: 'UNKNOWN' as const };
    throw error;
  });
  switch (canceled.outcome) {
    case 'CANCELED':
      return { outcome: 'VERDICT', verdict: 'NOT_SENT', messageId };
    case 'TOO_LATE': {
      // It may have come in this very moment.
      const verdict = verdictOf(canceled.status);
      return verdict ? { outcome: 'VERDICT', verdict, messageId } : { outcome: 'NO_VERDICT', messageId };
    }
    case 'NOT_FOUND':
    case 'UNKNOWN':
      return { outcome: 'NO_VERDICT', messageId };
  }
}
