import { booleanOf, exactText, isRecord, nestsDeeper, recordOf } from './json-value.ts';
import { errorsOf } from './read-errors.ts';
import { unixTime } from './unix-time.ts';

/** One status of one message, as WhatsApp reported it. */
export interface StatusUpdate {
  phoneNumberId: string;
  wamid: string;
  /** WhatsApp's own word, known or not: sent, delivered, read, played, failed, … */
  status: string;
  /** In groups: whom it is about. */
  participant?: string | undefined;
  /** When WhatsApp says it happened, to the second. */
  providerAt?: Date | undefined;
  /** Our `biz_opaque_callback_data`, or anybody's text: `readOpaqueValue` tells. */
  opaque?: string | undefined;
  /** Digits without "+", a group id, or absent when a user name hides it. */
  recipientId?: string | undefined;
  recipientUserId?: string | undefined;
  errors: StatusError[];
  pricing?: StatusPricing | undefined;
  conversation?: StatusConversation | undefined;
}

export interface StatusError {
  code: string;
  title?: string | undefined;
  details?: string | undefined;
}

export interface StatusPricing {
  billable?: boolean | undefined;
  model?: string | undefined;
  type?: string | undefined;
  category?: string | undefined;
}

export interface StatusConversation {
  id?: string | undefined;
  originType?: string | undefined;
  expiresAt?: Date | undefined;
}

export type StatusFault = 'NOT_AN_OBJECT' | 'TOO_DEEP' | 'NO_PHONE_NUMBER_ID' | 'BAD_ID' | 'BAD_STATUS';

const maxId = 512; // characters; a wamid has about 60
const maxWord = 64; // characters
const maxOpaque = 512; // characters; REF §2.19
const maxDepth = 32; // FM §5.5; Meta's own nest three deep

export function readStatus(item: unknown, phoneNumberId: string | undefined): StatusUpdate | StatusFault {
  if (!isRecord(item)) return 'NOT_AN_OBJECT';
  if (nestsDeeper(item, maxDepth)) return 'TOO_DEEP';
  if (phoneNumberId === undefined) return 'NO_PHONE_NUMBER_ID';
  const wamid = exactText(item['id'], maxId);
  if (wamid === undefined) return 'BAD_ID';
  const status = item['status'];
  if (typeof status !== 'string' || exactText(status, maxWord) === undefined) return 'BAD_STATUS';
  return {
    phoneNumberId,
    wamid,
    status,
    participant: exactText(item['recipient_participant_id'], maxId),
    providerAt: unixTime(item['timestamp']),
    opaque: exactText(item['biz_opaque_callback_data'], maxOpaque),
    recipientId: exactText(item['recipient_id'], maxId),
    recipientUserId: exactText(item['recipient_user_id'], maxId),
    errors: errorsOf(item['errors']),
    pricing: isRecord(item['pricing']) ? pricingOf(item['pricing']) : undefined,
    conversation: isRecord(item['conversation']) ? conversationOf(item['conversation']) : undefined,
  };
}

function pricingOf(pricing: Record<string, unknown>): StatusPricing {
  return {
    billable: booleanOf(pricing['billable']),
    model: exactText(pricing['pricing_model'], maxWord),
    type: exactText(pricing['type'], maxWord),
    category: exactText(pricing['category'], maxWord),
  };
}

function conversationOf(conversation: Record<string, unknown>): StatusConversation {
  return {
    id: exactText(conversation['id'], maxId),
    originType: exactText(recordOf(conversation['origin'])['type'], maxWord),
    expiresAt: unixTime(conversation['expiration_timestamp']),
  };
}
