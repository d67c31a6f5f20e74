import { resolveCursorConnection, type ResolveCursorConnectionArgs } from '@pothos/plugin-relay';
import { z } from 'zod';
import { hashAliases } from '../contacts/hash-aliases.ts';
import { anyRecipient } from '../recipient/recipient.ts';
import { listSuppressions, type SuppressionFilter as Filter } from '../suppression/list-suppressions.ts';
import type { Suppression as SuppressionValue } from '../suppression/suppression.ts';
import { badRequest } from './bad-request.ts';
import { builder } from './builder.ts';
import type { Context } from './context.ts';
import { readIdCursor, writeIdCursor } from './id-cursor.ts';
import { checkPage, maxPageSize } from './check-page.ts';
import { Recipient, RecipientInput } from './recipient.ts';

export const SuppressionScope = builder.enumType('SuppressionScope', {
  description: 'What an unsubscription keeps back, of the messages that ask to be filtered.',
  values: {
    ALL: { description: 'Every message.' },
    MARKETING: { description: 'Marketing templates only.' },
  } as const,
});

const SuppressionListEnum = builder.enumType('SuppressionList', {
  description: 'Why somebody is on a list.',
  values: {
    UNSUBSCRIBED: { description: 'They do not want to be written to.' },
    BLOCKED: { description: 'You do not want to write to them.' },
  } as const,
});

export const SuppressionSource = builder.enumType('SuppressionSource', {
  description: 'Where an entry came from.',
  values: {
    API: { description: 'A mutation of this API.' },
    WHATSAPP_PREFERENCE: { description: 'They stopped marketing in the WhatsApp app.' },
    ERROR_131050: { description: 'WhatsApp refused marketing, since they had stopped it in the app.' },
    KEYWORD: { description: 'They wrote one of your opt-out words, or pressed a button that says one.' },
    IMPORT: { description: 'A file that was imported.' },
  } as const,
});

export const Suppression = builder.objectRef<SuppressionValue>('Suppression').implement({
  description: 'One entry of a list: somebody who is not written to when a message asks to be filtered.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Unique over all types.' }),
    recipient: t.field({
      type: Recipient,
      nullable: true,
      description: 'Who; null once their data is erased, while the entry still holds.',
      resolve: ({ phone, userId }) => {
        if (phone !== null) return { phone };
        return userId === null ? null : { userId };
      },
    }),
    list: t.expose('list', { type: SuppressionListEnum, description: 'Which list.' }),
    scope: t.expose('scope', {
      type: SuppressionScope,
      description: 'What it keeps back. A block is always for all.',
    }),
    source: t.expose('source', { type: SuppressionSource, description: 'Where it came from.' }),
    reason: t.exposeString('reason', { nullable: true, description: 'The words it was given.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'Since when.' }),
    endedAt: t.expose('endedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Until when it held; null while it does.',
    }),
  }),
});

const SuppressionFilter = builder.inputType('SuppressionFilter', {
  description: 'Entries that fit all of what is given.',
  fields: (t) => ({
    recipient: t.field({ type: RecipientInput, description: 'Of this person.' }),
    list: t.field({ type: SuppressionListEnum, description: 'On this list.' }),
    scope: t.field({ type: SuppressionScope, description: 'With this scope.' }),
  }),
});

const filterValues = z.object({ recipient: anyRecipient.nullish() });

builder.queryField('suppressions', (t) =>
  t.connection({
    type: Suppression,
    description:
      'Who is on your lists, by when they first came onto them, newest first. Pages hold up to 100.',
    args: { filter: t.arg({ type: SuppressionFilter, description: 'Which entries; without it, all.' }) },
    resolve: async (_root, args, context) => {
      const { database, caller } = context;
      checkPage(args);
      const filter = await toFilter(args.filter, context);
      return resolveCursorConnection(
        {
          args,
          defaultSize: 20,
          maxSize: maxPageSize,
          toCursor: ({ id }: SuppressionValue) => writeIdCursor('suppression', id),
        },
        ({ before, after, limit, inverted }: ResolveCursorConnectionArgs) =>
          listSuppressions(database, caller.tenantId, filter, {
            olderThan: readIdCursor('suppression', 'after', after),
            newerThan: readIdCursor('suppression', 'before', before),
            newestFirst: !inverted,
            limit,
          }),
      );
    },
  }),
);

type Given = (typeof SuppressionFilter)['$inferInput'] | null | undefined;

async function toFilter(given: Given, { database, caller, recipientKey }: Context): Promise<Filter> {
  const judged = filterValues.safeParse(given ?? {});
  if (!judged.success) {
    const [issue] = judged.error.issues;
    throw badRequest('INVALID_FILTER', issue?.message ?? 'Expected a usable filter.', [
      'filter',
      ...(issue?.path.map(String) ?? []),
    ]);
  }
  const { recipient: person } = judged.data;
  const [hashes] = await hashAliases(database, caller.tenantId, recipientKey, person ? [person] : []);
  return {
    hashes,
    list: given?.list ?? undefined,
    scope: given?.scope ?? undefined,
  };
}
