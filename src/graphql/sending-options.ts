import type { UnknownPolicy as Policy } from '../delivery/delivery.ts';
import { builder } from './builder.ts';

export const MessagePriority = builder.enumType('MessagePriority', {
  description: 'Who goes first among the waiting messages of one sender.',
  values: {
    HIGH: { description: 'One-time codes and alerts.' },
    NORMAL: { description: 'Everything else.' },
    LOW: { description: 'Campaigns: they take what the others leave.' },
  } as const,
});

export const UnknownPolicy = builder.enumType('UnknownPolicy', {
  description: 'What becomes of a message that may have been sent, when nothing proves it in time.',
  values: {
    HOLD: { description: 'Never risk a second copy: it ends UNCONFIRMED.' },
    RESEND: { description: 'Rather twice than never: it is sent again.' },
  } satisfies Record<Policy, object>,
});

const OrderingBarrier = builder.enumType('OrderingBarrier', {
  description: 'What WhatsApp has to prove of a message before the next one of its key goes.',
  values: {
    ACCEPTED: {
      description: 'That it has taken the message. It may still deliver the two in another order.',
    },
    DELIVERED: { description: 'That the message reached a device.' },
  } as const,
});

export const OrderingInput = builder.inputType('OrderingInput', {
  description:
    'Messages of one sender with the same key go one after another, in the order in which they were stored.',
  fields: (t) => ({
    key: t.string({
      required: true,
      description:
        'Yours to choose, 1 to 255 characters: usually the conversation. Kept as a keyed hash only.',
    }),
    barrier: t.field({
      type: OrderingBarrier,
      required: true,
      defaultValue: 'ACCEPTED',
      description: 'When the next message of the key may go. A message that ended otherwise holds up nobody.',
    }),
    timeoutSeconds: t.int({
      required: true,
      defaultValue: 60,
      description:
        'Seconds from the first attempt, 1 to 3,600, after which the next message goes all the same. The event LANE_MOVED_ON then says so of this one.',
    }),
  }),
});
