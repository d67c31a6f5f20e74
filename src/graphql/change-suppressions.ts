import { InputValidationError } from '@pothos/plugin-validation';
import type { InputRef } from '@pothos/core';
import { z } from 'zod';
import { hashAliases, hashRecipient } from '../contacts/hash-aliases.ts';
import { wellFormedText } from '../content/text-rules.ts';
import type { Tx } from '../db/database.ts';
import { recipient, type Recipient } from '../recipient/recipient.ts';
import { addSuppressions } from '../suppression/add-suppressions.ts';
import { findSuppressions } from '../suppression/find-suppressions.ts';
import { removeSuppressions } from '../suppression/remove-suppressions.ts';
import type {
  Suppression as SuppressionValue,
  SuppressionScope as Scope,
} from '../suppression/suppression.ts';
import { badRequest } from './bad-request.ts';
import { builder } from './builder.ts';
import type { Context } from './context.ts';
import { RecipientInput } from './recipient.ts';
import { Suppression, SuppressionScope } from './suppressions.ts';

/** More in one request would hold its transaction for too long; larger lists come in parts. */
const maxInputs = 1_000;
/** UTF-16 code units. */
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

/** Makes the change for all of them and says for each whether anything was changed. */
type Act = (tx: Tx, context: Context, changes: readonly Change[]) => Promise<boolean[]>;

const unsubscribe: Act = (tx, { caller, recipientKey }, changes) =>
  addSuppressions(
    tx,
    caller.tenantId,
    changes.map((each) => ({
      ...each,
      recipientHash: hashRecipient(recipientKey, each.recipient),
      list: 'UNSUBSCRIBED',
    })),
  );

const block: Act = (tx, { caller, recipientKey }, changes) =>
  addSuppressions(
    tx,
    caller.tenantId,
    changes.map((each) => ({
      ...each,
      recipientHash: hashRecipient(recipientKey, each.recipient),
      list: 'BLOCKED',
    })),
  );

const resubscribe: Act = (tx, { caller, recipientKey }, changes) =>
  removeSuppressions(
    tx,
    caller.tenantId,
    changes.map((each) => ({
      hashes: hashAliases(recipientKey, each.recipient),
      list: 'UNSUBSCRIBED',
      scopes: each.scope === 'ALL' ? ['ALL', 'MARKETING'] : ['MARKETING'],
    })),
  );

const unblock: Act = (tx, { caller, recipientKey }, changes) =>
  removeSuppressions(
    tx,
    caller.tenantId,
    changes.map((each) => ({
      hashes: hashAliases(recipientKey, each.recipient),
      list: 'BLOCKED',
      scopes: ['ALL'],
    })),
  );

addPair(
  'unsubscribeRecipient',
  UnsubscribeRecipientInput,
  unsubscribe,
  'Put somebody on the list of the unsubscribed.',
);
addPair(
  'resubscribeRecipient',
  ResubscribeRecipientInput,
  resubscribe,
  'Take somebody off the list of the unsubscribed.',
);
addPair('blockRecipient', BlockRecipientInput, block, 'Put somebody on the block list.');
addPair('unblockRecipient', UnblockRecipientInput, unblock, 'Take somebody off the block list.');

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
      args: { input: t.arg({ type: input, required: true, description: who }).validate(change) },
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
      resolve: (_root, { inputs }, context) => applyList(context, act, inputs),
    }),
  );
}

async function applyList(context: Context, act: Act, inputs: readonly unknown[]) {
  if (inputs.length === 0 || inputs.length > maxInputs) {
    throw badRequest(
      'INVALID_LIST',
      `Expected 1 to ${maxInputs} inputs, got ${inputs.length}. Send them in parts.`,
      ['inputs'],
    );
  }
  const judged = inputs.map((each) => change.safeParse(each));
  const good = judged.flatMap((each) => (each.success ? [each.data] : []));
  const results = (good.length === 0 ? [] : await apply(context, act, good)).values();
  return judged.map((each) => {
    if (!each.success) return new InputValidationError({ issues: each.error.issues });
    const { value } = results.next();
    if (!value) throw new Error('Expected a result for each change, got fewer.');
    return value;
  });
}

/** One transaction for all: none is changed when one cannot be. */
async function apply(context: Context, act: Act, changes: readonly Change[]) {
  const { database, caller, recipientKey } = context;
  const aliases = changes.map((each) => hashAliases(recipientKey, each.recipient));
  return database.transaction(async (tx) => {
    const changed = await act(tx, context, changes);
    const entries = await findSuppressions(tx, caller.tenantId, aliases.flat());
    const byHash = Map.groupBy(entries, (entry) => entry.recipientHash.toString('base64'));
    return changes.map((_, index) => ({
      __typename: 'SuppressionApplied' as const,
      changed: changed[index] ?? false,
      suppressions: (aliases[index] ?? []).flatMap((hash) => byHash.get(hash.toString('base64')) ?? []),
    }));
  });
}
