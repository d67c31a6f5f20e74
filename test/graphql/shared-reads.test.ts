import { createSecretKey } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { shareLoaders } from '../../src/graphql/loaders.ts';

test('what callers of a tenant read in one turn is one query, and tenants never share one', async () => {
  const asked: (readonly unknown[])[] = [];
  const query = (_text: string, values: readonly unknown[]) => {
    asked.push(values);
    return Promise.resolve([]);
  };
  const database = { query } as unknown as Database; // nothing else is asked for
  const loadersOf = shareLoaders(database, createSecretKey(Buffer.alloc(32)));
  await Promise.all([
    loadersOf('a').message.load('1'),
    loadersOf('a').message.load('2'),
    loadersOf('b').message.load('1'),
  ]);
  expect(asked).toEqual([
    ['a', ['1', '2']],
    ['b', ['1']],
  ]);
});

test('a second read of the same message asks again: messages change', async () => {
  let times = 0;
  const query = () => {
    times += 1;
    return Promise.resolve([]);
  };
  const { message } = shareLoaders({ query } as unknown as Database, createSecretKey(Buffer.alloc(32)))('a'); // nothing else is asked for
  await message.load('1');
  await message.load('1');
  expect(times).toBe(2);
});
