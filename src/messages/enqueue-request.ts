import type { Content } from '../content/content.ts';
import type { MessageReference } from '../content/message-reference.ts';
import type { Priority, UnknownPolicy } from '../delivery/delivery.ts';
import type { Rank } from '../delivery/status.ts';
import type { Recipient } from '../recipient/recipient.ts';

/** One message to store; every value is checked, apart from what the clock of the database decides. */
export interface EnqueueRequest {
  from: string;
  to: Recipient;
  content: Content;
  /** The message that it answers. */
  context?: MessageReference | undefined;
  externalId?: string | undefined;
  idempotencyKey?: string | undefined;
  /** Not to somebody who unsubscribed when it is sent. */
  filterUnsubscribed: boolean;
  /** Not to somebody on the block list when it is sent. */
  filterBlocked: boolean;
  /** Not before this. */
  sendAt?: Date | undefined;
  /** Never after this. */
  expiresAt?: Date | undefined;
  /** In place of `expiresAt`, from now on; not the caller's word, and not part of what makes two requests the same; ms. */
  validForMs?: number | undefined;
  priority: Priority;
  onUnknown: UnknownPolicy;
  ordering?: Ordering | undefined;
  /** The message that this one sends again. */
  retryOf?: string | undefined;
}

/** Messages of one key go one after another. */
export interface Ordering {
  key: string;
  /** What WhatsApp has to prove of a message before the next one goes. */
  barrier: Rank;
  /** How long the next one waits for that, from the first attempt on; ms. */
  timeoutMs: number;
}
