import { booleanOf, exactText, isRecord, nestsDeeper, recordOf, type JsonRecord } from './json-value.ts';
import { errorsOf } from './read-errors.ts';
import { unixTime } from './unix-time.ts';

/** One status of one message, as WhatsApp reported it. */
export interface StatusUpdate {
  phoneNumberId: string;
  wamid: string;
  /** WhatsApp's own word, known or not: sent, delivered, read, played, failed, …; of a payment `payment.captured`. */
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

export type StatusFault =
  'NOT_AN_OBJECT' | 'TOO_DEEP' | 'NO_PHONE_NUMBER_ID' | 'BAD_ID' | 'BAD_STATUS' | 'BAD_TYPE';

const maxId = 512; // characters; a wamid has about 60
const maxWord = 64; // characters; several times the longest that is known
const maxOpaque = 512; // characters; REF §2.19; WhatsApp takes no longer one
const maxDepth = 32; // FM §5.5; Meta's own nest three deep

export function readStatus(item: unknown, phoneNumberId: string | undefined): StatusUpdate | StatusFault {
  if (!isRecord(item)) return 'NOT_AN_OBJECT';
  if (nestsDeeper(item, maxDepth)) return 'TOO_DEEP';
  if (phoneNumberId === undefined) return 'NO_PHONE_NUMBER_ID';
  const wamid = exactText(item['id'], maxId);
  if (wamid === undefined) return 'BAD_ID';
  const status = item['status'];
  if (typeof status !== 'string' || exactText(status, maxWord) === undefined) return 'BAD_STATUS';
  const subject = subjectOf(item);
  if (subject === undefined) return 'BAD_TYPE';
  return {
    phoneNumberId,
    wamid,
    status: subject === ofMessage ? status : `${subject}.${status}`,
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

/** What most statuses are about; older versions write it. */
const ofMessage = 'message';

/**
 * What a status is about. A status of anything but the message itself, such as its payment, gets a word of its own
 * (`payment.failed`): it is kept, and proves nothing of the delivery. Undefined when nobody can tell.
 */
function subjectOf(status: JsonRecord): string | undefined {
  const type = status['type'];
  if (type === undefined || type === null || type === '')
    return isRecord(status['payment']) ? 'payment' : ofMessage;
  return typeof type === 'string' ? exactText(type, maxWord) : undefined;
}

/** Whether a status is about the delivery. WhatsApp's own words have no dot. */
export function isOfDelivery({ status }: Pick<StatusUpdate, 'status'>): boolean {
  return !status.includes('.');
}

/** Whether a status is about the message itself. */
export function isOfMessage(status: JsonRecord): boolean {
  return subjectOf(status) === ofMessage;
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
