import { askPatiently } from '../events/ask-patiently.ts';
import { followLog, type LogItem } from '../events/follow-log.ts';
import type { LogEvent } from '../events/read-log.ts';
import type { Cursor } from '../events/cursor.ts';
import { builder } from './builder.ts';
import { StreamGap, StreamHeartbeat, StreamItem, toCursor } from './stream-items.ts';
import { Suppression, SuppressionSource } from './suppressions.ts';
import type { SuppressionSource as Source } from '../suppression/suppression.ts';

const SuppressionChange = builder.enumType('SuppressionChange', {
  description: 'What happened to an entry of a list.',
  values: {
    ADDED: { description: 'It keeps messages back from now on.' },
    REMOVED: { description: 'It keeps none back any more.' },
  } as const,
});

const SuppressionEvent = builder
  .objectRef<{ cursor: Cursor; event: LogEvent }>('SuppressionEvent')
  .implement({
    description: 'Somebody came onto a list, or left it.',
    interfaces: [StreamItem],
    fields: (t) => ({
      change: t.field({
        type: SuppressionChange,
        description: 'What happened.',
        resolve: ({ event }) => (event.status === 'ADDED' ? 'ADDED' : 'REMOVED'),
      }),
      suppression: t.field({
        type: Suppression,
        description: 'The entry now, which may have changed again since.',
        resolve: async ({ event }, _args, { loaders, signal }) => {
          const entry = await askPatiently(() => loaders.suppression.load(event.messageId), signal);
          if (!entry) throw new Error(`Expected the entry ${event.messageId} of an event, got none.`);
          return entry;
        },
      }),
      source: t.field({
        type: SuppressionSource,
        description: 'What led to this change.',
        // Sources are written by the gateway alone, from its own list.
        resolve: ({ event }) => event.detail?.source as Source,
      }),
      at: t.field({
        type: 'DateTime',
        description: 'When the gateway recorded it.',
        resolve: ({ event }) => event.at,
      }),
    }),
  });

const SuppressionStreamItem = builder.unionType('SuppressionStreamItem', {
  description: 'One item of the stream.',
  types: [SuppressionEvent, StreamHeartbeat, StreamGap],
  resolveType: (item) => {
    if ('event' in item) return SuppressionEvent;
    return 'reason' in item ? StreamGap : StreamHeartbeat;
  },
});

builder.subscriptionField('suppressionChanges', (t) =>
  t.field({
    type: SuppressionStreamItem,
    description:
      'Every change of your lists, in order, whoever made it: your calls, imports, and what people do in WhatsApp. Without `after`: from now. With it: everything since, then live, with no hole between.',
    args: {
      after: t.arg.string({ description: 'The cursor of the last item you know, or of the query `cursor`.' }),
    },
    subscribe: async (_root, { after }, context) => {
      const from = await toCursor(after, context);
      const matches = (event: LogEvent): boolean => event.subject === 'SUPPRESSION';
      context.noteCursor(from);
      return context.streams.open(context, (signal) =>
        followLog(context, from, { matches, taken: context.noteCursor, signal }),
      );
    },
    resolve: (item: LogItem) => item,
  }),
);
