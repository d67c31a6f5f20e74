import type { Delivery, ParkedFor } from '../delivery/delivery.ts';
import { rank } from '../delivery/status.ts';
import type { Gate } from '../senders/read-gates.ts';

export type WaitCode =
  ParkedFor | 'SENDER_PAUSED' | 'WHATSAPP_UNREACHABLE' | 'SENDER_PACE' | 'WORKER' | 'TURN';

/** Why a message does not go now. */
export interface WaitReason {
  code: WaitCode;
  /** Null: not known, it depends on others. */
  until: Date | null;
  /** What closed the gate of the sender. */
  closedCode?: string | null;
}

/** A worker looks at a waiting message every two seconds: in five times that, one would have been there; ms. */
const lateMs = 10_000;

/** Null: it waits for nothing but its turn within moments, or it waits no longer. */
export function waitReasonOf(delivery: Delivery, gate: Gate | undefined): WaitReason | null {
  const isWaiting = ['SCHEDULED', 'QUEUED', 'RETRY_WAIT'].includes(delivery.phase);
  if (!isWaiting || delivery.rank > rank.NONE) return null;
  const { parkedFor, notBefore } = delivery;
  if (parkedFor === 'ORDER') return { code: parkedFor, until: null };
  const isLate = gate !== undefined && isOver(notBefore, gate.now);
  if (parkedFor !== null) {
    // Workers make ready what is due; where none is, its time passes.
    return isLate && !isServed(gate) ? noWorker : { code: parkedFor, until: notBefore };
  }
  return gate ? (reasonOfGate(gate) ?? (isLate ? reasonOfLate(gate) : null)) : null;
}

function reasonOfGate({ closedUntil, closedCode, unreachableUntil, tat, now }: Gate): WaitReason | null {
  if (closedUntil && closedUntil > now) return { code: 'SENDER_PAUSED', until: closedUntil, closedCode };
  if (unreachableUntil && unreachableUntil > now)
    return { code: 'WHATSAPP_UNREACHABLE', until: unreachableUntil };
  return tat && tat > now ? { code: 'SENDER_PACE', until: tat } : null;
}

/** Nothing that is written down holds it up. */
function reasonOfLate(gate: Gate): WaitReason {
  if (!isServed(gate)) return noWorker;
  const { closedCode } = gate;
  // A few messages try at this moment whether the gate can be opened.
  return closedCode === null
    ? { code: 'TURN', until: null }
    : { code: 'SENDER_PAUSED', until: null, closedCode };
}

const noWorker: WaitReason = { code: 'WORKER', until: null };

/** Whether a worker has taken leave to send for this sender just now: it does so whenever something is ready. */
function isServed({ tat, now }: Gate): boolean {
  return tat !== null && !isOver(tat, now);
}

function isOver(moment: Date, now: Date): boolean {
  return now.getTime() - moment.getTime() > lateMs;
}
