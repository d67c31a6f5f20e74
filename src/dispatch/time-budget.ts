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

/** A deadline that reaches beyond the lease would let two workers hold one message. */
export function assertTimeBudget(budget: TimeBudget): void {
  const { connectMs, headersMs, deadlineMs, leaseMs } = budget;
  if (0 < connectMs && connectMs < headersMs && headersMs < deadlineMs && deadlineMs < leaseMs) return;
  throw new Error(
    `Expected connect < headers < deadline < lease, got ${connectMs}, ${headersMs}, ${deadlineMs} and ${leaseMs} ms.`,
  );
}
