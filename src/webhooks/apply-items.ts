import type { KeyObject } from 'node:crypto';
import { hashRecipient } from '../contacts/hash-aliases.ts';
import { openWindows, type Opening } from '../contacts/open-windows.ts';
import type { Tx } from '../db/database.ts';
import { recordStatuses, type ReportedStatus } from '../delivery/record-statuses.ts';
import { rankOfWord } from '../delivery/status.ts';
import type { EventDraft } from '../events/append-events.ts';
import { storeInbound } from '../inbound/store-inbound.ts';
import type { PhoneNumber } from '../recipient/phone-number.ts';
import type { Recipient } from '../recipient/recipient.ts';
import type { Sender } from '../senders/sender.ts';
import { looksLikeOpaqueValue, readOpaqueValue } from '../whatsapp/opaque-value.ts';
import type { InboundReport } from '../whatsapp/read-inbound.ts';
import { isOfDelivery, type StatusError, type StatusUpdate } from '../whatsapp/read-status.ts';
import { applyApart } from './apply-apart.ts';
import type { Item } from './assign-items.ts';
import { deadItem, type DeadItem } from './dead-item.ts';

export interface ItemTools {
  opaqueKey: KeyObject;
  recipientKey: KeyObject;
  settleWindowMs: number;
}

export interface AppliedItems {
  drafts: EventDraft[];
  matched: number;
  parked: number;
  /** Echoed a value of ours for a message that it cannot be about. */
  denied: number;
  /** Echoed a value in the form of ours that we never signed. */
  forged: number;
  /** Statuses of payments and other things beside the delivery. */
  aside: number;
  /** Messages that were told for the first time. */
  inbound: number;
}

/** Applies the items of one tenant. An item that cannot be applied is added to `dead`; the others are applied. */
export async function applyOrSetAside(
  tx: Tx,
  tools: ItemTools,
  tenantId: string,
  items: readonly Item[],
  dead: DeadItem[],
): Promise<AppliedItems> {
  const parts = await applyApart(
    tx,
    items,
    (inner, some) => applyItems(inner, tools, tenantId, some),
    ({ inboxId, path }, error) => dead.push(deadItem({ inboxId, path, tenantId }, error)),
  );
  return addUp(parts);
}

export function addUp(parts: readonly AppliedItems[]): AppliedItems {
  const sum = (of: 'matched' | 'parked' | 'denied' | 'forged' | 'aside' | 'inbound'): number =>
    parts.reduce((before, part) => before + part[of], 0);
  return {
    drafts: parts.flatMap((part) => part.drafts),
    matched: sum('matched'),
    parked: sum('parked'),
    denied: sum('denied'),
    forged: sum('forged'),
    aside: sum('aside'),
    inbound: sum('inbound'),
  };
}

async function applyItems(
  tx: Tx,
  tools: ItemTools,
  tenantId: string,
  items: readonly Item[],
): Promise<AppliedItems> {
  const statuses = items.flatMap((item) => (item.kind === 'STATUS' ? [item] : []));
  const messages = items.flatMap((item) => (item.kind === 'MESSAGE' ? [item] : []));
  const reported = statuses.map((item) => toReported(tools, item));
  const recorded = await recordStatuses(tx, tenantId, reported, tools.settleWindowMs);
  const stored = await storeInbound(
    tx,
    tenantId,
    messages.map(({ sender, message }) => ({ ...message, senderId: sender.senderId })),
  );
  await openWindows(
    tx,
    tenantId,
    messages.flatMap((item) => openingsOf(tools.recipientKey, item)),
  );
  const received = stored.map(({ id, senderId, content, providerAt }): EventDraft => ({
    subject: 'INBOUND',
    messageId: id,
    kind: 'RECEIVED',
    status: 'RECEIVED',
    providerAt,
    detail: { senderId, type: content.type },
  }));
  return {
    ...recorded,
    drafts: [...recorded.drafts, ...received],
    forged: statuses.filter(({ status }, index) => isForged(status, reported[index])).length,
    aside: statuses.filter(({ status }) => !isOfDelivery(status)).length,
    inbound: stored.length,
  };
}

function toReported(
  tools: ItemTools,
  { sender, status }: { sender: Sender; status: StatusUpdate },
): ReportedStatus {
  const [error = status.status === 'failed' ? noReason : undefined] = status.errors;
  return {
    evidence: {
      senderId: sender.senderId,
      wamid: status.wamid,
      status: status.status,
      rank: rankOfWord(status.status),
      participant: status.participant,
      providerAt: status.providerAt,
      error: error && { code: error.code, title: error.title ?? 'No title given', details: error.details },
      pricing: pricingOf(status),
    },
    echo: readOpaqueValue(status.opaque, tools.opaqueKey),
  };
}

/** WhatsApp says of some failures that they happened, and nothing else. */
const noReason: StatusError = {
  code: 'UNKNOWN',
  title: 'No reason given',
  details: 'WhatsApp reported that the message failed and did not say why.',
};

function isForged({ opaque }: StatusUpdate, reported: ReportedStatus | undefined): boolean {
  return looksLikeOpaqueValue(opaque) && !reported?.echo;
}

/** Old versions name the category in the conversation only. */
function pricingOf({ pricing, conversation }: StatusUpdate): Record<string, unknown> | undefined {
  if (pricing) return { ...pricing, category: pricing.category ?? conversation?.originType };
  return conversation?.originType === undefined ? undefined : { category: conversation.originType };
}

/** Since somebody wrote, and from an advertisement; hours. REF §3. */
const windowHours = 24;
const referredWindowHours = 72;

/** A message in a group, or of WhatsApp itself, opens nothing. */
function openingsOf(
  key: KeyObject,
  { sender, message }: { sender: Sender; message: InboundReport },
): Opening[] {
  if (message.groupId !== undefined || silent.includes(message.content.type)) return [];
  return namesOf(message).map((name) => ({
    senderId: sender.senderId,
    recipientHash: hashRecipient(key, name),
    at: message.providerAt,
    hours: message.referral ? referredWindowHours : windowHours,
  }));
}

const silent: readonly InboundReport['content']['type'][] = ['SYSTEM', 'EDIT', 'REVOKE'];

function namesOf({ fromPhone, fromUserId }: InboundReport): Recipient[] {
  return [
    // Digits of a WhatsApp id: whoever wrote exists, whatever the plans of numbers say.
    ...(fromPhone === undefined ? [] : [{ phone: fromPhone as PhoneNumber }]),
    ...(fromUserId === undefined ? [] : [{ userId: fromUserId }]),
  ];
}
