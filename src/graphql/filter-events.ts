import { z } from 'zod';
import { spellingsOf } from '../contacts/spellings-of.ts';
import type { FollowOptions } from '../events/follow-log.ts';
import { externalId } from '../messages/enqueue-input.ts';
import type { MessageAddress } from '../messages/read-addresses.ts';
import { phoneNumber } from '../recipient/phone-number.ts';
import { anyRecipient, recipientKey } from '../recipient/recipient.ts';
import { badRequest } from './bad-request.ts';
import { builder } from './builder.ts';
import type { Loaders } from './loaders.ts';
import { MessageStatus } from './message.ts';
import { RecipientInput } from './recipient.ts';

/** A filter is looked at for every event of the tenant. */
const maxListed = 1_000;

export const MessageEventFilter = builder.inputType('MessageEventFilter', {
  description: 'Events that fit all of what is given.',
  fields: (t) => ({
    messageIds: t.idList({ description: 'Of these messages; at most 1,000.' }),
    externalIds: t.stringList({
      description: 'Of messages with one of these references of yours; at most 1,000.',
    }),
    from: t.field({ type: 'PhoneNumber', description: 'Of messages from this sender.' }),
    to: t.field({
      type: RecipientInput,
      description:
        'Of messages to this person, by the name that the message was addressed with, in any spelling of a number.',
    }),
    statuses: t.field({ type: [MessageStatus], description: 'That led to one of these statuses.' }),
  }),
});

type Given = (typeof MessageEventFilter)['$inferInput'] | null | undefined;

const values = z.object({
  messageIds: listOf('messageIds', z.string()),
  externalIds: listOf('externalIds', externalId),
  from: phoneNumber.nullish(),
  to: anyRecipient.nullish(),
});

/**
 * What an event says itself is looked at event by event; what stands on its message is asked once a page, and together with
 * all other streams that just got the page.
 */
export function filterEvents(given: Given, loaders: Loaders): Pick<FollowOptions, 'matches' | 'narrow'> {
  const { messageIds, externalIds, from, to } = judge(given);
  const ids = messageIds && new Set(messageIds);
  const statuses = given?.statuses && new Set<string>(given.statuses);
  const references = externalIds && new Set(externalIds);
  const person = to && new Set(spellingsOf(to).map(recipientKey));

  function isAddressed(address: MessageAddress | null): boolean {
    if (!address) return false;
    if (references && (address.externalId === null || !references.has(address.externalId))) return false;
    if (person && (!address.to || !person.has(recipientKey(address.to)))) return false;
    return !from || address.from === from;
  }

  return {
    matches: (event) =>
      event.subject === 'MESSAGE' &&
      (ids?.has(event.messageId) ?? true) &&
      (statuses?.has(event.status) ?? true),
    narrow:
      references || from || person
        ? async (events) => {
            const addresses = await loaders.address.loadMany(events.map((event) => event.messageId));
            return events.filter((_, at) => {
              const address = addresses[at] ?? null;
              if (address instanceof Error) throw address;
              return isAddressed(address);
            });
          }
        : undefined,
  };
}

function judge(given: Given): z.infer<typeof values> {
  const judged = values.safeParse(given ?? {});
  if (judged.success) return judged.data;
  const [issue] = judged.error.issues;
  throw badRequest('INVALID_FILTER', issue?.message ?? 'Expected a usable filter.', [
    'filter',
    ...(issue?.path.map(String) ?? []),
  ]);
}

function listOf<Item extends z.ZodType>(name: string, item: Item) {
  return z
    .array(z.any())
    .refine((items) => items.length <= maxListed, {
      abort: true,
      error: ({ input }) =>
        `Expected at most ${maxListed} ${name}, got ${Array.isArray(input) ? input.length : 0}. Use several subscriptions.`,
    })
    .pipe(z.array(item))
    .nullish();
}
