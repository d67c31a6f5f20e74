import type { WebhookFlow } from './webhook-flow.ts';

/**
 * Until when a message must have become UNKNOWN for its silence to be judged now. Webhooks come roughly in the order of
 * the sends: when they speak of later attempts and not of this one, its silence says something.
 */
export interface SilenceCutOffs {
  /** Attempts that started before this have later ones that were heard of. */
  heardThrough: Date | null;
  /** For those: a whole window of flowing webhooks has passed. */
  compared: Date;
  /** For the others nothing can be compared, so that the clock alone decides, after twice the window. */
  alone: Date;
  /** Nothing is judged of attempts that started up to then: webhooks are stalled, and silence proves nothing. */
  stalledThrough: Date | null;
}

/**
 * While webhooks are stalled only what was sent after everything that WhatsApp accepted is judged: by the clock, or on a
 * quiet sender a message would be in doubt for ever because the webhooks of the one before it are lost.
 */
export function judgeSilence(flow: WebhookFlow, now: Date, windowMs: number): SilenceCutOffs {
  const beforeWindow = ago(now, windowMs);
  const flowedWholeWindow = flow.flowingSince !== null && flow.flowingSince <= beforeWindow;
  return {
    heardThrough: flow.heardThrough,
    compared: flowedWholeWindow ? beforeWindow : never,
    alone: ago(now, 2 * windowMs),
    stalledThrough: isStalled(flow, now, windowMs) ? flow.acceptedThrough : null,
  };
}

/** WhatsApp accepted something later than what was heard of, and had half a window to speak of it. */
export function isStalled(flow: WebhookFlow, now: Date, windowMs: number): boolean {
  const { acceptedThrough: accepted, heardThrough: heard } = flow;
  if (accepted === null || (heard !== null && accepted <= heard)) return false;
  const behindMs = heard === null ? 0 : accepted.getTime() - heard.getTime();
  return Math.max(behindMs, now.getTime() - accepted.getTime()) > windowMs / 2;
}

const never = new Date(0);

function ago(now: Date, ms: number): Date {
  return new Date(now.getTime() - ms);
}
