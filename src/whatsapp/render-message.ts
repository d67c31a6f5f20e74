import type { Content } from '../content/content.ts';
import type { MessageReference } from '../content/message-reference.ts';
import type { Recipient } from '../recipient/recipient.ts';
import { present } from './present.ts';
import { renderContacts } from './render-contacts.ts';
import { renderInteractive } from './render-interactive.ts';
import { renderLocation } from './render-location.ts';
import { renderTemplate } from './render-template.ts';

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
  /** The message that this one answers. */
  context?: MessageReference;
  /** From `signOpaqueValue`: comes back in every status webhook. */
  opaque: string;
  /** The wamid of one of our own messages, looked up before: WhatsApp does not know our ids. */
  wamidOf?: (messageId: string) => string;
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
    ...(options.context === undefined
      ? {}
      : { context: { message_id: resolveWamid(options.context, options) } }),
    biz_opaque_callback_data: options.opaque,
    [content.type]: payloadOf(content, recipient, options),
  };
}

function payloadOf(content: Content, to: Recipient, options: RenderOptions): object {
  switch (content.type) {
    case 'template':
      return renderTemplate(content.template, to);
    case 'text':
      return { body: content.text.body, ...(content.text.previewUrl ? { preview_url: true } : {}) };
    case 'image':
      return { ...content.image.source, ...present({ caption: content.image.caption }) };
    case 'video':
      return { ...content.video.source, ...present({ caption: content.video.caption }) };
    case 'audio':
      return { ...content.audio.source, ...(content.audio.voice ? { voice: true } : {}) };
    case 'document': {
      const { source, caption, filename } = content.document;
      return { ...source, ...present({ caption, filename }) };
    }
    case 'sticker':
      return content.sticker.source;
    case 'location':
      return renderLocation(content.location);
    case 'interactive':
      return renderInteractive(content.interactive, to);
    case 'contacts':
      return renderContacts(content.contacts);
    case 'reaction':
      return { message_id: resolveWamid(content.reaction.to, options), emoji: content.reaction.emoji };
    default:
      return content satisfies never;
  }
}

function resolveWamid(reference: MessageReference, { wamidOf }: RenderOptions): string {
  if ('wamid' in reference) return reference.wamid;
  if (wamidOf !== undefined) return wamidOf(reference.id);
  throw new Error('Expected a way from our message id to its wamid, got none: pass wamidOf.');
}
