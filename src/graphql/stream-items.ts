import { readCursor, writeCursor, type Cursor } from '../events/cursor.ts';
import { heartbeatMs, type LogItem } from '../events/follow-log.ts';
import { readHead } from '../events/read-log.ts';
import { badRequest } from './bad-request.ts';
import { builder } from './builder.ts';
import type { Context } from './context.ts';

export const StreamItem = builder.interfaceRef<{ cursor: Cursor }>('StreamItem').implement({
  description: 'Every item has a cursor: keep the last one, and subscribe with it again.',
  fields: (t) => ({
    cursor: t.string({
      description: 'Opaque. Everything up to this item is known to whoever has it.',
      resolve: ({ cursor }) => writeCursor(cursor),
    }),
  }),
});

export const StreamHeartbeat = builder.objectRef<{ cursor: Cursor }>('StreamHeartbeat').implement({
  description: `Nothing that fits the filter happened for ${heartbeatMs / 1000} seconds; the cursor moved on all the same.`,
  interfaces: [StreamItem],
});

const StreamGapReason = builder.enumType('StreamGapReason', {
  description: 'Why history is missing.',
  values: {
    PRUNED: { description: 'It is older than events are kept.' },
    HISTORY_REPLACED: {
      description:
        'The database was set back since the cursor was given, by a restored copy or a standby that lagged: it does not hold the event of the cursor any more.',
    },
  } as const,
});

export const StreamGap = builder.objectRef<Extract<LogItem, { kind: 'GAP' }>>('StreamGap').implement({
  description:
    'History between your cursor and this one is gone. The stream completes after it; take a snapshot and go on from this cursor.',
  interfaces: [StreamItem],
  fields: (t) => ({ reason: t.expose('reason', { type: StreamGapReason, description: 'Why.' }) }),
});

builder.queryField('cursor', (t) =>
  t.string({
    description: 'Where the log stands now; take it before a snapshot, subscribe from it after.',
    resolve: async (_root, _args, { database, caller }) =>
      writeCursor(await readHead(database, caller.tenantId)),
  }),
);

/** Where a stream begins: at the cursor that the client gave, or now. */
export async function toCursor(
  after: string | null | undefined,
  { logReader, caller }: Context,
): Promise<Cursor> {
  if (after === null || after === undefined) return logReader.head(caller.tenantId);
  const cursor = readCursor(after);
  if (cursor?.tenantId === caller.tenantId) return cursor;
  throw badRequest(
    'CURSOR_INVALID',
    'Expected a cursor of this stream in after, got another text. Take it from an item, or from the query cursor.',
    ['after'],
  );
}
