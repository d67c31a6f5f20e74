import { cancelMessage } from '../messages/cancel-message.ts';
import type { MessageStatus as Status } from '../delivery/status.ts';
import { builder } from './builder.ts';
import { Message, MessageStatus } from './message.ts';
import { isId } from './node.ts';
import { MessageNotFound, messageNotFound, RefusalInterface, type Refusal } from './refusal.ts';

const CancelMessageInput = builder.inputType('CancelMessageInput', {
  description: 'The message to take back.',
  fields: (t) => ({ id: t.id({ required: true, description: 'Its id.' }) }),
});

const CanceledMessage = builder.objectRef<{ messageId: string }>('CanceledMessage').implement({
  description: 'The message was not sent and will not be.',
  fields: (t) => ({
    message: t.field({
      type: Message,
      description: 'The message, now CANCELED.',
      resolve: async ({ messageId }, _args, { loaders }) => {
        const message = await loaders.message.load(messageId);
        if (!message) throw new Error(`Expected the canceled message ${messageId}, got none.`);
        return message;
      },
    }),
  }),
});

const TooLateToCancel = builder.objectRef<Refusal & { status: Status }>('TooLateToCancel').implement({
  description: 'The message has left, or may have, or has ended otherwise.',
  interfaces: [RefusalInterface],
  fields: (t) => ({
    status: t.expose('status', { type: MessageStatus, description: 'How far it has come.' }),
  }),
});

const CancelMessageResult = builder.unionType('CancelMessageResult', {
  description: 'The canceled message, or why it was not canceled.',
  types: [CanceledMessage, MessageNotFound, TooLateToCancel],
});

builder.mutationField('cancelMessage', (t) =>
  t.field({
    type: CancelMessageResult,
    description:
      'Take back a message that has not left. True when it says CanceledMessage; canceling twice answers the same.',
    args: { input: t.arg({ type: CancelMessageInput, required: true, description: 'Which message.' }) },
    resolve: async (_root, { input: { id } }, context) => {
      const canceled = isId(id)
        ? await cancelMessage(context, context.caller.tenantId, id)
        : ({ outcome: 'NOT_FOUND' } as const);
      switch (canceled.outcome) {
        case 'CANCELED':
          return { __typename: 'CanceledMessage' as const, messageId: id };
        case 'NOT_FOUND':
          return messageNotFound();
        case 'TOO_LATE':
          return {
            __typename: 'TooLateToCancel' as const,
            code: 'TOO_LATE_TO_CANCEL' as const,
            message: `Expected a message that waits, got one that is ${canceled.status}. It can no longer be taken back.`,
            retryable: false,
            retryAfterSeconds: null,
            status: canceled.status,
          };
      }
    },
  }),
);
