import { expect, test } from 'vitest';
import { keepDocuments } from '../../src/graphql/keep-documents.ts';

test('documents are kept by how long they are together, and those that were asked for last', () => {
  const kept = keepDocuments<number>(100);
  for (let at = 0; at < 20; at += 1) {
    kept.set(`${at}`.padEnd(10), at);
    expect(kept.get('0'.padEnd(10))).toBe(0);
  }
  const found = Array.from({ length: 20 }, (_, at) => kept.get(`${at}`.padEnd(10)));
  expect(found.filter((each) => each !== undefined)).toEqual([0, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
  kept.set('x'.repeat(101), 1);
  expect(kept.get('x'.repeat(101))).toBeUndefined();
});
