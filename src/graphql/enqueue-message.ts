import { InputValidationError } from '@pothos/plugin-validation';
import { enqueueInput } from '../messages/enqueue-input.ts';
import { enqueueMessages } from '../messages/enqueue-messages.ts';
import { answerEach } from './answer-each.ts';
import { builder } from './builder.ts';
import { bounded } from './cap-issues.ts';
import { messageReference } from './content/simple-types.ts';
import { MessageContentInput } from './content/message-content.ts';
import { EnqueuedMessage, toResult } from './enqueue-result.ts';
import { RecipientInput } from './recipient.ts';
import { IdempotencyConflict, OutcomeUnknown, QueueFull, SenderNotFound } from './refusal.ts';
import { MessagePriority, OrderingInput, UnknownPolicy } from './sending-options.ts';

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
    sendAt: t.field({
      type: 'DateTime',
      description:
        'Not before this; at most 366 days ahead. Up to 5 minutes in the past it means now. Not together with ordering.',
    }),
    expiresAt: t.field({
      type: 'DateTime',
      description:
        'Never sent after this: at least 30 seconds and at most 30 days after sendAt, or after now. Without it: 24 hours.',
    }),
    priority: t.field({
      type: MessagePriority,
      required: true,
      defaultValue: 'NORMAL',
      description: 'Who goes first among the waiting messages of the sender.',
    }),
    onUnknown: t.field({
      type: UnknownPolicy,
      required: true,
      defaultValue: 'HOLD',
      description: 'What becomes of it when it may have been sent and nothing proves it in time.',
    }),
    ordering: t.field({
      type: OrderingInput,
      description: 'Keep the messages of one key in order. Not together with sendAt.',
    }),
  }),
});

const EnqueueMessageResult = builder.errorUnion('EnqueueMessageResult', {
  description: 'The stored message, or why nothing was stored.',
  types: [
    EnqueuedMessage,
    InputValidationError,
    IdempotencyConflict,
    SenderNotFound,
    QueueFull,
    OutcomeUnknown,
  ],
});

builder.mutationField('enqueueMessage', (t) =>
  t.field({
    type: EnqueueMessageResult,
    description:
      'Store a message for sending. When this answers with EnqueuedMessage, the message is durable.',
    args: {
      input: t
        .arg({ type: EnqueueMessageInput, required: true, description: 'The message.' })
        .validate(bounded(enqueueInput)),
    },
    resolve: async (_root, { input }, context) => {
      const { gatherer, caller, signal } = context;
      return toResult(await gatherer.enqueue(caller.tenantId, input, signal));
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
