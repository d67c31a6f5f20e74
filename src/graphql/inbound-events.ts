import type { Cursor } from '../events/cursor.ts';
import { followLog, type LogItem } from '../events/follow-log.ts';
import type { LogEvent } from '../events/read-log.ts';
import { findSendersByPhone } from '../senders/find-senders.ts';
import { badRequest } from './bad-request.ts';
import { builder } from './builder.ts';
import type { Context } from './context.ts';
import { InboundMessageType } from './inbound-content.ts';
import { InboundMessage } from './inbound-message.ts';
import { StreamGap, StreamHeartbeat, StreamItem, toCursor } from './stream-items.ts';

const InboundMessageEvent = builder
  .objectRef<{ cursor: Cursor; event: LogEvent }>('InboundMessageEvent')
  .implement({
    description: 'Somebody wrote to you.',
    interfaces: [StreamItem],
    fields: (t) => ({
      message: t.field({
        type: InboundMessage,
        nullable: true,
        description: 'What they wrote; null once it is erased.',
        resolve: ({ event }, _args, { loaders }) => loaders.inbound.load(event.messageId),
      }),
      at: t.field({
        type: 'DateTime',
        description: 'When the gateway recorded it.',
        resolve: ({ event }) => event.at,
      }),
    }),
  });

const InboundMessageStreamItem = builder.unionType('InboundMessageStreamItem', {
  description: 'One item of the stream.',
  types: [InboundMessageEvent, StreamHeartbeat, StreamGap],
  resolveType: (item) => {
    if ('event' in item) return InboundMessageEvent;
    return 'reason' in item ? StreamGap : StreamHeartbeat;
  },
});

const InboundEventFilter = builder.inputType('InboundEventFilter', {
  description:
    'Messages to you that fit all of what is given. The log holds no names of people to filter by.',
  fields: (t) => ({
    to: t.field({ type: 'PhoneNumber', description: 'To this sender of yours.' }),
    types: t.field({ type: [InboundMessageType], description: 'Of one of these kinds.' }),
  }),
});

builder.subscriptionField('inboundMessages', (t) =>
  t.field({
    type: InboundMessageStreamItem,
    description:
      'What people write to you, in the order in which it was recorded. Cursors are those of `messageEvents`: both read one log.',
    args: {
      after: t.arg.string({ description: 'The cursor of the last item you know, or of the query `cursor`.' }),
      filter: t.arg({ type: InboundEventFilter, description: 'Which messages; without it, all.' }),
    },
    subscribe: async (_root, { after, filter }, context) => {
      const matches = await toMatcher(filter, context);
      const from = await toCursor(after, context);
      context.noteCursor(from);
      return context.streams.open(context, (signal) =>
        followLog(context, from, { matches, taken: context.noteCursor, signal }),
      );
    },
    resolve: (item: LogItem) => item,
  }),
);

async function toMatcher(
  filter: (typeof InboundEventFilter)['$inferInput'] | null | undefined,
  { database, caller }: Context,
): Promise<(event: LogEvent) => boolean> {
  const { to, types } = filter ?? {};
  const sender =
    to === null || to === undefined
      ? undefined
      : (await findSendersByPhone(database, caller.tenantId, [to])).get(to);
  if (to !== null && to !== undefined && !sender) {
    throw badRequest(
      'INVALID_FILTER',
      'Expected one of your senders in to, got a number that is none. The query senders lists them.',
      ['filter', 'to'],
    );
  }
  return ({ subject, detail }) =>
    subject === 'INBOUND' &&
    (sender === undefined || detail?.senderId === sender.senderId) &&
    (types?.some((type) => type === detail?.type) ?? true);
}
