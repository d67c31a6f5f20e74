import { resolveCursorConnection, type ResolveCursorConnectionArgs } from '@pothos/plugin-relay';
import { z } from 'zod';
import { spellingsOf } from '../contacts/spellings-of.ts';
import type { InboundMessage as Value } from '../inbound/inbound-message.ts';
import { listInbound, type InboundFilter as Filter } from '../inbound/list-inbound.ts';
import { phoneNumber } from '../recipient/phone-number.ts';
import { anyRecipient } from '../recipient/recipient.ts';
import { badRequest } from './bad-request.ts';
import { builder } from './builder.ts';
import { checkPage, maxPageSize } from './check-page.ts';
import { readIdCursor, writeIdCursor } from './id-cursor.ts';
import { InboundMessageType } from './inbound-content.ts';
import { InboundMessage } from './inbound-message.ts';
import { RecipientInput } from './recipient.ts';

const InboundMessageFilter = builder.inputType('InboundMessageFilter', {
  description: 'Messages to you that fit all of what is given.',
  fields: (t) => ({
    to: t.field({ type: 'PhoneNumber', description: 'To this sender of yours.' }),
    from: t.field({
      type: RecipientInput,
      description:
        'From this person, by this name of theirs, in whichever spelling of a number they were shown.',
    }),
    types: t.field({ type: [InboundMessageType], description: 'Of one of these kinds.' }),
  }),
});

const filterValues = z.object({ to: phoneNumber.nullish(), from: anyRecipient.nullish() });

builder.queryField('inboundMessages', (t) =>
  t.connection({
    type: InboundMessage,
    description: 'What people wrote to you, newest first. Pages hold up to 100.',
    args: {
      filter: t.arg({ type: InboundMessageFilter, description: 'Which messages; without it, all.' }),
    },
    resolve: (_root, args, { database, caller }) => {
      checkPage(args);
      const filter = toFilter(args.filter);
      return resolveCursorConnection(
        {
          args,
          defaultSize: 20,
          maxSize: maxPageSize,
          toCursor: ({ id }: Value) => writeIdCursor('inbound', id),
        },
        ({ before, after, limit, inverted }: ResolveCursorConnectionArgs) =>
          listInbound(database, caller.tenantId, filter, {
            olderThan: readIdCursor('inbound', 'after', after),
            newerThan: readIdCursor('inbound', 'before', before),
            newestFirst: !inverted,
            limit,
          }),
      );
    },
  }),
);

type Given = (typeof InboundMessageFilter)['$inferInput'] | null | undefined;

function toFilter(given: Given): Filter {
  const judged = filterValues.safeParse(given ?? {});
  if (!judged.success) {
    const [issue] = judged.error.issues;
    throw badRequest('INVALID_FILTER', issue?.message ?? 'Expected a usable filter.', [
      'filter',
      ...(issue?.path.map(String) ?? []),
    ]);
  }
  return {
    to: judged.data.to ?? undefined,
    from: judged.data.from ? spellingsOf(judged.data.from) : undefined,
    types: given?.types ? [...new Set(given.types)] : undefined,
  };
}
