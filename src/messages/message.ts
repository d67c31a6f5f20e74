import type { Content } from '../content/content.ts';
import type { MessageReference } from '../content/message-reference.ts';
import type { Delivery } from '../delivery/delivery.ts';
import type { Recipient } from '../recipient/recipient.ts';

/** A message as callers see it: what was asked, and how far it has come. */
export interface Message {
  id: string;
  tenantId: string;
  /** E.164 of the sender. */
  from: string;
  /** Null once the personal part is erased. */
  to: Recipient | null;
  content: Content | null;
  /** The message that it answers. */
  context: MessageReference | null;
  type: Content['type'];
  externalId: string | null;
  createdAt: Date;
  /** Not before this, as its caller asked. */
  sendAt: Date | null;
  /** The message that this one sends again. */
  retryOf: string | null;
  delivery: Delivery;
}
