import { InputValidationError } from '@pothos/plugin-validation';
import type { InputRef } from '@pothos/core';
import { z } from 'zod';
import { hashAliases } from '../contacts/hash-aliases.ts';
import { wellFormedText } from '../content/text-rules.ts';
import type { Tx } from '../db/database.ts';
import { appendEvents } from '../events/append-events.ts';
import { logTopic } from '../events/topics.ts';
import { recipient, type Recipient } from '../recipient/recipient.ts';
import { addSuppressions, type ListChange } from '../suppression/add-suppressions.ts';
import { findSuppressions } from '../suppression/find-suppressions.ts';
import { removeSuppressions } from '../suppression/remove-suppressions.ts';
import type {
  Suppression as SuppressionValue,
  SuppressionList,
  SuppressionScope as Scope,
} from '../suppression/suppression.ts';
import { answerEach } from './answer-each.ts';
import { builder } from './builder.ts';
import { bounded } from './cap-issues.ts';
import type { Context } from './context.ts';
import { RecipientInput } from './recipient.ts';
import { Suppression, SuppressionScope } from './suppressions.ts';

/** A note for people, and not a record; UTF-16 code units. */
const maxReason = 500;

const SuppressionApplied = builder
  .objectRef<{ changed: boolean; suppressions: SuppressionValue[] }>('SuppressionApplied')
  .implement({
    description: 'It holds, for every claim that begins from now on.',
    fields: (t) => ({
      changed: t.exposeBoolean('changed', {
        description: 'False when it was so before: the same call twice changes nothing.',
      }),
      suppressions: t.expose('suppressions', {
        type: [Suppression],
        description: 'Every entry that stands for this person now.',
      }),
    }),
  });

const SuppressionResult = builder.errorUnion('SuppressionResult', {
  description: 'What holds now, or why nothing was changed.',
  types: [SuppressionApplied, InputValidationError],
});

const who = 'Whom it is about.';

const UnsubscribeRecipientInput = builder.inputType('UnsubscribeRecipientInput', {
  description: 'Somebody who does not want to be written to.',
  fields: (t) => ({
    recipient: t.field({ type: RecipientInput, required: true, description: who }),
    scope: t.field({
      type: SuppressionScope,
      required: true,
      defaultValue: 'ALL',
      description: 'What they do not want.',
    }),
    reason: t.string({ description: 'For your records: 1 to 500 characters.' }),
  }),
});

const ResubscribeRecipientInput = builder.inputType('ResubscribeRecipientInput', {
  description: 'Somebody who wants to be written to again.',
  fields: (t) => ({
    recipient: t.field({ type: RecipientInput, required: true, description: who }),
    scope: t.field({
      type: SuppressionScope,
      required: true,
      defaultValue: 'ALL',
      description:
        'What they want again. ALL ends every unsubscription of theirs, MARKETING only the one from marketing.',
    }),
  }),
});

const BlockRecipientInput = builder.inputType('BlockRecipientInput', {
  description: 'Somebody whom you do not want to write to.',
  fields: (t) => ({
    recipient: t.field({ type: RecipientInput, required: true, description: who }),
    reason: t.string({ description: 'For your records: 1 to 500 characters.' }),
  }),
});

const UnblockRecipientInput = builder.inputType('UnblockRecipientInput', {
  description: 'Somebody to take off the block list.',
  fields: (t) => ({ recipient: t.field({ type: RecipientInput, required: true, description: who }) }),
});

/** What all four inputs come to. */
const change = z
  .object({
    recipient,
    scope: z.enum(['ALL', 'MARKETING']).nullish(),
    reason: wellFormedText({ what: 'The reason', min: 1, max: maxReason }).nullish(),
  })
  .transform((given) => ({
    recipient: given.recipient,
    scope: given.scope ?? 'ALL',
    reason: given.reason ?? undefined,
  }));

interface Change {
  recipient: Recipient;
  scope: Scope;
  reason: string | undefined;
}

/** What a mutation does to a list: for each change, whether anything changed, and the events that say so. */
type Act = (tx: Tx, tenantId: string, changes: readonly (Change & Person)[]) => Promise<ListChange>;

interface Person {
  /** Every name; the given one first. */
  hashes: readonly Buffer[];
}

const addTo =
  (list: SuppressionList): Act =>
  (tx, tenantId, changes) =>
    addSuppressions(
      tx,
      tenantId,
      changes.map((each) => ({ ...each, list, source: 'API' })),
    );

const removeFrom =
  (list: SuppressionList): Act =>
  (tx, tenantId, changes) =>
    removeSuppressions(
      tx,
      tenantId,
      changes.map(({ hashes, scope }) => ({
        hashes,
        list,
        scopes: scope === 'ALL' ? ['ALL', 'MARKETING'] : ['MARKETING'],
        source: 'API',
      })),
    );

addPair(
  'unsubscribeRecipient',
  UnsubscribeRecipientInput,
  addTo('UNSUBSCRIBED'),
  'Put somebody on the list of the unsubscribed.',
);
addPair(
  'resubscribeRecipient',
  ResubscribeRecipientInput,
  removeFrom('UNSUBSCRIBED'),
  'Take somebody off the list of the unsubscribed, whichever of their names they are on it under.',
);
addPair('blockRecipient', BlockRecipientInput, addTo('BLOCKED'), 'Put somebody on the block list.');
addPair(
  'unblockRecipient',
  UnblockRecipientInput,
  removeFrom('BLOCKED'),
  'Take somebody off the block list, whichever of their names they are on it under.',
);

/** A mutation for one, and one for up to 1,000 with a result for each, in order. */
function addPair<Input extends object>(
  name: string,
  input: InputRef<Input>,
  act: Act,
  description: string,
): void {
  builder.mutationField(name, (t) =>
    t.field({
      type: SuppressionResult,
      description: `${description} The same call twice changes nothing.`,
      args: { input: t.arg({ type: input, required: true, description: who }).validate(bounded(change)) },
      resolve: async (_root, args, context) => {
        const [result] = await apply(context, act, [args.input]);
        if (!result) throw new Error('Expected one result for one change, got none.');
        return result;
      },
    }),
  );
  builder.mutationField(`${name}s`, (t) =>
    t.field({
      type: [SuppressionResult],
      description: `${description} Up to 1,000 people; one result per input, in order. A bad one never spoils the others.`,
      args: { inputs: t.arg({ type: [input], required: true, description: '1 to 1,000 people.' }) },
      resolve: (_root, { inputs }, context) =>
        answerEach(inputs, change, (changes) => apply(context, act, changes)),
    }),
  );
}

/** One transaction for all: none is changed when one cannot be. */
async function apply(context: Context, act: Act, changes: readonly Change[]) {
  const { database, doorbell, caller, recipientKey } = context;
  const { tenantId } = caller;
  const results = await database.transaction(async (tx) => {
    const recipients = changes.map((each) => each.recipient);
    const aliases = await hashAliases(tx, tenantId, recipientKey, recipients);
    const people = changes.map((each, index) => ({ ...each, hashes: aliases[index] ?? [] }));
    const { changed, drafts } = await act(tx, tenantId, people);
    const entries = await findSuppressions(tx, tenantId, aliases.flat());
    const byHash = Map.groupBy(entries, (entry) => entry.recipientHash.toString('base64'));
    appendEvents(tx, tenantId, drafts);
    return people.map(({ hashes }, index) => ({
      __typename: 'SuppressionApplied' as const,
      changed: changed[index] ?? false,
      suppressions: hashes.flatMap((hash) => byHash.get(hash.toString('base64')) ?? []),
    }));
  });
  if (results.some((each) => each.changed)) doorbell.ring([logTopic(tenantId)]);
  return results;
}
