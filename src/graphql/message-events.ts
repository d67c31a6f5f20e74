import { askPatiently } from '../events/ask-patiently.ts';
import { readCursor, writeCursor, type Cursor } from '../events/cursor.ts';
import { followLog, heartbeatMs, type LogItem } from '../events/follow-log.ts';
import { readHead, type LogEvent } from '../events/read-log.ts';
import type { MessageStatus as Status } from '../delivery/status.ts';
import { badRequest } from './bad-request.ts';
import { builder } from './builder.ts';
import type { Context } from './context.ts';
import { filterEvents, MessageEventFilter } from './filter-events.ts';
import { Message, MessageStatus } from './message.ts';
import { MessageError } from './message-error.ts';

const StreamItem = builder.interfaceRef<{ cursor: Cursor }>('StreamItem').implement({
  description: 'Every item has a cursor: keep the last one, and subscribe with it again.',
  fields: (t) => ({
    cursor: t.string({
      description: 'Opaque. Everything up to this item is known to whoever has it.',
      resolve: ({ cursor }) => writeCursor(cursor),
    }),
  }),
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

const StreamHeartbeat = builder.objectRef<{ cursor: Cursor }>('StreamHeartbeat').implement({
  description: `Nothing that fits the filter happened for ${heartbeatMs / 1000} seconds; the cursor moved on all the same.`,
  interfaces: [StreamItem],
});

const StreamGapReason = builder.enumType('StreamGapReason', {
  description: 'Why history is missing.',
  values: {
    PRUNED: { description: 'It is older than events are kept.' },
    HISTORY_REPLACED: {
      description: 'The database was restored to another state since the cursor was given.',
    },
  } as const,
});

const StreamGap = builder.objectRef<Extract<LogItem, { kind: 'GAP' }>>('StreamGap').implement({
  description:
    'History between your cursor and this one is gone. The stream completes after it; take a snapshot and go on from this cursor.',
  interfaces: [StreamItem],
  fields: (t) => ({ reason: t.expose('reason', { type: StreamGapReason, description: 'Why.' }) }),
});

const MessageStreamItem = builder.unionType('MessageStreamItem', {
  description: 'One item of the stream.',
  types: [MessageEvent, StreamHeartbeat, StreamGap],
  resolveType: (item) => {
    if ('event' in item) return MessageEvent;
    return 'reason' in item ? StreamGap : StreamHeartbeat;
  },
});

builder.queryField('cursor', (t) =>
  t.string({
    description: 'Where the log stands now; take it before a snapshot, subscribe from it after.',
    resolve: async (_root, _args, { database, caller }) =>
      writeCursor(await readHead(database, caller.tenantId)),
  }),
);

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

async function toCursor(after: string | null | undefined, { logReader, caller }: Context): Promise<Cursor> {
  if (after === null || after === undefined) return logReader.head(caller.tenantId);
  const cursor = readCursor(after);
  if (cursor?.tenantId === caller.tenantId) return cursor;
  throw badRequest(
    'CURSOR_INVALID',
    'Expected a cursor of this stream in after, got another text. Take it from an item, or from the query cursor.',
    ['after'],
  );
}
