import { describe, expect, test } from 'vitest';
import { eachAlone } from '../../src/db/each-alone.ts';
import { inParts } from '../../src/db/in-parts.ts';

const lost = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
const ofItems = [
  new TypeError('Cannot read properties of undefined (reading "connection")'),
  new Error('Expected a value, got a timeout of a connection.'),
  Object.assign(new Error('refused'), { code: '57014' }),
  'a text',
  undefined,
];

describe('whatever the work on one item throws, that item alone is set aside:', () => {
  test.each(ofItems)('%s', async (thrown) => {
    const done: number[] = [];
    const aside: unknown[] = [];
    await inParts(
      [1, 2, 3, 4, 5, 6, 7],
      (some) => {
        if (some.includes(3)) throw thrown as Error; // whatever is thrown counts
        done.push(...some);
        return Promise.resolve();
      },
      (item, error) => aside.push([item, error]),
    );
    expect(done).toEqual([1, 2, 4, 5, 6, 7]);
    expect(aside).toEqual([[3, thrown]]);
  });

  test.each(ofItems)('in a loop over items: %s', async (thrown) => {
    const done: number[] = [];
    const all = eachAlone([1, 2, 3], (item) => {
      if (item === 2) throw thrown as Error; // likewise
      done.push(item);
    });
    await expect(all).rejects.toThrow();
    expect(done).toEqual([1, 3]);
  });
});

test('when the database is away nothing is set aside, and nothing else is tried', async () => {
  let calls = 0;
  const act = (): Promise<never> => {
    calls += 1;
    return Promise.reject(lost);
  };
  await expect(inParts([1, 2, 3], act, () => expect.unreachable())).rejects.toBe(lost);
  await expect(eachAlone([1, 2, 3], act)).rejects.toBe(lost);
  expect(calls).toBe(2);
});
