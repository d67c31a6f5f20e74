import type { InboundContent, InboundMediaType, InboundOrderItem } from '../content/inbound-content.ts';
import {
  booleanOf,
  exactText,
  fieldOf,
  isRecord,
  listOf,
  numberOf,
  readableText,
  recordOf,
  storableJson,
  type JsonRecord,
} from './json-value.ts';
import { readInboundCards } from './read-inbound-cards.ts';
import { errorsOf } from './read-errors.ts';
import { unixTime } from './unix-time.ts';

const maxId = 512; // characters, as for the ids of statuses
const maxWord = 64; // characters
const maxText = 65_536; // characters; what people may write is not limited to what we may
const maxUrl = 2_048; // characters
const maxHash = 128; // characters of base64
const maxItems = 1_000; // entries of one order
const maxRaw = 65_536; // characters of JSON of a kind that nobody knows yet

/** What is not in the form that its type promises is kept as it came: half of it would be a guess. */
export function readInboundContent(type: string, item: JsonRecord): InboundContent {
  return known(type, item) ?? { type: 'OTHER', word: type, raw: storableJson(partOf(type, item), maxRaw) };
}

function known(type: string, item: JsonRecord): InboundContent | undefined {
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
    case 'contacts':
      return Array.isArray(item['contacts'])
        ? { type: 'CONTACTS', cards: readInboundCards(item['contacts']) }
        : undefined;
    case 'interactive':
      return replyOf(part);
    case 'button':
      return {
        type: 'TEMPLATE_BUTTON',
        payload: readableText(part['payload'], maxText),
        text: readableText(part['text'], maxText),
      };
    case 'reaction':
      return reactionOf(part);
    case 'order':
      return orderOf(part);
    case 'system':
      return systemOf(part, item);
    case 'unsupported':
      return {
        type: 'UNSUPPORTED',
        kind: exactText(part['type'], maxWord),
        errors: errorsOf(item['errors']),
      };
    case 'edit':
    case 'revoke':
      return {
        type: type === 'edit' ? 'EDIT' : 'REVOKE',
        wamid: exactText(part['original_message_id'] ?? part['message_id'], maxId),
        raw: storableJson(part, maxRaw),
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

function mediaOf(type: InboundMediaType, part: JsonRecord): InboundContent | undefined {
  const id = exactText(part['id'], maxId);
  if (id === undefined) return undefined;
  return {
    type,
    id,
    mimeType: readableText(part['mime_type'], maxWord),
    sha256: exactText(part['sha256'], maxHash),
    url: readableText(part['url'], maxUrl),
    caption: readableText(part['caption'], maxText),
    filename: readableText(part['filename'], maxUrl),
    voice: booleanOf(part['voice']),
    animated: booleanOf(part['animated']),
  };
}

function locationOf(part: JsonRecord): InboundContent | undefined {
  const latitude = numberOf(part['latitude']);
  const longitude = numberOf(part['longitude']);
  if (latitude === undefined || longitude === undefined) return undefined;
  return {
    type: 'LOCATION',
    latitude,
    longitude,
    name: readableText(part['name'], maxText),
    address: readableText(part['address'], maxText),
    url: readableText(part['url'], maxUrl),
  };
}

function replyOf(interactive: JsonRecord): InboundContent | undefined {
  const kind = exactText(interactive['type'], maxWord) ?? '';
  const part = recordOf(fieldOf(interactive, kind));
  const id = exactText(part['id'], maxId);
  const title = readableText(part['title'], maxText);
  switch (kind) {
    case 'button_reply':
      return id === undefined ? undefined : { type: 'BUTTON_REPLY', id, title };
    case 'list_reply': {
      const description = readableText(part['description'], maxText);
      return id === undefined ? undefined : { type: 'LIST_REPLY', id, title, description };
    }
    case 'nfm_reply': {
      const responseJson = readableText(part['response_json'], maxText);
      if (responseJson === undefined) return undefined;
      const name = readableText(part['name'], maxText);
      return { type: 'FLOW_REPLY', name, body: readableText(part['body'], maxText), responseJson };
    }
    case 'call_permission_reply':
      return callPermissionOf(part);
    default:
      return undefined;
  }
}

function callPermissionOf(part: JsonRecord): InboundContent | undefined {
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

function reactionOf(part: JsonRecord): InboundContent | undefined {
  const wamid = exactText(part['message_id'], maxId);
  return wamid === undefined
    ? undefined
    : { type: 'REACTION', wamid, emoji: readableText(part['emoji'], maxWord) };
}

function orderOf(part: JsonRecord): InboundContent | undefined {
  if (!Array.isArray(part['product_items'])) return undefined;
  return {
    type: 'ORDER',
    catalogId: exactText(part['catalog_id'], maxId),
    text: readableText(part['text'], maxText),
    items: listOf(part['product_items']).filter(isRecord).slice(0, maxItems).flatMap(orderItemOf),
  };
}

function orderItemOf(item: JsonRecord): InboundOrderItem[] {
  const productRetailerId = exactText(item['product_retailer_id'], maxId);
  if (productRetailerId === undefined) return [];
  return [
    {
      productRetailerId,
      quantity: numberOf(item['quantity']),
      itemPrice: numberOf(item['item_price']),
      currency: exactText(item['currency'], maxWord),
    },
  ];
}

/** A message that names the old id in a place of its own is from the new one. */
function systemOf(part: JsonRecord, item: JsonRecord): InboundContent {
  const previous = part['previous_user_id'] ?? item['previous_user_id'];
  return {
    type: 'SYSTEM',
    event: exactText(part['type'], maxWord),
    body: readableText(part['body'], maxText),
    waId: exactText(part['wa_id'] ?? part['new_wa_id'], maxWord),
    userId: exactText(
      part['user_id'] ?? part['new_user_id'] ?? (previous === undefined ? undefined : item['from_user_id']),
      maxId,
    ),
    previousUserId: exactText(previous, maxId),
  };
}

/** The part that bears the name of the type; without it the errors, since some kinds come with nothing else. */
function partOf(type: string, item: JsonRecord): unknown {
  return fieldOf(item, type) ?? (item['errors'] === undefined ? null : { errors: item['errors'] });
}
