import { describeFault } from '../db/describe-fault.ts';
import { sqlState } from '../db/failures.ts';

/** An item that cannot be applied; the raw body stays in the inbox beside it. */
export interface DeadItem {
  inboxId: number;
  path: string;
  reason: string;
  /** Absent when nothing in the body tells: then it is nobody's, and only whoever runs the gateway can look at it. */
  tenantId?: string | undefined;
  /** For the log only: what was thrown, and where. */
  cause?: string | undefined;
}

/** The item whose application threw. */
export function deadItem(of: Omit<DeadItem, 'reason' | 'cause'>, error: unknown): DeadItem {
  const state = sqlState(error);
  const reason = state === undefined ? 'INTERNAL' : `SQLSTATE_${state}`;
  return { ...of, reason, cause: describeFault(error) };
}
