import type {
  InboundContent,
  InboundKind,
  InboundMediaType,
  InboundOrderItem,
} from '../content/inbound-content.ts';
import {
  booleanOf,
  fieldOf,
  firstGiven,
  isGiven,
  isRecord,
  listOf,
  numberOf,
  readableText,
  recordOf,
  storableJson,
  wholeText,
  type JsonRecord,
} from './json-value.ts';
import { readInboundCards } from './read-inbound-cards.ts';
import { readInboundSystem } from './read-inbound-system.ts';
import { errorsOf } from './read-errors.ts';
import { unixTime } from './unix-time.ts';

const maxText = 65_536; // characters; what people may write is not limited to what we may. Programs do not compare it
const maxItems = 1_000; // entries of one order

/** What is not in the form that its type promises is kept as it came: half of it would be a guess. */
export function readInboundContent(type: string, item: JsonRecord): InboundContent {
  const kind = known(type, item) ?? { type: 'OTHER', word: type, raw: storableJson(partOf(type, item)) };
  // A file that WhatsApp could not fetch comes with its reason, and so may any kind.
  const errors = errorsOf(item['errors']);
  return errors.length > 0 ? { ...kind, errors } : kind;
}

function known(type: string, item: JsonRecord): InboundKind | undefined {
  const part = recordOf(fieldOf(item, type));
  switch (type) {
    case 'text': {
      const body = readableText(part['body'], maxText);
      return body === undefined ? undefined : { type: 'TEXT', body };
    }
    case 'image':
    case 'video':
    case 'audio':
    case 'document':
    case 'sticker':
      return mediaOf(mediaTypes[type], part);
    case 'location':
      return locationOf(part);
    case 'contacts': {
      const given = item['contacts'];
      const cards = Array.isArray(given) ? readInboundCards(given, item['origin']) : undefined;
      return cards && { type: 'CONTACTS', cards };
    }
    case 'interactive':
      return replyOf(part);
    case 'button':
      return {
        type: 'TEMPLATE_BUTTON',
        payload: wholeText(part['payload']),
        text: readableText(part['text'], maxText),
      };
    case 'reaction':
      return reactionOf(part);
    case 'order':
      return orderOf(part);
    case 'system':
      return readInboundSystem(part, item);
    case 'unsupported':
      return {
        type: 'UNSUPPORTED',
        kind: wholeText(part['type']),
        errors: errorsOf(item['errors']),
      };
    case 'edit':
    case 'revoke':
      return {
        type: type === 'edit' ? 'EDIT' : 'REVOKE',
        wamid: wholeText(firstGiven([part['original_message_id'], part['message_id']])),
        raw: storableJson(part),
      };
    default:
      return undefined;
  }
}

const mediaTypes = {
  image: 'IMAGE',
  video: 'VIDEO',
  audio: 'AUDIO',
  document: 'DOCUMENT',
  sticker: 'STICKER',
} as const satisfies Record<string, InboundMediaType>;

function mediaOf(type: InboundMediaType, part: JsonRecord): InboundKind | undefined {
  const id = wholeText(part['id']);
  if (id === undefined) return undefined;
  return {
    type,
    id,
    mimeType: wholeText(part['mime_type']),
    sha256: wholeText(part['sha256']),
    url: wholeText(part['url']),
    caption: readableText(part['caption'], maxText),
    filename: wholeText(part['filename']),
    voice: booleanOf(part['voice']),
    animated: booleanOf(part['animated']),
  };
}

function locationOf(part: JsonRecord): InboundKind | undefined {
  const latitude = numberOf(part['latitude']);
  const longitude = numberOf(part['longitude']);
  if (latitude === undefined || longitude === undefined) return undefined;
  return {
    type: 'LOCATION',
    latitude,
    longitude,
    name: readableText(part['name'], maxText),
    address: readableText(part['address'], maxText),
    url: wholeText(part['url']),
  };
}

function replyOf(interactive: JsonRecord): InboundKind | undefined {
  const kind = wholeText(interactive['type']) ?? '';
  const part = recordOf(fieldOf(interactive, kind));
  const id = wholeText(part['id']);
  const title = readableText(part['title'], maxText);
  switch (kind) {
    case 'button_reply':
      return id === undefined ? undefined : { type: 'BUTTON_REPLY', id, title };
    case 'list_reply': {
      const description = readableText(part['description'], maxText);
      return id === undefined ? undefined : { type: 'LIST_REPLY', id, title, description };
    }
    case 'nfm_reply': {
      const responseJson = wholeText(part['response_json']);
      if (responseJson === undefined) return undefined;
      const name = wholeText(part['name']);
      return { type: 'FLOW_REPLY', name, body: readableText(part['body'], maxText), responseJson };
    }
    case 'call_permission_reply':
      return callPermissionOf(part);
    default:
      return undefined;
  }
}

function callPermissionOf(part: JsonRecord): InboundKind | undefined {
  const response = part['response'];
  if (response !== 'accept' && response !== 'reject') return undefined;
  const source = part['response_source'];
  return {
    type: 'CALL_PERMISSION_REPLY',
    accepted: response === 'accept',
    expiresAt: unixTime(part['expiration_timestamp'])?.toISOString(),
    isPermanent: booleanOf(part['is_permanent']),
    automatic: typeof source === 'string' ? source === 'automatic' : undefined,
  };
}

function reactionOf(part: JsonRecord): InboundKind | undefined {
  const wamid = wholeText(part['message_id']);
  return wamid === undefined ? undefined : { type: 'REACTION', wamid, emoji: wholeText(part['emoji']) };
}

/** A smaller order than the one that came would look whole. */
function orderOf(part: JsonRecord): InboundKind | undefined {
  const given = part['product_items'];
  if (!Array.isArray(given) || given.length > maxItems) return undefined;
  const items = listOf(given).flatMap((item) => (isRecord(item) ? orderItemOf(item) : []));
  if (items.length < given.length) return undefined;
  return {
    type: 'ORDER',
    catalogId: wholeText(part['catalog_id']),
    text: readableText(part['text'], maxText),
    items,
  };
}

function orderItemOf(item: JsonRecord): InboundOrderItem[] {
  const productRetailerId = wholeText(item['product_retailer_id']);
  if (productRetailerId === undefined) return [];
  return [
    {
      productRetailerId,
      quantity: numberOf(item['quantity']),
      itemPrice: numberOf(item['item_price']),
      currency: wholeText(item['currency']),
    },
  ];
}

/** The part that bears the name of the type; without it the errors, since some kinds come with nothing else. */
function partOf(type: string, item: JsonRecord): unknown {
  return fieldOf(item, type) ?? (isGiven(item['errors']) ? { errors: item['errors'] } : null);
}
