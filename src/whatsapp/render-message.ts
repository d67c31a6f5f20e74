import type { Content } from '../content/content.ts';
import type { LocationContent } from '../content/location.ts';
import type { Recipient } from '../recipient/recipient.ts';

/** The body of `POST /{phone number id}/messages`. */
export interface CloudApiMessage {
  messaging_product: 'whatsapp';
  recipient_type: 'individual';
  to?: string;
  recipient?: string;
  type: Content['type'];
  context?: { message_id: string };
  biz_opaque_callback_data: string;
  [payload: string]: unknown;
}

export interface RenderOptions {
  /** The wamid of the message that this one answers. */
  context?: string;
  /** From `signOpaqueValue`: comes back in every status webhook. */
  opaque: string;
}

export function renderMessage(
  content: Content,
  recipient: Recipient,
  options: RenderOptions,
): CloudApiMessage {
  return {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    ...('phone' in recipient ? { to: recipient.phone } : { recipient: recipient.userId }),
    type: content.type,
    ...(options.context === undefined ? {} : { context: { message_id: options.context } }),
    biz_opaque_callback_data: options.opaque,
    [content.type]: payloadOf(content),
  };
}

function payloadOf(content: Content): object {
  switch (content.type) {
    case 'text':
      return { body: content.text.body, ...(content.text.previewUrl ? { preview_url: true } : {}) };
    case 'image':
      return { ...content.image.source, ...optional('caption', content.image.caption) };
    case 'location':
      return locationPayload(content.location);
    default:
      return content satisfies never;
  }
}

function locationPayload({ latitude, longitude, name, address }: LocationContent): object {
  return {
    latitude: decimal(latitude),
    longitude: decimal(longitude),
    ...optional('name', name),
    ...optional('address', address),
  };
}

const decimals = 8; // about a millimetre on the ground

/** Degrees as the text that Meta documents: never `1e-7`, never `-0`. */
function decimal(degrees: number): string {
  return degrees
    .toFixed(decimals)
    .replace(/\.?0+$/, '')
    .replace(/^-0$/, '0');
}

/** An empty caption is none. */
function optional(key: string, value: string | undefined): object {
  return value === undefined || value === '' ? {} : { [key]: value };
}
