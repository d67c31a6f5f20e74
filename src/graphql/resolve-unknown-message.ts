import { GraphQLError } from 'graphql';
import { CommitUnknown } from '../db/failures.ts';
import type { Unresolvable } from '../delivery/resolve-delivery.ts';
import type { MessageStatus as Status } from '../delivery/status.ts';
import { resolveUnknownMessage } from '../messages/resolve-unknown-message.ts';
import { builder } from './builder.ts';
import { Message, MessageStatus } from './message.ts';
import { isId } from './node.ts';
import { MessageNotFound, messageNotFound, RefusalInterface, type Refusal } from './refusal.ts';

const ResolveAction = builder.enumType('ResolveAction', {
  description: 'What becomes of a message that may have been sent.',
  values: {
    RESEND: {
      description: 'Send it once more. If the first copy was sent after all, its recipient gets two.',
    },
    GIVE_UP: {
      description: 'Never send it again. It stays UNCONFIRMED, unless a late status proves that it was sent.',
    },
  } as const,
});

const ResolveUnknownMessageInput = builder.inputType('ResolveUnknownMessageInput', {
  description: 'Your word about a message that is UNKNOWN or UNCONFIRMED.',
  fields: (t) => ({
    id: t.id({ required: true, description: 'Its id.' }),
    action: t.field({ type: ResolveAction, required: true, description: 'What becomes of it.' }),
  }),
});

const ResolvedMessage = builder.objectRef<{ messageId: string }>('ResolvedMessage').implement({
  description: 'What you decided is stored.',
  fields: (t) => ({
    message: t.field({
      type: Message,
      description: 'The message now: RETRYING or further after RESEND, UNCONFIRMED after GIVE_UP.',
      resolve: async ({ messageId }, _args, { loaders }) => {
        const message = await loaders.message.load(messageId);
        if (!message) throw new Error(`Expected the resolved message ${messageId}, got none.`);
        return message;
      },
    }),
  }),
});

const NotResolvable = builder.objectRef<Refusal & { status: Status }>('NotResolvable').implement({
  description: 'This cannot be done with the message; nothing changed.',
  interfaces: [RefusalInterface],
  fields: (t) => ({
    status: t.expose('status', { type: MessageStatus, description: 'How far it has come.' }),
  }),
});

const ResolveUnknownMessageResult = builder.unionType('ResolveUnknownMessageResult', {
  description: 'The message, or why nothing was done with it.',
  types: [ResolvedMessage, MessageNotFound, NotResolvable],
});

builder.mutationField('resolveUnknownMessage', (t) =>
  t.field({
    type: ResolveUnknownMessageResult,
    description:
      'Decide what becomes of a message that may have been sent (UNKNOWN, UNCONFIRMED): send it again, or give it up. Of two calls at once the first decides, and the other is told how far the message has come.',
    args: {
      input: t.arg({ type: ResolveUnknownMessageInput, required: true, description: 'Which, and what.' }),
    },
    resolve: async (_root, { input: { id, action } }, context) => {
      const resolved = isId(id)
        ? await resolveUnknownMessage(context, context.caller.tenantId, id, action).catch(
            (error: unknown) => {
              throw action === 'RESEND' && error instanceof CommitUnknown ? resendUncertain() : error;
            },
          )
        : ({ outcome: 'NOT_FOUND' } as const);
      switch (resolved.outcome) {
        case 'RESOLVED':
          return { __typename: 'ResolvedMessage' as const, messageId: id };
        case 'NOT_FOUND':
          return messageNotFound();
        case 'NOT_RESOLVABLE':
          return {
            __typename: 'NotResolvable' as const,
            code: codes[resolved.because],
            message: sentences[resolved.because](resolved.status),
            retryable: false,
            retryAfterSeconds: null,
            status: resolved.status,
          };
      }
    },
  }),
);

/** By the time of a second word the copy of the first may have left, and be UNKNOWN again. */
function resendUncertain(): GraphQLError {
  return new GraphQLError(
    'Expected the database to say whether the message is sent again, got no answer: it may be or not. Read its status and attempts first: a RESEND is stored when it is RETRYING or has one attempt more, and then a second RESEND would make one more copy.',
    { extensions: { code: 'OUTCOME_UNKNOWN', retryable: false } },
  );
}

const codes = {
  NOT_UNKNOWN: 'NOT_UNKNOWN',
  GIVEN_UP: 'GIVEN_UP',
  ALREADY_TAKEN: 'ALREADY_TAKEN',
  EXPIRES_TOO_SOON: 'EXPIRES_TOO_SOON',
} as const satisfies Record<Unresolvable, Refusal['code']>;

const sentences: Record<Unresolvable, (status: Status) => string> = {
  NOT_UNKNOWN: (status) =>
    `Expected a message that is UNKNOWN or UNCONFIRMED, got one that is ${status}. There is nothing to decide.`,
  GIVEN_UP: () =>
    'Expected a message that was not given up, got one that was. Enqueue it as a new message if it must be sent.',
  ALREADY_TAKEN: () =>
    'Expected a message that may not have been sent, got one that WhatsApp took: only its id was lost. Sending it again would make a second copy.',
  EXPIRES_TOO_SOON: () =>
    'Expected a message with time left to be sent, got one that expires before. Enqueue it as a new message.',
};
