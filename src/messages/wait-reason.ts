import type { Delivery, ParkedFor } from '../delivery/delivery.ts';
import { rank } from '../delivery/status.ts';
import type { Gate } from '../senders/read-gates.ts';

export type WaitCode = ParkedFor | 'SENDER_PAUSED' | 'WHATSAPP_UNREACHABLE' | 'SENDER_PACE';

/** Why a message does not go now. */
export interface WaitReason {
  code: WaitCode;
  /** Null: not known, it depends on others. */
  until: Date | null;
  /** What closed the gate of the sender. */
  closedCode?: string | null;
}

/** Null: it waits for nothing but its turn within moments, or it waits no longer. */
export function waitReasonOf(delivery: Delivery, gate: Gate | undefined): WaitReason | null {
  const isWaiting = ['SCHEDULED', 'QUEUED', 'RETRY_WAIT'].includes(delivery.phase);
  if (!isWaiting || delivery.rank > rank.NONE) return null;
  const { parkedFor, notBefore } = delivery;
  if (parkedFor !== null) return { code: parkedFor, until: parkedFor === 'ORDER' ? null : notBefore };
  if (!gate) return null;
  const { closedUntil, closedCode, unreachableUntil, tat, now } = gate;
  if (closedUntil && closedUntil > now) return { code: 'SENDER_PAUSED', until: closedUntil, closedCode };
  if (unreachableUntil && unreachableUntil > now)
    return { code: 'WHATSAPP_UNREACHABLE', until: unreachableUntil };
  return tat > now ? { code: 'SENDER_PACE', until: tat } : null;
}
