import type { InboundContent, InboundContext, InboundReferral } from '../content/inbound-content.ts';
import type { FindContact } from './index-contacts.ts';
import { readInboundContent } from './read-inbound-content.ts';
import {
  booleanOf,
  exactText,
  firstGiven,
  isGiven,
  isRecord,
  nestsDeeper,
  readableText,
  recordOf,
  wholeText,
} from './json-value.ts';
import type { JsonRecord } from './json-value.ts';
import { nameOf, phoneIn, userIdIn } from './name-of.ts';
import { unixTime } from './unix-time.ts';

/** One message that somebody sent to one of our numbers, as WhatsApp reported it. Personal data throughout. */
export interface InboundReport {
  phoneNumberId: string;
  wamid: string;
  /** E.164; absent when a user name hides it. */
  fromPhone?: string | undefined;
  fromUserId?: string | undefined;
  profileName?: string | undefined;
  username?: string | undefined;
  providerAt?: Date | undefined;
  content: InboundContent;
  context?: InboundContext | undefined;
  referral?: InboundReferral | undefined;
  groupId?: string | undefined;
}

export type InboundFault =
  'NOT_AN_OBJECT' | 'TOO_DEEP' | 'NO_PHONE_NUMBER_ID' | 'BAD_ID' | 'BAD_TYPE' | 'NO_SENDER';

const maxId = 512; // characters, as for the ids of statuses
const maxWord = 64; // characters, as for the words of statuses
const maxName = 256; // characters; WhatsApp itself takes far shorter ones
const maxText = 4_096; // characters; as long as a message
const maxDepth = 32; // FM §5.5; as for statuses

export function readInbound(
  item: unknown,
  phoneNumberId: string | undefined,
  contactOf: FindContact,
): InboundReport | InboundFault {
  if (!isRecord(item)) return 'NOT_AN_OBJECT';
  if (nestsDeeper(item, maxDepth)) return 'TOO_DEEP';
  if (phoneNumberId === undefined) return 'NO_PHONE_NUMBER_ID';
  const wamid = exactText(item['id'], maxId);
  if (wamid === undefined) return 'BAD_ID';
  const type = exactText(item['type'], maxWord);
  if (type === undefined) return 'BAD_TYPE';
  const contact = contactOf(item);
  const names = namesOf(item, contact);
  const fromPhone = phoneIn(names);
  const fromUserId = userIdIn(names);
  if (fromPhone === undefined && fromUserId === undefined) return 'NO_SENDER';
  const groupId = exactText(item['group_id'], maxId);
  // Half of its id would make a message to a group one to us alone.
  if (groupId === undefined && isGiven(item['group_id'])) return 'BAD_ID';
  const profile = recordOf(contact['profile']);
  return {
    phoneNumberId,
    wamid,
    fromPhone,
    fromUserId,
    profileName: readableText(profile['name'], maxName),
    username: readableText(withoutAt(profile['username']), maxName),
    providerAt: unixTime(item['timestamp']),
    content: readInboundContent(type, item),
    context: isRecord(item['context']) ? contextOf(item['context']) : undefined,
    referral: isRecord(item['referral']) ? referralOf(item['referral']) : undefined,
    groupId,
  };
}

/** The message's own names come first, and those that linked portfolios share last: they reach somebody else's users too. */
function namesOf(item: JsonRecord, contact: JsonRecord): string[] {
  const given = [
    ...[item['from'], item['from_user_id'], contact['wa_id'], contact['user_id']],
    ...[item['from_parent_user_id'], contact['parent_user_id']],
  ];
  return given.flatMap((each) => nameOf(each) ?? []);
}

/** Webhooks show user names with and without it. */
function withoutAt(username: unknown): unknown {
  return typeof username === 'string' ? username.replace(/^@+/, '') : username;
}

function contextOf(context: JsonRecord): InboundContext {
  const product = context['referred_product'];
  return {
    wamid: wholeText(context['id']),
    forwarded: booleanOf(context['forwarded']),
    frequentlyForwarded: booleanOf(context['frequently_forwarded']),
    product: isRecord(product)
      ? {
          catalogId: wholeText(product['catalog_id']),
          productRetailerId: wholeText(product['product_retailer_id']),
        }
      : undefined,
  };
}

function referralOf(referral: JsonRecord): InboundReferral {
  return {
    sourceUrl: wholeText(referral['source_url']),
    sourceType: wholeText(referral['source_type']),
    sourceId: wholeText(referral['source_id']),
    headline: readableText(referral['headline'], maxText),
    body: readableText(referral['body'], maxText),
    mediaType: wholeText(referral['media_type']),
    mediaUrl: wholeText(
      firstGiven([referral['image_url'], referral['video_url'], referral['thumbnail_url']]),
    ),
    clickId: wholeText(referral['ctwa_clid']),
  };
}
