/**
 * What WhatsApp does to a run: about 5 % of answers are lost after the message was taken, others are refused, late or
 * spoiled, and webhooks come late, twice, out of order or never. The first rule that is drawn counts.
 */
export function chaosRules(seed: number): { seed: number; rules: object[] } {
  return { seed, rules: named.map(({ rule }) => rule) };
}

/** In the order of the rules, for the report. */
export function ruleNames(): string[] {
  return named.map(({ name }) => name);
}

const named = [
  when('lost answer', 0.04, { kind: 'acceptThenDrop' }),
  when('lost answer and webhooks', 0.01, { kind: 'acceptThenDrop' }, { drop: 'all' }),
  when('reset after it was taken', 0.01, { kind: 'resetAfterRead', accepted: true }),
  when('reset before it was taken', 0.01, { kind: 'resetAfterRead', accepted: false }),
  when('truncated answer', 0.01, { kind: 'acceptThenTruncate' }),
  when('page instead of an answer', 0.005, { kind: 'html200', accepted: true }),
  when('bare 503', 0.01, { kind: 'bare503', accepted: false }),
  when('bare 503 though taken', 0.005, { kind: 'bare503', accepted: true }),
  when('answer too late', 0.01, { kind: 'slowHead', ms: 3_500 }),
  when('slow answer', 0.05, { kind: 'slowHead', ms: 300 }),
  when('dripping answer', 0.01, { kind: 'slowBody', ms: 1_000 }),
  when('refused for now', 0.03, { kind: 'error', code: 131_016 }),
  when('refused for good', 0.01, { kind: 'error', code: 131_026 }),
  when('duplicated webhooks', 0.05, undefined, { duplicate: 2 }),
  when('shuffled webhooks', 0.1, undefined, { shuffle: true }),
  when('delayed webhooks', 0.05, undefined, { delayMs: 2_000 }),
  when('lost webhooks', 0.04, undefined, { drop: 'all' }),
  when('webhooks without our value', 0.03, undefined, { withoutOpaque: true }),
  when('webhook before the answer', 0.03, undefined, { beforeAnswer: true }),
];

function when(name: string, probability: number, answer?: object, webhooks?: object) {
  return {
    name,
    rule: { match: { probability }, ...(answer ? { answer } : {}), ...(webhooks ? { webhooks } : {}) },
  };
}
