import { InputValidationError } from '@pothos/plugin-validation';
import type { EnqueueOutcome, EnqueueRefusal } from '../messages/enqueue-messages.ts';
import type { MessageWarning } from '../messages/find-warnings.ts';
import { builder } from './builder.ts';
import type { Message as MessageValue } from '../messages/message.ts';
import { Message } from './message.ts';

const EnqueueWarning = builder.objectRef<MessageWarning>('EnqueueWarning').implement({
  description: 'Something to know about a message that was stored all the same.',
  fields: (t) => ({
    code: t.exposeString('code', {
      description:
        'RECIPIENT_UNSUBSCRIBED, RECIPIENT_IN_BLOCK_LIST, WINDOW_CLOSED, LENGTH_IN_CONFLICT or ADDRESS_WITHOUT_NAME.',
    }),
    message: t.exposeString('message', { description: 'What it means for this message.' }),
  }),
});

export const EnqueuedMessage = builder
  .objectRef<{ messageId: string; replayed: boolean; message?: MessageValue | undefined }>('EnqueuedMessage')
  .implement({
    description: 'The message is durable.',
    fields: (t) => ({
      message: t.field({
        type: Message,
        description: 'The message as it was stored; as it stands now, if it was stored by an earlier call.',
        resolve: async ({ messageId, message: stored }, _args, { loaders }) => {
          const message = stored ?? (await loaders.message.load(messageId));
          if (!message) throw new Error(`Expected the stored message ${messageId}, got none.`);
          return message;
        },
      }),
      replayed: t.exposeBoolean('replayed', {
        description:
          'The key was seen before: this is the message of the first call, and nothing new was stored.',
      }),
      warnings: t.field({
        type: [EnqueueWarning],
        description:
          'Early words about a recipient who is on a list now, or whose 24-hour window is closed, and about content that WhatsApp may refuse or not show. What counts is how it stands when the message is sent.',
        resolve: ({ messageId }, _args, { loaders }) => loaders.warnings.load(messageId),
      }),
    }),
  });

/** One member of the result of every mutation that stores a message. */
export function toResult(outcome: EnqueueOutcome) {
  return outcome.outcome === 'ENQUEUED'
    ? { __typename: 'EnqueuedMessage' as const, ...outcome }
    : toRefusal(outcome);
}

export function toRefusal(outcome: EnqueueRefusal) {
  switch (outcome.outcome) {
    case 'IDEMPOTENCY_CONFLICT':
      return {
        __typename: 'IdempotencyConflict' as const,
        code: 'IDEMPOTENCY_CONFLICT' as const,
        message:
          'Expected the input that this idempotency key was first used with, got another. Use a new key for a new message.',
        retryable: false,
        retryAfterSeconds: null,
      };
    case 'SENDER_NOT_FOUND':
      return {
        __typename: 'SenderNotFound' as const,
        code: 'SENDER_NOT_FOUND' as const,
        message:
          'Expected one of your senders in `from`, got a number that is none. The query `senders` lists them.',
        retryable: false,
        retryAfterSeconds: null,
      };
    case 'REFERENCE_NOT_FOUND':
      return new InputValidationError({
        issues: [issueAt(outcome.path, 'REFERENCE_NOT_FOUND', referenceNotFound)],
      });
    case 'STRANGE_NUMBER':
      return new InputValidationError({
        issues: [issueAt(['to', 'phone'], 'INVALID_PHONE_NUMBER', outcome.message)],
      });
    case 'MOMENTS_UNUSABLE':
      return new InputValidationError({
        issues: outcome.faults.map(({ path, code, message }) => issueAt(path, code, message)),
      });
    case 'QUEUE_FULL':
      return {
        __typename: 'QueueFull' as const,
        code: 'QUEUE_FULL' as const,
        message:
          'Expected a queue that its sender can send in time, got one that is too long. Call again later with the same input, or use another sender.',
        retryable: true,
        retryAfterSeconds: outcome.retryAfterSeconds,
      };
    case 'OUTCOME_UNKNOWN':
      return {
        __typename: 'OutcomeUnknown' as const,
        code: 'OUTCOME_UNKNOWN' as const,
        message:
          'Expected the database to say whether it stored the message, got no answer. Call again with the same idempotency key, or look for the message by messageId after some seconds.',
        retryable: true,
        retryAfterSeconds: 5,
        messageId: outcome.messageId,
      };
  }
}

const referenceNotFound =
  'Expected the id of a message of the same sender, but there is none. Give a message that you sent from this number, or its wamid.';

function issueAt(
  path: readonly string[],
  code: string,
  message: string,
): { path: readonly string[]; message: string; params: object } {
  return { path, message, params: { code } };
}
