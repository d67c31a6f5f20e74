import { GraphQLError } from 'graphql';
import { InputValidationError } from '@pothos/plugin-validation';
import { mayPass } from '../db/failures.ts';
import type { DeliveryError } from '../delivery/delivery.ts';
import { sendInput } from '../messages/enqueue-input.ts';
import type { Message as MessageValue } from '../messages/message.ts';
import { sendDirectly } from '../messages/send-directly.ts';
import type { Verdict } from '../messages/watch-verdicts.ts';
import { builder } from './builder.ts';
import { bounded } from './cap-issues.ts';
import { MessageContentInput } from './content/message-content.ts';
import { messageReference } from './content/simple-types.ts';
import type { Context } from './context.ts';
import { toRefusal } from './enqueue-result.ts';
import { isRetryable, MessageError } from './message-error.ts';
import { Message } from './message.ts';
import { RecipientInput } from './recipient.ts';
import {
  IdempotencyConflict,
  OutcomeUnknown,
  RefusalInterface,
  SenderNotFound,
  type Refusal,
} from './refusal.ts';

const SendMessageInput = builder.inputType('SendMessageInput', {
  description: 'One message to one person, to be sent at once.',
  fields: (t) => ({
    from: t.field({ type: 'PhoneNumber', required: true, description: 'One of your senders.' }),
    to: t.field({ type: RecipientInput, required: true, description: 'Whom it is for.' }),
    message: t.field({ type: MessageContentInput, required: true, description: 'What it says.' }),
    context: t.field({
      type: messageReference.input,
      description: 'Send it as a reply to this message. Not with a reaction.',
    }),
    externalId: t.string({
      description: 'Your own reference, 1 to 255 characters: not unique, searchable, echoed everywhere.',
    }),
    idempotencyKey: t.string({
      description:
        'As with enqueueMessage. Calling again with the same key and input waits for the verdict on the same message and sends nothing twice.',
    }),
    timeoutSeconds: t.int({
      required: true,
      defaultValue: 25,
      description: 'Seconds to wait for the verdict, 1 to 55. What has not left by then is taken back.',
    }),
  }),
});

const SentMessage = builder.objectRef<{ message: MessageValue }>('SentMessage').implement({
  description: 'WhatsApp has taken the message.',
  fields: (t) => ({
    message: t.field({
      type: Message,
      description: 'The message: ACCEPTED or further.',
      resolve: ({ message }) => message,
    }),
  }),
});

const MessageRefused = builder
  .objectRef<Refusal & { error: DeliveryError | null; refused: MessageValue }>('MessageRefused')
  .implement({
    description: 'The message was not sent: WhatsApp refused it, or its turn did not come in time.',
    interfaces: [RefusalInterface],
    fields: (t) => ({
      error: t.expose('error', {
        type: MessageError,
        nullable: true,
        description: 'Why; null when its turn did not come in time.',
      }),
      refused: t.expose('refused', {
        type: Message,
        description: 'The message, now FAILED, CANCELED or EXPIRED.',
      }),
    }),
  });

const SendMessageResult = builder.errorUnion('SendMessageResult', {
  description: "WhatsApp's verdict on the message, or why there is none.",
  types: [
    SentMessage,
    InputValidationError,
    IdempotencyConflict,
    SenderNotFound,
    MessageRefused,
    OutcomeUnknown,
  ],
});

builder.mutationField('sendMessage', (t) =>
  t.field({
    type: SendMessageResult,
    description:
      "Send a message at once and answer with WhatsApp's own verdict: the direct twin of enqueueMessage. It goes ahead of the others and past both filters; it is stored like them, and everything that happens to it is on the stream too.",
    args: {
      input: t
        .arg({ type: SendMessageInput, required: true, description: 'The message.' })
        .validate(bounded(sendInput)),
    },
    resolve: async (_root, { input }, context) => {
      const outcome = await sendDirectly(context, context.caller, input);
      switch (outcome.outcome) {
        case 'TOO_MANY_WAITING':
          throw tooManyWaiting();
        case 'NO_VERDICT':
          return noVerdict(outcome.messageId, input);
        case 'VERDICT':
          return toVerdict(outcome, input, context);
        default:
          return toRefusal(outcome);
      }
    },
  }),
);

interface Given {
  idempotencyKey?: string | undefined;
  timeoutMs: number;
}

async function toVerdict(
  { verdict, messageId }: { verdict: Verdict; messageId: string },
  given: Given,
  { loaders }: Context,
) {
  const message = await loaders.message.load(messageId).catch((error: unknown) => {
    if (mayPass(error)) return 'UNREAD' as const;
    throw error;
  });
  if (!message) throw new Error(`Expected the stored message ${messageId}, got none.`);
  // Without the message its verdict cannot be shown, and an error would have no id.
  if (message === 'UNREAD') return noVerdict(messageId, given);
  switch (verdict) {
    case 'TAKEN':
      return { __typename: 'SentMessage' as const, message };
    case 'UNCONFIRMED':
      return noVerdict(messageId, given);
    case 'REFUSED':
      return refused(message, given);
    case 'NOT_SENT':
      return notSentInTime(message, given);
  }
}

function refused(message: MessageValue, { idempotencyKey }: Given) {
  const { error } = message.delivery;
  return {
    __typename: 'MessageRefused' as const,
    code: 'MESSAGE_REFUSED' as const,
    message: `Expected WhatsApp to take the message, got a refusal: ${error?.title ?? 'no reason given'}. See error.advice.`,
    // The same key stands for the message that was refused.
    retryable: idempotencyKey === undefined && error !== null && isRetryable(error),
    retryAfterSeconds: null,
    error,
    refused: message,
  };
}

function notSentInTime(message: MessageValue, { idempotencyKey, timeoutMs }: Given) {
  const isKeyed = idempotencyKey !== undefined;
  return {
    __typename: 'MessageRefused' as const,
    code: 'NOT_SENT_IN_TIME' as const,
    message: `Expected the turn of the message within ${timeoutMs / 1_000} s, got none: it was taken back and not sent. Call again${isKeyed ? ' with a new idempotency key' : ''}, or enqueue it.`,
    // The same key stands for the message that was taken back.
    retryable: !isKeyed,
    retryAfterSeconds: null,
    error: message.delivery.error,
    refused: message,
  };
}

function noVerdict(messageId: string, { idempotencyKey }: Given) {
  return {
    __typename: 'OutcomeUnknown' as const,
    code: 'OUTCOME_UNKNOWN' as const,
    message:
      'Expected the verdict of WhatsApp in time, got none, and the message may have left. Its outcome will be on the stream messageEvents; look for it by messageId. Do not send it again without its idempotency key.',
    retryable: idempotencyKey !== undefined,
    retryAfterSeconds: null,
    messageId,
  };
}

function tooManyWaiting(): GraphQLError {
  return new GraphQLError(
    'Expected a place to wait for the verdict, but too many calls of sendMessage with this key wait in this process. Nothing was stored: call again, or use enqueueMessage.',
    {
      extensions: { code: 'TOO_MANY_WAITING', retryable: true, retryAfterSeconds: 1, http: { status: 503 } },
    },
  );
}
