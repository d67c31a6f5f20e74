import type { Cursor } from '../events/cursor.ts';
import { followLog, type LogItem } from '../events/follow-log.ts';
import type { LogEvent } from '../events/read-log.ts';
import type { MessageStatus as Status } from '../delivery/status.ts';
import { badRequest } from './bad-request.ts';
import { builder } from './builder.ts';
import { Message, MessageStatus } from './message.ts';
import { MessageError } from './message-error.ts';
import { StreamGap, StreamHeartbeat, StreamItem, toCursor } from './stream-items.ts';

type EventItem = { cursor: Cursor; event: LogEvent };

export const MessageEvent = builder.objectRef<EventItem>('MessageEvent').implement({
  description: 'Something happened to a message.',
  interfaces: [StreamItem],
  fields: (t) => ({
    message: t.field({
      type: Message,
      description: 'The message now, which may be further than this event.',
      resolve: async ({ event }, _args, { loaders }) => {
        const message = await loaders.message.load(event.messageId);
        if (!message) throw new Error(`Expected the message ${event.messageId} of an event, got none.`);
        return message;
      },
    }),
    // Statuses are written by the gateway alone, from its own list.
    status: t.field({
      type: MessageStatus,
      description: 'The status that this event led to, then.',
      resolve: ({ event }) => event.status as Status,
    }),
    at: t.field({
      type: 'DateTime',
      description: 'When the gateway recorded it.',
      resolve: ({ event }) => event.at,
    }),
    providerAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When WhatsApp says it happened, to the second.',
      resolve: ({ event }) => event.providerAt,
    }),
    attempt: t.int({
      nullable: true,
      description: 'Which attempt it is about, from 1.',
      resolve: ({ event }) => event.attempt,
    }),
    error: t.field({
      type: MessageError,
      nullable: true,
      description: 'What went wrong, if something did.',
      resolve: ({ event }) => event.detail?.error ?? null,
    }),
    possibleDuplicate: t.boolean({
      description: 'A second copy of the message may have reached WhatsApp, or certainly has.',
      resolve: ({ event }) => event.kind === 'DUPLICATE_DETECTED',
    }),
  }),
});

const MessageStreamItem = builder.unionType('MessageStreamItem', {
  description: 'One item of the stream.',
  types: [MessageEvent, StreamHeartbeat, StreamGap],
  resolveType: (item) => {
    if ('event' in item) return MessageEvent;
    return 'reason' in item ? StreamGap : StreamHeartbeat;
  },
});

const MessageEventFilter = builder.inputType('MessageEventFilter', {
  description: 'Events that fit all of what is given.',
  fields: (t) => ({
    messageIds: t.idList({ description: 'Of these messages; at most 1,000.' }),
    statuses: t.field({ type: [MessageStatus], description: 'That led to one of these statuses.' }),
  }),
});

/** A filter is looked at for every event of the tenant. */
const maxMessageIds = 1_000;

builder.subscriptionField('messageEvents', (t) =>
  t.field({
    type: MessageStreamItem,
    description:
      'Every status change, in order. Without `after`: from now. With it: everything since, then live, with no hole between.',
    args: {
      after: t.arg.string({ description: 'The cursor of the last item you know, or of the query `cursor`.' }),
      filter: t.arg({ type: MessageEventFilter, description: 'Which events; without it, all.' }),
    },
    subscribe: async (_root, { after, filter }, context) => {
      const from = await toCursor(after, context);
      return followLog(context, from, { matches: toMatcher(filter), signal: context.signal });
    },
    resolve: (item: LogItem) => item,
  }),
);

type GivenFilter = (typeof MessageEventFilter)['$inferInput'] | null | undefined;

function toMatcher(filter: GivenFilter): (event: LogEvent) => boolean {
  const { messageIds, statuses } = filter ?? {};
  if (messageIds && messageIds.length > maxMessageIds) {
    throw badRequest(
      'INVALID_FILTER',
      `Expected at most ${maxMessageIds} messageIds, got ${messageIds.length}.`,
      ['filter', 'messageIds'],
    );
  }
  const ids = messageIds ? new Set(messageIds) : undefined;
  const wanted = statuses ? new Set<string>(statuses) : undefined;
  return (event) =>
    event.subject === 'MESSAGE' && (ids?.has(event.messageId) ?? true) && (wanted?.has(event.status) ?? true);
}
