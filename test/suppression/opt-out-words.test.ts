import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { builtInWords } from '../../src/suppression/built-in-words.ts';
import { messages } from './said-messages.ts';
import { createWordJudge, normalise, type WordMeaning } from '../../src/suppression/opt-out-words.ts';

const judge = createWordJudge();
const judgeText = (text: string): WordMeaning | undefined => judge({ words: [text], isButton: false });

describe.each(Object.entries(messages))('in %s', (_language, table) => {
  const cases = Object.entries(table).flatMap(([meaning, texts]) =>
    texts.map((text) => [text, meaning] as const),
  );
  test.each(cases)('%j means %s', (text, meaning) => {
    expect(judgeText(text) ?? 'NOTHING').toBe(meaning);
  });
});

test('no word that comes along means two things, and each is found however it is dressed', () => {
  const lists = [builtInWords.stop, builtInWords.stopMarketing, builtInWords.start].map((words) =>
    words.map(normalise),
  );
  expect(new Set(lists.flat()).size).toBe(lists.reduce((sum, words) => sum + new Set(words).size, 0));
  const dress = fc.string({
    unit: fc.constantFrom(' ', '.', '!', '🙏', '❤️', '👍🏽', '\n', '"', '«', '…', '\u200B', '*'),
  });
  const meant = Object.entries({
    STOP: builtInWords.stop,
    STOP_MARKETING: builtInWords.stopMarketing,
    START: builtInWords.start,
  });
  const said = fc.constantFrom(
    ...meant.flatMap(([meaning, words]) => words.map((word) => ({ meaning, word }))),
  );
  fc.assert(
    fc.property(dress, said, dress, fc.boolean(), (before, { meaning, word }, after, loud) => {
      expect(judgeText(`${before}${loud ? word.toUpperCase() : word}${after}`)).toBe(meaning);
    }),
    { numRuns: 2_000 },
  );
});

test('whatever else stands beside a word, it is no opt-out and no return', () => {
  const words = fc.constantFrom(...builtInWords.stop, ...builtInWords.stopMarketing, ...builtInWords.start);
  const known = new Set(
    [...builtInWords.stop, ...builtInWords.stopMarketing, ...builtInWords.start].map(normalise),
  );
  const others = fc.constantFrom("don't", 'the', 'no', 'bus', 'order', 'не', 'لا', 'nicht', '5', 'x');
  fc.assert(
    fc.property(words, others, fc.boolean(), (word, other, first) => {
      const text = first ? `${other} ${word}` : `${word} ${other}`;
      fc.pre(!known.has(normalise(text)));
      expect(judgeText(text)).toBeUndefined();
    }),
  );
});

test('a button opts out by its text or its payload, and never brings anybody back', () => {
  const press = (...words: string[]): WordMeaning | undefined => judge({ words, isButton: true });
  expect(press('Stop promotions', 'stop-promos')).toBe('STOP_MARKETING');
  expect(press('Nicht mehr', 'UNSUBSCRIBE')).toBe('STOP');
  expect(press('START')).toBeUndefined();
  expect(press('Yes, go on', 'stop_the_music')).toBeUndefined();
});

test('words of a tenant replace those that come along, list by list', () => {
  const own = createWordJudge({ stop: ['Cancel', 'Ende'] });
  expect(own({ words: ['CANCEL.'], isButton: false })).toBe('STOP');
  expect(own({ words: ['stop'], isButton: false })).toBeUndefined();
  expect(own({ words: ['start'], isButton: false })).toBe('START');
});

test('any text is judged without an error, and twice the same', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(normalise(normalise(text))).toBe(normalise(text));
    }),
    { numRuns: 2_000 },
  );
});
