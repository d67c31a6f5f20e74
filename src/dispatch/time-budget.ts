/** The times of one send, each longer than the one before: connect < headers < total deadline < lease. */
export interface TimeBudget {
  /** TCP and TLS; ms. */
  connectMs: number;
  /** Until the head of the answer; ms. */
  headersMs: number;
  /** Until the end of the answer, whatever happens; ms. */
  deadlineMs: number;
  /** How long a claimed message belongs to its worker; past it the message is UNKNOWN; ms. */
  leaseMs: number;
}

/** Measured senders wait up to 35 s for WhatsApp; an answer that takes longer than 20 s has been lost in practice. */
export const defaultTimeBudget: TimeBudget = {
  connectMs: 5_000,
  headersMs: 15_000,
  deadlineMs: 20_000,
  leaseMs: 30_000,
};

export function assertTimeBudget(budget: TimeBudget): void {
  const { connectMs, headersMs, deadlineMs, leaseMs } = budget;
  if (0 < connectMs && connectMs < headersMs && headersMs < deadlineMs && deadlineMs < leaseMs) return;
  throw new Error(
    `Expected connect < headers < deadline < lease, got ${connectMs}, ${headersMs}, ${deadlineMs} and ${leaseMs} ms.`,
  );
}
