import { resolveArrayConnection } from '@pothos/plugin-relay';
import type { DeliveryError } from '../delivery/delivery.ts';
import { listSenders } from '../senders/list-senders.ts';
import type { Gate } from '../senders/read-gates.ts';
import type { Sender as SenderValue } from '../senders/sender.ts';
import { failureOf } from '../whatsapp/failures.ts';
import { badCursor } from './bad-request.ts';
import { builder } from './builder.ts';
import { checkPage } from './check-page.ts';
import { MessageError } from './message-error.ts';
import { Node } from './node.ts';

type SenderView = SenderValue & { id: string };

export function toSenderView(sender: SenderValue): SenderView {
  return { ...sender, id: sender.senderId };
}

const Sender = builder.objectRef<SenderView>('Sender').implement({
  description: 'One of your WhatsApp numbers.',
  interfaces: [Node],
  fields: (t) => ({
    phoneNumber: t.expose('phoneNumber', { type: 'PhoneNumber', description: 'What `from` names.' }),
    queueDepth: t.int({
      description: 'How many messages wait to be sent; counted up to 100,000.',
      resolve: async ({ senderId }, _args, { loaders, signal }) =>
        (await loaders.depth.ask(senderId, signal)).depth,
    }),
    oldestQueuedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'Since when the message that waits longest could go; null when none waits.',
      resolve: async ({ senderId }, _args, { loaders, signal }) =>
        (await loaders.oldest.ask(senderId, signal)).oldest,
    }),
    messagesPerSecond: t.int({
      description:
        'What WhatsApp allows this number, as the settings say: 80 a second, 20 beside a phone with the app, 1,000 after an upgrade.',
      resolve: async ({ senderId }, _args, { loaders }) =>
        (await loaders.gate.load(senderId))?.messagesPerSecond ?? 0,
    }),
    currentPace: t.float({
      description:
        'Messages a second that the gateway aims at now: a little below what WhatsApp allows, and for a while much less after WhatsApp refused one as too fast (130429).',
      resolve: async ({ senderId }, _args, { loaders }) =>
        (await loaders.gate.load(senderId))?.currentPace ?? 0,
    }),
    pausedUntil: t.field({
      type: 'DateTime',
      nullable: true,
      description:
        'Nothing leaves before this; then a few messages try whether it can go on. Null: nothing stands in the way.',
      resolve: async ({ senderId }, _args, { loaders }) =>
        pauseOf(await loaders.gate.load(senderId))?.until ?? null,
    }),
    pausedBecause: t.field({
      type: MessageError,
      nullable: true,
      description: 'What the pause waits for, with what to do about it; null while there is none.',
      resolve: async ({ senderId }, _args, { loaders }) =>
        pauseOf(await loaders.gate.load(senderId))?.because ?? null,
    }),
  }),
});

builder.queryField('senders', (t) =>
  t.connection({
    type: Sender,
    description: 'Your senders, in the order in which they were made.',
    resolve: async (_root, args, { database, caller }) => {
      checkPage(args);
      checkCursor('after', args.after);
      checkCursor('before', args.before);
      const senders = await listSenders(database, caller.tenantId);
      return resolveArrayConnection({ args }, senders.map(toSenderView));
    },
  }),
);

/** A closed gate holds for all workers; where it is open, one of them may still be unable to reach WhatsApp. */
function pauseOf(gate: Gate | undefined): { until: Date; because: DeliveryError } | undefined {
  if (!gate) return undefined;
  const { closedUntil, closedCode, unreachableUntil, now } = gate;
  if (closedUntil && closedUntil > now) return { until: closedUntil, because: errorOf(closedCode ?? '') };
  if (!unreachableUntil || unreachableUntil <= now) return undefined;
  return { until: unreachableUntil, because: errorOf('WHATSAPP_UNREACHABLE') };
}

function errorOf(code: string): DeliveryError {
  return { code, title: ownTitles[code] ?? failureOf(code, { webhook: true }).title };
}

const ownTitles: Readonly<Record<string, string>> = {
  WHATSAPP_UNREACHABLE: 'WhatsApp could not be reached',
  REQUEST_UNSENDABLE: 'The request to WhatsApp cannot be written',
};

/** The plugin itself would take a negative place, and refuse other texts without a code. */
function checkCursor(argument: string, given: string | null | undefined): void {
  if (given === null || given === undefined) return;
  const text = Buffer.from(given, 'base64').toString('latin1');
  if (!/^OffsetConnection:\d{1,9}$/.test(text) || btoa(text) !== given) throw badCursor(argument);
}
