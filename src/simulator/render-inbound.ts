import type { Fields } from './check-parameter.ts';
import { makeWamid } from './make-wamid.ts';
import { serialiseLikeMeta } from './serialise-like-meta.ts';

const accountId = '102290129340398'; // the pretend WhatsApp business account

const media = { id: '1003383421387256', sha256: 'LPkKdfZ9gQXQVJ5rZ8zzkyJdDwVdHVzLPLxJ7pHkTVY=' };

/** An example of every kind that people can write. */
const examples = {
  text: { body: 'Hello, is it still there?' },
  image: { ...media, mime_type: 'image/jpeg', caption: 'Look' },
  video: { ...media, mime_type: 'video/mp4' },
  audio: { ...media, mime_type: 'audio/ogg; codecs=opus', voice: true },
  document: { ...media, mime_type: 'application/pdf', filename: 'order.pdf' },
  sticker: { ...media, mime_type: 'image/webp', animated: false },
  location: { latitude: 37.4847, longitude: -122.1473, name: 'A place', address: '1 A Street' },
  contacts: [
    {
      name: { formatted_name: 'Ana Lopes', first_name: 'Ana' },
      phones: [{ phone: '+1 650 555 0103', type: 'CELL', wa_id: '16505550103' }],
    },
  ],
  interactive: { type: 'button_reply', button_reply: { id: 'yes', title: 'Yes' } },
  button: { payload: 'stop-promos', text: 'Stop promotions' },
  reaction: { message_id: 'wamid.OUT1', emoji: '👍' },
  order: {
    catalog_id: '194836987003835',
    text: 'Please',
    product_items: [{ product_retailer_id: 'sku-1', quantity: 2, item_price: 9.5, currency: 'USD' }],
  },
  system: {
    type: 'user_changed_number',
    body: 'Ana changed from one number to another',
    wa_id: '16505550104',
  },
  unsupported: { type: 'poll' },
  edit: { original_message_id: 'wamid.IN1', message: { type: 'text', text: { body: 'Mended' } } },
  revoke: { original_message_id: 'wamid.IN1' },
} as const;

export function isInboundType(type: string): boolean {
  return Object.hasOwn(examples, type) || type === 'request_welcome' || type.startsWith('x_');
}

/** The webhook of one message that somebody wrote, and the id that it has. */
export function renderInbound(
  message: Fields & { from: string; to: string; type: string; sender: { digits: string } | undefined },
): { id: string; body: Buffer } {
  const { from, to, type, sender, context, referral, group_id: groupId, profileName = 'Ana Lopes' } = message;
  const isPhone = /^\d+$/.test(from);
  const id = typeof message['id'] === 'string' ? message['id'] : makeWamid(from);
  const content = message['content'] ?? new Map<string, unknown>(Object.entries(examples)).get(type);
  const told = {
    ...(isPhone ? { from } : { from_user_id: from }),
    id,
    timestamp: message['timestamp'] ?? String(Math.floor(Date.now() / 1000)),
    type,
    ...(content === undefined ? {} : { [type]: content }),
    ...(type === 'unsupported' ? { errors: [unsupported] } : {}),
    ...(context === undefined ? {} : { context }),
    ...(referral === undefined ? {} : { referral }),
    ...(groupId === undefined ? {} : { group_id: groupId }),
  };
  const value = {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: sender?.digits ?? '', phone_number_id: to },
    contacts: [{ profile: { name: profileName }, ...(isPhone ? { wa_id: from } : { user_id: from }) }],
    messages: [told],
  };
  const envelope = {
    object: 'whatsapp_business_account',
    entry: [{ id: accountId, changes: [{ value, field: 'messages' }] }],
  };
  return { id, body: Buffer.from(serialiseLikeMeta(envelope), 'latin1') };
}

const unsupported = {
  code: 131051,
  title: 'Message type unknown',
  message: 'Message type unknown',
  error_data: { details: 'Message type is currently not supported.' },
};
