import { askPatiently } from '../events/ask-patiently.ts';
import type { MessageEventKind as Kind } from '../events/append-events.ts';
import type { Cursor } from '../events/cursor.ts';
import { followLog, type LogItem } from '../events/follow-log.ts';
import type { LogEvent } from '../events/read-log.ts';
import type { MessageStatus as Status } from '../delivery/status.ts';
import { builder } from './builder.ts';
import { filterEvents, MessageEventFilter } from './filter-events.ts';
import { Message, MessageStatus } from './message.ts';
import { MessageError } from './message-error.ts';
import { StreamGap, StreamHeartbeat, StreamItem, toCursor } from './stream-items.ts';

const MessageEventKind = builder.enumType('MessageEventKind', {
  description: 'What an event tells.',
  values: {
    STATUS: { description: 'The status changed.' },
    WARNING: { description: 'WhatsApp reported a failure of a message that arrived all the same.' },
    DUPLICATE_DETECTED: { description: 'WhatsApp has taken a second copy of the message.' },
    LANE_MOVED_ON: {
      description:
        'The time of `ordering` was over before the message passed its barrier: the next message of its key goes without waiting for it.',
    },
  } satisfies Record<Kind, object>,
});

/** A stream waits for a database that is away; a query answers. */
type EventItem = { cursor: Cursor; event: LogEvent; isLive?: boolean };

export const MessageEvent = builder.objectRef<EventItem>('MessageEvent').implement({
  description: 'Something happened to a message.',
  interfaces: [StreamItem],
  fields: (t) => ({
    message: t.field({
      type: Message,
      description: 'The message now, which may be further than this event.',
      resolve: async ({ event, isLive }, _args, { loaders, signal }) => {
        const load = () => loaders.message.load(event.messageId);
        const message = await (isLive === true ? askPatiently(load, signal) : load());
        if (!message) throw new Error(`Expected the message ${event.messageId} of an event, got none.`);
        return message;
      },
    }),
    // The other kinds are of other subjects.
    kind: t.field({
      type: MessageEventKind,
      description: 'What it tells.',
      resolve: ({ event }) => event.kind as Kind,
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
      resolve: ({ event }) => event.kind === 'DUPLICATE_DETECTED' || event.detail?.possibleDuplicate === true,
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
      const filtered = filterEvents(filter, context.loaders);
      const from = await toCursor(after, context);
      context.noteCursor(from);
      return context.streams.open(context, (signal) =>
        followLog(context, from, { ...filtered, taken: context.noteCursor, signal }),
      );
    },
    resolve: (item: LogItem) => (item.kind === 'EVENT' ? { ...item, isLive: true } : item),
  }),
);
