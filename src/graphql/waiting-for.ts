import type { Delivery, DeliveryError } from '../delivery/delivery.ts';
import { waitReasonOf, type WaitCode as Code, type WaitReason as Reason } from '../messages/wait-reason.ts';
import { failureOf } from '../whatsapp/failures.ts';
import { builder } from './builder.ts';
import { MessageError } from './message-error.ts';
import { Message } from './message.ts';

const waitCodes = {
  SEND_AT: { description: 'Its `sendAt` is still to come.' },
  BACK_OFF: { description: 'It was certainly not sent and is tried again later; `error` says why.' },
  PAIR_PACE: { description: 'WhatsApp allows only so many messages to one recipient.' },
  ORDER: { description: 'Messages of its ordering key go before it.' },
  TEMPLATE_PAUSED: { description: 'WhatsApp has paused its template.' },
  REFERENCE: { description: 'The message that it answers has not reached WhatsApp yet.' },
  SENDER_PAUSED: { description: 'WhatsApp takes nothing from this sender for now; `error` says why.' },
  WHATSAPP_UNREACHABLE: { description: 'WhatsApp cannot be reached.' },
  SENDER_PACE: { description: 'The sender may send only so many messages a second; its turn comes.' },
  WORKER: {
    description:
      'No worker has taken a message of this sender for 10 seconds: none is running, or all are busy.',
  },
  TURN: { description: 'Workers send messages of this sender; its turn comes.' },
} satisfies Record<Code, object>;

const WaitCode = builder.enumType('WaitCode', {
  description: 'What a message waits for.',
  values: waitCodes,
});

const WaitReason = builder.objectRef<Reason & { delivery: Delivery }>('WaitReason').implement({
  description: 'Why a message does not go now.',
  fields: (t) => ({
    code: t.expose('code', { type: WaitCode, description: 'Stable: decide by it.' }),
    until: t.expose('until', {
      type: 'DateTime',
      nullable: true,
      description:
        'When it goes, or is looked at again; null where nobody knows, such as behind other messages.',
    }),
    error: t.field({
      type: MessageError,
      nullable: true,
      description: 'What went wrong, where something did.',
      resolve: errorOf,
    }),
    sentence: t.string({
      description: 'The same for people.',
      resolve: ({ code }) => waitCodes[code].description,
    }),
  }),
});

// In a file of its own because the message must not know who may keep it waiting.
builder.objectField(Message, 'waitingFor', (t) =>
  t.field({
    type: WaitReason,
    nullable: true,
    description:
      'Why it does not go now; null when it is about to go, or waits no longer. What has waited for more than 10 seconds always has a reason.',
    resolve: async ({ delivery }, _args, { loaders }) => {
      const reason = waitReasonOf(delivery, await loaders.gate.load(delivery.senderId));
      return reason && { ...reason, delivery };
    },
  }),
);

function errorOf({ code, closedCode, delivery }: Reason & { delivery: Delivery }): DeliveryError | null {
  if (code !== 'SENDER_PAUSED') return delivery.error;
  if (closedCode === null || closedCode === undefined) return null;
  return { code: closedCode, title: failureOf(closedCode, { webhook: true }).title };
}
