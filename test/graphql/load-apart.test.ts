import { expect, test } from 'vitest';
import { loadApart } from '../../src/graphql/load-apart.ts';

test('one row that makes a shared read throw costs its own answer only, whatever was asked for with it', async () => {
  let calls = 0;
  const load = loadApart((keys: readonly string[]) => {
    calls += 1;
    if (keys.includes('poison')) throw new TypeError('Cannot read properties of null');
    return Promise.resolve(keys.map((key) => (key === 'none' ? null : key)));
  });
  expect(await load(['a', 'poison', 'none', 'b'])).toEqual(['a', expect.any(TypeError), null, 'b']);
  expect(calls).toBe(5);
  expect(await load(['a', 'b'])).toEqual(['a', 'b']);
  expect(calls).toBe(6);
});
