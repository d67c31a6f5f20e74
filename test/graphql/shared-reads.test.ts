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

test('what many aliases ask about one object is read once', async () => {
  const asked: (readonly unknown[])[] = [];
  const query = (_text: string, values: readonly unknown[]) => {
    asked.push(values);
    return Promise.resolve([]);
  };
  const { attempts, messageByWamid, window } = shareLoaders(
    { query } as unknown as Database, // nothing else is asked for
    createSecretKey(Buffer.alloc(32)),
  )('a');
  const all = Array.from({ length: 2_500 }, (_, at) => at);
  await Promise.all(all.map((at) => attempts.load(`${at % 2}`)));
  expect(asked.splice(0)).toEqual([['a', ['0', '1']]]);
  await Promise.all(all.map(() => messageByWamid.load({ senderId: 's', wamid: 'w' })));
  expect(asked.splice(0)).toEqual([
    ['a', ['s'], ['w']],
    ['a', []],
  ]);
  const people = [{ userId: 'US.1' as never }]; // of the form that a reader has judged
  await Promise.all(all.map(() => window.load({ senderId: 's', people: [...people] })));
  expect(asked.length).toBeLessThanOrEqual(2);
});

test('a long queue is counted once for all who ask before the count begins, one after another, and not for those who have left', async () => {
  const running: PromiseWithResolvers<unknown[]>[] = [];
  const query = () => {
    const count = Promise.withResolvers<unknown[]>();
    running.push(count);
    return count.promise;
  };
  const { depth } = shareLoaders(
    { query } as unknown as Database, // nothing else is asked for
    createSecretKey(Buffer.alloc(32)),
  )('a');
  const { signal } = new AbortController();
  const first = Array.from({ length: 100 }, () => depth.ask('one', signal));
  await Promise.resolve();
  expect(running).toHaveLength(1);
  // These ask after the count has begun: it may not hold what they know of.
  const second = Array.from({ length: 100 }, () => depth.ask('one', signal));
  const leaving = new AbortController();
  const left = depth.ask('two', leaving.signal).catch((error: unknown) => error);
  leaving.abort();
  expect(running).toHaveLength(1);
  running[0]?.resolve([{ depth: 1, oldest: null }]);
  await Promise.all(first);
  await expect.poll(() => running.length).toBe(2);
  running[1]?.resolve([{ depth: 2, oldest: null }]);
  expect((await Promise.all(second)).map((each) => each.depth)).toEqual(second.map(() => 2));
  expect(await left).toMatchObject({ name: 'AbortError' });
  expect(running).toHaveLength(2);
});
