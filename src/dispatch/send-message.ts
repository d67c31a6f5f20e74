import type { KeyObject } from 'node:crypto';
import { describeFault } from '../db/describe-fault.ts';
import { internalError } from '../delivery/bury-delivery.ts';
import type { Settlement } from '../delivery/settle-attempt.ts';
import { ownReferences } from '../messages/own-references.ts';
import { failpoint } from '../log/failpoint.ts';
import type { Log } from '../log/log.ts';
import type { SendOutcome } from '../whatsapp/classify-answer.ts';
import { isUnsendable } from '../whatsapp/is-unsendable.ts';
import { signOpaqueValue } from '../whatsapp/opaque-value.ts';
import { renderMessage } from '../whatsapp/render-message.ts';
import { withdrawn, type WhatsAppClient } from '../whatsapp/send-message.ts';
import type { ClaimedMessage } from './claim-messages.ts';
import { decideRetry, type Spent } from './decide-retry.ts';
import { namesShown } from './take-answers.ts';
import type { TimeBudget } from './time-budget.ts';

export interface SendTools {
  client: WhatsAppClient;
  accessToken: string;
  opaqueKey: KeyObject;
  budget: TimeBudget;
  /** Above it waiting longer for the next try helps nobody; ms. */
  backOffCapMs: number;
  log: Log;
}

/** What became of an attempt. `outcome` is what WhatsApp did; undefined when we never asked it. */
export interface Sent {
  settlement: Settlement;
  outcome?: SendOutcome | undefined;
}

/** Nothing was tried: it says nothing of WhatsApp, and the message may go at once, or as soon as its gate opens. */
const unsent = { outcome: 'NOT_WRITTEN', retry: { afterMs: 0, costsTry: false } } as const;

/**
 * Sends a claimed message once and says what is known of it. `mayWrite` is asked right before it is written. Never
 * throws.
 */
export async function sendMessage(
  tools: SendTools,
  claimed: ClaimedMessage,
  mayWrite: () => boolean,
): Promise<Sent> {
  const { messageId, attempt, sender } = claimed;
  const startedAt = performance.now();
  const settle = (
    end: Omit<Settlement, 'messageId' | 'attempt' | 'durationMs'>,
    outcome?: SendOutcome,
  ): Sent => ({
    settlement: { messageId, attempt, durationMs: Math.round(performance.now() - startedAt), ...end },
    outcome,
  });
  // A worker that slept since its claim may no longer write: its lease could end while WhatsApp answers.
  if (startedAt - claimed.claimedAtMs > tools.budget.leaseMs - tools.budget.deadlineMs) {
    return settle(unsent);
  }
  let body: object;
  try {
    if (!claimed.to || !claimed.content)
      throw new Error('Expected the content of the message, got none: it was erased.');
    const missing = missingReference(claimed, tools.backOffCapMs);
    if (missing) return settle(missing);
    body = renderMessage(claimed.content, claimed.to, {
      opaque: signOpaqueValue({ messageId, attempt }, tools.opaqueKey),
      wamidOf: (id) => claimed.wamids.get(id)?.wamid ?? '',
      ...(claimed.context ? { context: claimed.context } : {}),
    });
  } catch (error) {
    const cause = describeFault(error);
    tools.log.error({ event: 'dispatch.render_failed', messageId, attempt, cause });
    const deadLetter = { stage: 'RENDER', cause } as const;
    return settle({ outcome: 'NOT_WRITTEN', error: internalError, deadLetter });
  }
  failpoint('send.beforeWrite');
  const outcome = await tools.client.send({
    phoneNumberId: sender.phoneNumberId,
    accessToken: tools.accessToken,
    body,
    subject: { messageId, attempt },
    mayWrite,
  });
  failpoint('send.answered');
  if (outcome.class === 'NOT_WRITTEN' && outcome.reason === withdrawn) return settle(unsent);
  const names = namesShown(claimed.to, outcome);
  return settle({ ...describeOutcome(outcome, claimed, tools.backOffCapMs), names }, outcome);
}

/** A reply waits until WhatsApp knows the message that it answers, and fails with it. */
function missingReference(
  { content, context, wamids, attempt, tries }: ClaimedMessage,
  capMs: number,
): Omit<Settlement, 'messageId' | 'attempt' | 'durationMs'> | undefined {
  if (!content) return undefined;
  const missing = ownReferences({ content, context })
    .map(({ messageId }) => wamids.get(messageId))
    .find((each) => each?.wamid == null);
  if (!missing) return undefined;
  if (missing.isOver) {
    return {
      outcome: 'NOT_WRITTEN',
      error: { code: 'REFERENCE_NOT_SENT', title: 'The message that it answers was never sent' },
    };
  }
  return {
    outcome: 'NOT_WRITTEN',
    error: { code: 'REFERENCE_WAITS', title: 'The message that it answers has not reached WhatsApp yet' },
    retry: decideRetry(
      { class: 'NOT_WRITTEN', reason: 'REFERENCE_WAITS' },
      { attempt, tries },
      capMs,
      Math.random,
    ),
  };
}

function describeOutcome(
  outcome: SendOutcome,
  spent: Spent,
  capMs: number,
): Omit<Settlement, 'messageId' | 'attempt' | 'durationMs'> {
  return {
    outcome: outcome.class,
    wamid: outcome.class === 'ACCEPTED' ? outcome.wamid : undefined,
    // WhatsApp answers 200 to what it takes.
    httpStatus: 'httpStatus' in outcome ? outcome.httpStatus : outcome.class === 'ACCEPTED' ? 200 : undefined,
    error: errorOf(outcome),
    retry: decideRetry(outcome, spent, capMs, Math.random),
  };
}

function errorOf(outcome: SendOutcome): Settlement['error'] {
  switch (outcome.class) {
    case 'REFUSED':
      return { code: outcome.failure.code, title: outcome.failure.title, details: outcome.error.details };
    case 'NOT_WRITTEN':
      return isUnsendable(outcome)
        ? {
            code: 'REQUEST_UNSENDABLE',
            title: 'The request to WhatsApp cannot be written',
            details: outcome.reason,
          }
        : { code: 'WHATSAPP_UNREACHABLE', title: 'WhatsApp could not be reached', details: outcome.reason };
    case 'UNKNOWN':
      return {
        code: 'NO_ANSWER',
        title: 'The request was sent and no usable answer came',
        details: outcome.reason,
      };
    case 'ACCEPTED_ID_LOST':
      return { code: 'ANSWER_LOST', title: 'WhatsApp took the message and its answer was lost' };
    case 'ACCEPTED':
      return undefined;
  }
}
