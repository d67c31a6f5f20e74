import { InputValidationError } from '@pothos/plugin-validation';
import type { MessageWarning } from '../messages/find-warnings.ts';
import { enqueueInput } from '../messages/enqueue-input.ts';
import { enqueueMessages, type EnqueueOutcome } from '../messages/enqueue-messages.ts';
import { answerEach } from './answer-each.ts';
import { builder } from './builder.ts';
import { messageReference } from './content/simple-types.ts';
import { MessageContentInput } from './content/message-content.ts';
import { Message } from './message.ts';
import { RecipientInput } from './recipient.ts';
import { IdempotencyConflict, OutcomeUnknown, SenderNotFound } from './refusal.ts';

const EnqueueMessageInput = builder.inputType('EnqueueMessageInput', {
  description: 'One message to one person.',
  fields: (t) => ({
    from: t.field({ type: 'PhoneNumber', required: true, description: 'One of your senders.' }),
    to: t.field({ type: RecipientInput, required: true, description: 'Whom it is for.' }),
    message: t.field({ type: MessageContentInput, required: true, description: 'What it says.' }),
    externalId: t.string({
      description: 'Your own reference, 1 to 255 characters: not unique, searchable, echoed everywhere.',
    }),
    idempotencyKey: t.string({
      description:
        '1 to 255 characters, yours to choose, kept for at least 7 days. Calling again with the same key and the same input gives the same message and stores nothing; with other input it is answered with IdempotencyConflict. Without a key, calling again after a lost answer may send twice.',
    }),
    context: t.field({
      type: messageReference.input,
      description:
        'Send it as a reply to this message. Not with a reaction, which says itself what it is about.',
    }),
    filterUnsubscribed: t.boolean({
      required: true,
      defaultValue: false,
      description:
        'Do not send to somebody who has unsubscribed: the message ends FAILED with RECIPIENT_UNSUBSCRIBED. Decided at the moment of sending.',
    }),
    filterBlocked: t.boolean({
      required: true,
      defaultValue: false,
      description:
        'Do not send to somebody on your block list: the message ends FAILED with RECIPIENT_IN_BLOCK_LIST. Decided at the moment of sending.',
    }),
  }),
});

const EnqueueWarning = builder.objectRef<MessageWarning>('EnqueueWarning').implement({
  description: 'Something to know about a message that was stored all the same.',
  fields: (t) => ({
    code: t.exposeString('code', {
      description: 'RECIPIENT_UNSUBSCRIBED, RECIPIENT_IN_BLOCK_LIST or WINDOW_CLOSED.',
    }),
    message: t.exposeString('message', { description: 'What it means for this message.' }),
  }),
});

const EnqueuedMessage = builder
  .objectRef<{ messageId: string; replayed: boolean }>('EnqueuedMessage')
  .implement({
    description: 'The message is durable.',
    fields: (t) => ({
      message: t.field({
        type: Message,
        description: 'The message as it stands now.',
        resolve: async ({ messageId }, _args, { loaders }) => {
          const message = await loaders.message.load(messageId);
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
          'Early words about a recipient who is on a list now, or whose 24-hour window is closed. What counts is how it stands when the message is sent.',
        resolve: ({ messageId }, _args, { loaders }) => loaders.warnings.load(messageId),
      }),
    }),
  });

const EnqueueMessageResult = builder.errorUnion('EnqueueMessageResult', {
  description: 'The stored message, or why nothing was stored.',
  types: [EnqueuedMessage, InputValidationError, IdempotencyConflict, SenderNotFound, OutcomeUnknown],
});

builder.mutationField('enqueueMessage', (t) =>
  t.field({
    type: EnqueueMessageResult,
    description:
      'Store a message for sending. When this answers with EnqueuedMessage, the message is durable.',
    args: {
      input: t
        .arg({ type: EnqueueMessageInput, required: true, description: 'The message.' })
        .validate(enqueueInput),
    },
    resolve: async (_root, { input }, context) => {
      const [outcome] = await enqueueMessages(context, context.caller.tenantId, [input]);
      if (!outcome) throw new Error('Expected one outcome for one message, got none.');
      return toResult(outcome);
    },
  }),
);

builder.mutationField('enqueueMessages', (t) =>
  t.field({
    type: [EnqueueMessageResult],
    description:
      'Store up to 1,000 messages for sending. One result per input, in order; a bad one never spoils the others. Of two inputs with the same idempotency key the first is stored.',
    args: {
      inputs: t.arg({ type: [EnqueueMessageInput], required: true, description: '1 to 1,000 messages.' }),
    },
    resolve: (_root, { inputs }, context) =>
      answerEach(inputs, enqueueInput, async (good) => {
        const outcomes = await enqueueMessages(context, context.caller.tenantId, good);
        return outcomes.map(toResult);
      }),
  }),
);

function toResult(outcome: EnqueueOutcome) {
  switch (outcome.outcome) {
    case 'ENQUEUED':
      return { __typename: 'EnqueuedMessage' as const, ...outcome };
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
        issues: [referenceNotFound(outcome.path)],
      });
    case 'OUTCOME_UNKNOWN':
      return {
        __typename: 'OutcomeUnknown' as const,
        code: 'OUTCOME_UNKNOWN' as const,
        message:
          'Expected the database to say whether it stored the message, got no answer. Call again with the same idempotency key, or look for the message by messageId.',
        retryable: true,
        retryAfterSeconds: 5,
        messageId: outcome.messageId,
      };
  }
}

function referenceNotFound(path: readonly string[]): {
  path: readonly string[];
  message: string;
  params: object;
} {
  return {
    path,
    message:
      'Expected the id of a message of the same sender, but there is none. Give a message that you sent from this number, or its wamid.',
    params: { code: 'REFERENCE_NOT_FOUND' },
  };
}
