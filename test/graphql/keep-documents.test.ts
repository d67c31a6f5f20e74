import { expect, test } from 'vitest';
import { keepDocuments, maxKept, maxKeptLength } from '../../src/graphql/keep-documents.ts';

test('300 documents are kept, those that were asked for lately, and none that is long', () => {
  const kept = keepDocuments<number>();
  kept.set('first', 0);
  for (let at = 1; at < maxKept; at += 1) kept.set(`${at}`, at);
  expect(kept.get('first')).toBe(0);
  kept.set('one more', 1);
  expect([kept.get('first'), kept.get('1'), kept.get('2'), kept.get('one more')]).toEqual([
    0,
    undefined,
    2,
    1,
  ]);
  const long = 'x'.repeat(maxKeptLength + 1);
  kept.set(long, 1);
  expect(kept.get(long)).toBeUndefined();
});
