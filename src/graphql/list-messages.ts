import { resolveCursorConnection, type ResolveCursorConnectionArgs } from '@pothos/plugin-relay';
import { z } from 'zod';
import { externalId } from '../messages/enqueue-input.ts';
import { phoneNumber } from '../recipient/phone-number.ts';
import { anyRecipient } from '../recipient/recipient.ts';
import { writeCursor, type Cursor } from '../events/cursor.ts';
import { listMessages, type MessageFilter as Filter } from '../messages/list-messages.ts';
import type { Message as MessageValue } from '../messages/message.ts';
import { badRequest } from './bad-request.ts';
import { builder } from './builder.ts';
import { readIdCursor, writeIdCursor } from './id-cursor.ts';
import { checkPage } from './check-page.ts';
import { Message, MessageStatus } from './message.ts';
import { RecipientInput } from './recipient.ts';

const defaultPageSize = 20;

const MessageFilterInput = builder.inputType('MessageFilter', {
  description: 'Messages that fit all of what is given.',
  fields: (t) => ({
    from: t.field({ type: 'PhoneNumber', description: 'From this sender.' }),
    to: t.field({
      type: RecipientInput,
      description:
        'To this person, by the name that the message was addressed with, in any spelling of a number.',
    }),
    externalId: t.string({ description: 'With this reference of yours.' }),
    statuses: t.field({ type: [MessageStatus], description: 'In one of these statuses now.' }),
  }),
});

const filterValues = z.object({
  from: phoneNumber.nullish(),
  to: anyRecipient.nullish(),
  externalId: externalId.nullish(),
});

builder.queryField('messages', (t) =>
  t.connection(
    {
      type: Message,
      description: 'Your messages, newest first. Pages hold up to 100.',
      args: { filter: t.arg({ type: MessageFilterInput, description: 'Which messages; without it, all.' }) },
      resolve: async (_root, args, { database, caller }) => {
        checkPage(args);
        const filter = toFilter(args.filter);
        const read: { cursor?: Cursor } = {};
        const connection = await resolveCursorConnection(
          {
            args,
            defaultSize: defaultPageSize,
            maxSize: 100,
            toCursor: ({ id }: MessageValue) => writeIdCursor('message', id),
          },
          async ({ before, after, limit, inverted }: ResolveCursorConnectionArgs) => {
            const listed = await listMessages(database, caller.tenantId, filter, {
              olderThan: readIdCursor('message', 'after', after),
              newerThan: readIdCursor('message', 'before', before),
              newestFirst: !inverted,
              limit,
            });
            read.cursor = listed.cursor;
            return listed.messages;
          },
        );
        if (!read.cursor) throw new Error('Expected the page to be read, and it was not.');
        return { ...connection, cursor: writeCursor(read.cursor) };
      },
    },
    {
      fields: (t) => ({
        cursor: t.exposeString('cursor', {
          description:
            'Where the log stood when this page was read. Subscribe to `messageEvents` after it: what these messages have gone through is in the page, and everything else comes.',
        }),
      }),
    },
  ),
);

type Given = (typeof MessageFilterInput)['$inferInput'] | null | undefined;

function toFilter(given: Given): Filter {
  if (!given) return {};
  const judged = filterValues.safeParse(given);
  if (!judged.success) {
    const [issue] = judged.error.issues;
    throw badRequest('INVALID_FILTER', issue?.message ?? 'Expected a usable filter.', [
      'filter',
      ...(issue?.path.map(String) ?? []),
    ]);
  }
  return {
    from: judged.data.from ?? undefined,
    to: judged.data.to ?? undefined,
    externalId: judged.data.externalId ?? undefined,
    statuses: given.statuses ? [...new Set(given.statuses)] : undefined,
  };
}
