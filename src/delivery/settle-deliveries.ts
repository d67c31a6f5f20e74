import type { Tx } from '../db/database.ts';
import type { EventDraft } from '../events/append-events.ts';
import { writeDeadLetters } from './dead-letter.ts';
import { adoptEvidence, noteAcceptances } from './evidence.ts';
import { holdDeliveries } from './hold-deliveries.ts';
import { proveAll } from './record-statuses.ts';
import { saveDeliveries } from './save-deliveries.ts';
import { settleAttempt, type Settlement } from './settle-attempt.ts';
import type { Held, Moved } from './delivery.ts';
import { moveFlow, newsOf } from './webhook-flow.ts';

/**
 * Takes the outcomes of attempts, however many, in a constant number of statements. Webhooks that were faster and could
 * not be matched are waiting as parked evidence: a wamid that becomes known here adopts them at once.
 */
export async function settleDeliveries(
  tx: Tx,
  tenantId: string,
  settlements: readonly Settlement[],
  windowMs: number,
): Promise<EventDraft[]> {
  const { held, now } = await holdDeliveries(
    tx,
    tenantId,
    settlements.map((each) => each.messageId),
  );
  const settled = new Map<string, Moved>();
  const accepted: { messageId: string; attempt: number; senderId: string; wamid: string }[] = [];
  for (const settlement of settlements) {
    const before: Held | undefined = settled.get(settlement.messageId) ?? held.get(settlement.messageId);
    if (!before) continue;
    settled.set(settlement.messageId, settleAttempt(before, settlement, now));
    if (settlement.wamid !== undefined) {
      const { messageId, attempt, wamid } = settlement;
      accepted.push({ messageId, attempt, senderId: before.delivery.senderId, wamid });
    }
  }
  // The attempt must stand before evidence can point at it.
  noteAcceptances(tx, tenantId, accepted);
  const said = await adoptEvidence(tx, tenantId, accepted);
  const adopted = proveAll(settled, said);
  for (const each of adopted) settled.set(each.delivery.messageId, each);
  const letters = settlements.flatMap(({ messageId, deadLetter }) =>
    deadLetter ? [{ messageId, ...deadLetter }] : [],
  );
  const news = [...newsOf(held, accepted, 'ACCEPTED'), ...newsOf(held, said, 'HEARD')];
  saveDeliveries(tx, tenantId, [...settled.values()]);
  writeDeadLetters(tx, tenantId, letters);
  moveFlow(tx, tenantId, news, windowMs);
  return [...settled.values()].flatMap((each) => each.drafts);
}
