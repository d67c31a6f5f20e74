import { resolveArrayConnection } from '@pothos/plugin-relay';
import { readDepth } from '../delivery/read-depth.ts';
import { listSenders } from '../senders/list-senders.ts';
import type { Sender as SenderValue } from '../senders/sender.ts';
import { badCursor } from './bad-request.ts';
import { builder } from './builder.ts';
import { checkPage } from './check-page.ts';
import { Node } from './node.ts';

type SenderView = SenderValue & { id: string };

export function toSenderView(sender: SenderValue): SenderView {
  return { ...sender, id: sender.senderId };
}

/** Counting stops here: beyond it nobody needs the exact number, and the answer stays quick. */
const maxDepth = 100_000;

const Sender = builder.objectRef<SenderView>('Sender').implement({
  description: 'One of your WhatsApp numbers.',
  interfaces: [Node],
  fields: (t) => ({
    phoneNumber: t.expose('phoneNumber', { type: 'PhoneNumber', description: 'What `from` names.' }),
    queueDepth: t.int({
      description: 'How many messages wait to be sent; counted up to 100,000.',
      resolve: async (sender, _args, { database }) => (await readDepth(database, sender, maxDepth)).depth,
    }),
    oldestQueuedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'Since when the message that waits longest could go; null when none waits.',
      resolve: async (sender, _args, { database }) => (await readDepth(database, sender, 1)).oldest,
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

/** The plugin itself would take a negative place, and refuse other texts without a code. */
function checkCursor(argument: string, given: string | null | undefined): void {
  if (given === null || given === undefined) return;
  const text = Buffer.from(given, 'base64').toString('latin1');
  if (!/^OffsetConnection:\d{1,9}$/.test(text) || btoa(text) !== given) throw badCursor(argument);
}
