import * as z from 'zod';

const milliseconds = z.int().min(0).max(600_000); // ten minutes: longer than any client waits
const errorCode = z.int().min(0).max(9_999_999); // any number, so that codes no table lists can be tried too
const word = z.string().min(1).max(64);
const name = z.string().min(1).max(200);

// A message must have all that is given here; `times` ends the rule, `probability` is drawn from the seed.
const match = z.strictObject({
  recipient: name.optional(),
  phoneNumberId: z.string().min(1).max(64).optional(),
  type: word.optional(),
  probability: z.number().min(0).max(1).optional(),
  times: z.int().min(1).optional(),
});

const answerKinds = [
  // WhatsApp's own names of the recipient may be others than the one that was asked for.
  z.strictObject({ kind: z.literal('accept'), waId: name.optional(), userId: name.optional() }),
  z.strictObject({
    kind: z.literal('error'),
    code: errorCode,
    http: z.int().min(400).max(599).optional(),
    details: z.string().max(1000).optional(),
    isTransient: z.boolean().optional(),
  }),
  // These accept, and then spoil or withhold the answer.
  z.strictObject({ kind: z.literal('acceptThenDrop') }),
  z.strictObject({ kind: z.literal('acceptThenTruncate') }),
  z.strictObject({ kind: z.literal('slowHead'), ms: milliseconds }),
  z.strictObject({
    kind: z.literal('slowBody'),
    ms: milliseconds,
    chunks: z.int().min(1).max(1000).default(10),
  }),
  z.strictObject({ kind: z.literal('hang') }),
  // These do not say whether they accepted; only the ledger and the webhooks know.
  z.strictObject({ kind: z.literal('html200'), accepted: z.boolean().default(true) }),
  z.strictObject({ kind: z.literal('bare503'), accepted: z.boolean().default(false) }),
  z.strictObject({ kind: z.literal('redirect'), accepted: z.boolean().default(false) }),
  z.strictObject({ kind: z.literal('resetAfterRead'), accepted: z.boolean() }),
  z.strictObject({ kind: z.literal('resetBeforeRead') }),
] as const;

const kindNames = answerKinds.map((kind) => kind.shape.kind.value);

const answer = z.discriminatedUnion('kind', answerKinds, {
  error: `expected kind to be one of ${kindNames.join(', ')}`,
});

const statusWord = z.enum(['sent', 'delivered', 'read', 'played', 'failed']);

const webhookChanges = z.strictObject({
  drop: z
    .union([z.literal('all'), z.array(statusWord)], { error: 'expected "all" or a list of statuses' })
    .optional(),
  duplicate: z.int().min(0).max(100).optional(), // further copies of each status
  shuffle: z.boolean().optional(),
  delayMs: milliseconds.optional(), // on top of the usual delays
  failWith: errorCode.optional(), // `failed` with this code in the place of delivered and read
  order: z.array(statusWord).max(20).optional(), // exactly these, in this order
  withoutOpaque: z.boolean().optional(),
  beforeAnswer: z.boolean().optional(), // the first status is posted before the HTTP answer
  unknownStatus: word.optional(), // one more status, with this word
});

const rule = z
  .strictObject({ match: match.default({}), answer: answer.optional(), webhooks: webhookChanges.optional() })
  .refine(
    ({ match, answer }) =>
      answer?.kind !== 'resetBeforeRead' || (match.recipient === undefined && match.type === undefined),
    'expected resetBeforeRead to match by phoneNumberId, probability or times only: nothing else is known before the body is read',
  );

export const ruleSet = z.strictObject({
  seed: z.int().default(1),
  rules: z.array(rule).max(1000).default([]),
});

/** What is done with a request that Meta would have accepted. */
export type Answer = z.infer<typeof answer>;

/** How the status webhooks differ from sent, delivered, read, once each and in time. */
export type WebhookChanges = z.infer<typeof webhookChanges>;

export type Rule = z.infer<typeof rule>;
export type RuleSet = z.infer<typeof ruleSet>;
