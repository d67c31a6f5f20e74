import { InputValidationError } from '@pothos/plugin-validation';
import { z } from 'zod';
import type { MessageStatus as Status } from '../delivery/status.ts';
import { idempotencyKey } from '../messages/enqueue-input.ts';
import { retryMessage } from '../messages/retry-message.ts';
import { builder } from './builder.ts';
import { bounded } from './cap-issues.ts';
import { EnqueuedMessage, toResult } from './enqueue-result.ts';
import { Message, MessageStatus } from './message.ts';
import { isId } from './node.ts';
import {
  IdempotencyConflict,
  MessageNotFound,
  messageNotFound,
  OutcomeUnknown,
  RefusalInterface,
  QueueFull,
  SenderNotFound,
  type Refusal,
} from './refusal.ts';

const RetryMessageInput = builder.inputType('RetryMessageInput', {
  description: 'The message to send again.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'Its id.' }),
    idempotencyKey: t.string({
      description:
        'As with enqueueMessage, from the same set of keys: calling again with it gives the same new message.',
    }),
  }),
});

const retryInput = z
  .object({ id: z.string(), idempotencyKey: idempotencyKey.nullish() })
  .transform((given) => ({ id: given.id, idempotencyKey: given.idempotencyKey ?? undefined }));

const NotRetryable = builder.objectRef<Refusal & { status: Status }>('NotRetryable').implement({
  description: 'Only a message that certainly did not arrive can be sent again: FAILED, EXPIRED or CANCELED.',
  interfaces: [RefusalInterface],
  fields: (t) => ({
    status: t.expose('status', { type: MessageStatus, description: 'How far it has come.' }),
  }),
});

const RetryMessageResult = builder.errorUnion('RetryMessageResult', {
  description: 'The new message, or why there is none.',
  types: [
    EnqueuedMessage,
    MessageNotFound,
    NotRetryable,
    InputValidationError,
    IdempotencyConflict,
    SenderNotFound,
    QueueFull,
    OutcomeUnknown,
  ],
});

builder.mutationField('retryMessage', (t) =>
  t.field({
    type: RetryMessageResult,
    description:
      'Send a failed, expired or canceled message again, as a new message that names the old one (retryOf): same sender, recipient, content, context, filters, priority, onUnknown and externalId; at once, and outside of any ordering.',
    args: {
      input: t
        .arg({ type: RetryMessageInput, required: true, description: 'Which message.' })
        .validate(bounded(retryInput)),
    },
    resolve: async (_root, { input }, context) => {
      if (!isId(input.id)) return messageNotFound();
      const outcome = await retryMessage(context, context.caller.tenantId, input);
      switch (outcome.outcome) {
        case 'NOT_FOUND':
          return messageNotFound();
        case 'NOT_RETRYABLE':
          return notRetryable(outcome);
        default:
          return toResult(outcome);
      }
    },
  }),
);

builder.objectField(Message, 'retryOf', (t) =>
  t.field({
    type: Message,
    nullable: true,
    description: 'The message that this one sends again.',
    resolve: ({ retryOf }, _args, { loaders }) => (retryOf === null ? null : loaders.message.load(retryOf)),
  }),
);

function notRetryable({ status, isErased }: { status: Status; isErased: boolean }) {
  return {
    __typename: 'NotRetryable' as const,
    code: 'NOT_RETRYABLE' as const,
    message: isErased
      ? 'Expected a message with its content, got one whose personal part is erased. Enqueue a new message.'
      : `Expected a message that is FAILED, EXPIRED or CANCELED, got one that is ${status}. It may still arrive, or has arrived.`,
    retryable: false,
    retryAfterSeconds: null,
    status,
  };
}
