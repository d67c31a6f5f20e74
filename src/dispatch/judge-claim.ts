import type { KeyObject } from 'node:crypto';
import { hashRecipient } from '../contacts/hash-aliases.ts';
import type { Tx } from '../db/database.ts';
import type { Verdict } from '../delivery/claim-deliveries.ts';
import type { Delivery } from '../delivery/delivery.ts';
import { findWamids } from '../delivery/find-wamids.ts';
import { judgeWaiting } from '../messages/judge-waiting.ts';
import { ownReferences } from '../messages/own-references.ts';
import type { MessageToSend } from '../messages/read-contents.ts';
import type { PairLimits } from '../senders/pair-slots.ts';
import { reservePlaces, type Candidate } from '../senders/reserve-places.ts';
import type { Sender } from '../senders/sender.ts';
import { findPausedTemplates, templateKey } from '../senders/template-pauses.ts';

interface JudgeTools {
  recipientKey: KeyObject;
  budget: { deadlineMs: number };
  pair: PairLimits;
}

/** Locked messages that would go, and what they say. */
interface Claiming {
  waiting: readonly Delivery[];
  contents: ReadonlyMap<string, MessageToSend>;
  now: Date;
}

/**
 * Which of the locked messages do not go now: the lists of suppression first, then pauses of templates and replies to
 * what WhatsApp does not know yet, and the pace of their pairs last, so that only what would go takes a place.
 */
export async function judgeClaim(
  tx: Tx,
  tools: JudgeTools,
  sender: Sender,
  { waiting, contents: read, now }: Claiming,
): Promise<Map<string, Verdict>> {
  const contents = new Map(
    waiting.flatMap(({ messageId }) => {
      const content = read.get(messageId);
      return content ? [[messageId, content]] : [];
    }),
  );
  const verdicts = new Map<string, Verdict>();
  for (const [id, error] of await judgeWaiting(tx, sender.tenantId, tools.recipientKey, contents)) {
    verdicts.set(id, { refuse: error });
  }
  await parkPausedTemplates(tx, sender, contents, verdicts);
  await parkReplies(tx, sender, contents, verdicts, now);
  await parkFastPairs(tx, tools, sender, { waiting, contents, verdicts, now });
  return verdicts;
}

async function parkPausedTemplates(
  tx: Tx,
  sender: Sender,
  contents: ReadonlyMap<string, MessageToSend>,
  verdicts: Map<string, Verdict>,
): Promise<void> {
  const templates = [...contents.values()].flatMap(({ content }) =>
    content.type === 'template' ? [content.template] : [],
  );
  const paused = await findPausedTemplates(tx, sender, templates);
  for (const [id, { content }] of contents) {
    const until = content.type === 'template' ? paused.get(templateKey(content.template)) : undefined;
    if (until && !verdicts.has(id)) verdicts.set(id, { park: { until, reason: 'TEMPLATE_PAUSED' } });
  }
}

/** Between two looks for the wamid that a reply waits for: as long as it has waited already, within these; ms. */
const shortestLookMs = 1_000;
const longestLookMs = 60_000;

/** A reply waits until WhatsApp knows the message that it answers. */
async function parkReplies(
  tx: Tx,
  sender: Sender,
  contents: ReadonlyMap<string, MessageToSend>,
  verdicts: Map<string, Verdict>,
  now: Date,
): Promise<void> {
  const references = [...contents].flatMap(([id, message]) =>
    ownReferences(message).map((each) => ({ id, message, to: each.messageId })),
  );
  const wamids = await findWamids(
    tx,
    sender.tenantId,
    references.map(({ to }) => to),
  );
  for (const { id, message, to } of references) {
    const known = wamids.get(to);
    // What is over is refused where it would be sent, with its reason.
    if (!known || known.wamid !== null || known.isOver || verdicts.has(id)) continue;
    const waitedMs = now.getTime() - message.createdAt.getTime();
    const lookMs = Math.min(longestLookMs, Math.max(shortestLookMs, waitedMs));
    verdicts.set(id, { park: { until: new Date(now.getTime() + lookMs), reason: 'REFERENCE' } });
  }
}

async function parkFastPairs(
  tx: Tx,
  { recipientKey, budget, pair }: JudgeTools,
  sender: Sender,
  claim: Claiming & { verdicts: Map<string, Verdict> },
): Promise<void> {
  const latestOf = (each: Delivery): Date => new Date(each.expiresAt.getTime() - budget.deadlineMs);
  const urgentFirst = claim.waiting.toSorted((a, b) => b.priority - a.priority);
  const candidates = urgentFirst.flatMap((each): Candidate[] => {
    const message = claim.contents.get(each.messageId);
    const latest = latestOf(each);
    if (!message || claim.verdicts.has(each.messageId) || latest <= claim.now) return [];
    const hash = hashRecipient(recipientKey, message.to);
    return [{ messageId: each.messageId, hash, slot: each.pairSlot, latest }];
  });
  const places = await reservePlaces(tx, sender, candidates, pair, claim.now);
  for (const { messageId, expiresAt } of claim.waiting) {
    const place = places.get(messageId);
    if (place === undefined || place === 'GO') continue;
    const slot = place === 'TOO_LATE' ? undefined : new Date(place);
    const park = { until: slot ?? expiresAt, reason: 'PAIR_PACE', pairSlot: slot } as const;
    claim.verdicts.set(messageId, { park });
  }
}
