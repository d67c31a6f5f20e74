import { findSendersById } from '../senders/find-senders.ts';
import { builder } from './builder.ts';
import { Message } from './message.ts';
import { isId, Node } from './node.ts';
import { toSenderView } from './senders.ts';

builder.queryField('message', (t) =>
  t.field({
    type: Message,
    nullable: true,
    description: 'A message by its id; null where there is none.',
    args: { id: t.arg.id({ required: true, description: 'The id of the message.' }) },
    resolve: (_root, { id }, { loaders }) => (isId(id) ? loaders.message.load(id) : null),
  }),
);

builder.queryField('node', (t) =>
  t.field({
    type: Node,
    nullable: true,
    description: 'A message, a message to you, or a sender by its id; null where there is none.',
    args: { id: t.arg.id({ required: true, description: 'The id.' }) },
    resolve: async (_root, { id }, { loaders, database, caller }) => {
      if (!isId(id)) return null;
      const message = await loaders.message.load(id);
      if (message) return { __typename: 'Message' as const, ...message };
      const inbound = await loaders.inbound.load(id);
      if (inbound) return { __typename: 'InboundMessage' as const, ...inbound };
      const sender = (await findSendersById(database, caller.tenantId, [id])).get(id);
      return sender ? { __typename: 'Sender' as const, ...toSenderView(sender) } : null;
    },
  }),
);
