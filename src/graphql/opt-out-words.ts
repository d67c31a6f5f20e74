import { InputValidationError } from '@pothos/plugin-validation';
import { z } from 'zod';
import { listOf } from '../content/list-of.ts';
import { wellFormedText } from '../content/text-rules.ts';
import type { Tx } from '../db/database.ts';
import { builtInWords } from '../suppression/built-in-words.ts';
import { normalise, type OptOutWords as Words } from '../suppression/opt-out-words.ts';
import { readOptOutWords } from '../suppression/read-opt-out-words.ts';
import { setOptOutWords } from '../suppression/set-opt-out-words.ts';
import { builder } from './builder.ts';
import { bounded } from './cap-issues.ts';

/** The list is looked through for every message that comes in. */
const maxWords = 500;
/** UTF-16 code units: a word or a short sentence. */
const maxWordLength = 100;

const lists = {
  stop: 'Whoever writes one of these and nothing else is unsubscribed from ALL.',
  stopMarketing: 'Whoever writes one of these and nothing else is unsubscribed from MARKETING.',
  start: 'Whoever writes one of these and nothing else is taken off the list of the unsubscribed.',
} as const;

const OptOutWords = builder.objectRef<Words>('OptOutWords').implement({
  description:
    'What people write to opt out or to come back. Case, accents, and punctuation, emoji and space around do not matter; a message that says more does not count.',
  fields: (t) => ({
    stop: t.exposeStringList('stop', { description: lists.stop }),
    stopMarketing: t.exposeStringList('stopMarketing', { description: lists.stopMarketing }),
    start: t.exposeStringList('start', { description: lists.start }),
  }),
});

const SetOptOutWordsInput = builder.inputType('SetOptOutWordsInput', {
  description: `Lists of your own, each of up to ${maxWords} words or short sentences of up to ${maxWordLength} characters. A list that is not given is as it comes along; an empty one means nothing.`,
  fields: (t) => ({
    stop: t.stringList({ description: lists.stop }),
    stopMarketing: t.stringList({ description: lists.stopMarketing }),
    start: t.stringList({ description: lists.start }),
  }),
});

const word = wellFormedText({ what: 'A word', min: 1, max: maxWordLength }).refine(
  (text) => normalise(text) !== '',
  {
    error: 'Expected a word, but got only space, punctuation or emoji, which are not looked at.',
    params: { code: 'EMPTY_TEXT' },
    // One sentence about one fault.
    when: ({ issues }) => issues.length === 0,
  },
);
const words = listOf(word, { what: 'The words of a list', min: 0, max: maxWords })
  .nullish()
  .transform((given) => given ?? undefined);
const setInput = z.object({ stop: words, stopMarketing: words, start: words });

const SetOptOutWordsResult = builder.errorUnion('SetOptOutWordsResult', {
  description: 'The words that hold now, or why nothing was changed.',
  types: [OptOutWords, InputValidationError],
});

builder.queryField('optOutWords', (t) =>
  t.field({
    type: OptOutWords,
    description:
      'What people write to opt out or to come back; without words of your own, those that come along.',
    resolve: (_root, _args, { database, caller }) => readWords(database, caller.tenantId),
  }),
);

builder.mutationField('setOptOutWords', (t) =>
  t.field({
    type: SetOptOutWordsResult,
    description: 'Use words of your own. It holds for messages that are applied from now on.',
    args: {
      input: t
        .arg({ type: SetOptOutWordsInput, required: true, description: 'All three lists.' })
        .validate(bounded(setInput)),
    },
    // One transaction: what it answers is known to be stored, and an error cannot come after that.
    resolve: (_root, { input }, { database, caller }) =>
      database.transaction(async (tx) => {
        await setOptOutWords(tx, caller.tenantId, input);
        return { __typename: 'OptOutWords' as const, ...(await readWords(tx, caller.tenantId)) };
      }),
  }),
);

async function readWords(tx: Pick<Tx, 'query'>, tenantId: string): Promise<Words> {
  return { ...builtInWords, ...(await readOptOutWords(tx, tenantId)) };
}
