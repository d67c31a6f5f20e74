import type { Tx } from '../db/database.ts';
import { appendEvents, type EventDraft } from '../events/append-events.ts';
import { logTopic } from '../events/topics.ts';
import { releaseLanes } from '../messages/release-lanes.ts';
import { findSendersByPhoneNumberId } from '../senders/find-senders.ts';
import { readWebhook } from '../whatsapp/read-webhook.ts';
import { applyOrSetAside } from './apply-items.ts';
import type { ApplyTools } from './apply-webhooks.ts';
import { assignItems } from './assign-items.ts';
import type { DeadItem } from './dead-item.ts';
import { deleteDeadItem, holdDeadItem } from './inbox.ts';
import { takePeople } from './take-people.ts';

export type ReplayOutcome =
  | { outcome: 'APPLIED'; drafts: readonly EventDraft[] }
  | { outcome: 'NOT_FOUND' }
  /** It still cannot be applied, and stays set aside. */
  | { outcome: 'STILL_DEAD'; reason: string };

/**
 * Applies one item again that was set aside, from the raw body: after a fault of ours is mended. Only items of the
 * tenant itself are found, and what the item says counts only for the tenant's own senders.
 */
export async function replayDeadItem(
  tools: Omit<ApplyTools, 'log'>,
  tenantId: string,
  deadItemId: string,
): Promise<ReplayOutcome> {
  const outcome = await tools.database.transaction((tx) => replay(tx, tools, tenantId, deadItemId));
  if (outcome.outcome !== 'APPLIED') return outcome;
  tools.doorbell.ring([logTopic(tenantId)]);
  await releaseLanes(tools, tenantId, outcome.drafts);
  return outcome;
}

async function replay(
  tx: Tx,
  tools: Omit<ApplyTools, 'log'>,
  tenantId: string,
  deadItemId: string,
): Promise<ReplayOutcome> {
  const item = await holdDeadItem(tx, tenantId, deadItemId);
  if (!item) return { outcome: 'NOT_FOUND' };
  const { inboxId, path, body } = item;
  const reading = { inboxId, ...only(path, readWebhook(body)) };
  const { ofTenants, dead } = await assignItems(tx, [reading]);
  const [unreadable] = dead;
  if (unreadable) return { outcome: 'STILL_DEAD', reason: unreadable.reason };
  const refused: DeadItem[] = [];
  const items = ofTenants.get(tenantId);
  const applied = items && (await applyOrSetAside(tx, tools, tenantId, items, refused));
  const senders = await findSendersByPhoneNumberId(
    tx,
    reading.people.map((each) => each.phoneNumberId),
  );
  const people = reading.people
    .filter((each) => senders.get(each.phoneNumberId)?.tenantId === tenantId)
    .map((each) => ({ ...each, inboxId }));
  const wished = await takePeople(tx, tools.recipientKey, people, refused);
  const drafts = applied?.drafts ?? wished.get(tenantId)?.drafts;
  if (!drafts) return { outcome: 'STILL_DEAD', reason: 'NO_SENDER_OF_YOURS' };
  const [still] = refused;
  if (still) return { outcome: 'STILL_DEAD', reason: still.reason };
  await deleteDeadItem(tx, tenantId, deadItemId);
  appendEvents(tx, tenantId, drafts);
  return { outcome: 'APPLIED', drafts };
}

/** The one item, wherever the reader puts it now. */
function only(path: string, reading: ReturnType<typeof readWebhook>): ReturnType<typeof readWebhook> {
  const isIt = (each: { path: string }): boolean => each.path === path;
  return {
    statuses: reading.statuses.filter(isIt),
    messages: reading.messages.filter(isIt),
    others: 0,
    problems: reading.problems.filter(isIt),
    // What a message shows of people has a path of its own: unless that was set aside, it was taken when it came.
    people: reading.people.filter(isIt),
  };
}
