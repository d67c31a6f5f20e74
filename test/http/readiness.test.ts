import { expect, test } from 'vitest';
import { listen } from '../../src/http/listen.ts';
import { createLog } from '../../src/log/log.ts';

const log = createLog('error');

async function openDoor(isReady: () => Promise<unknown>) {
  const door = await listen({ host: '127.0.0.1', port: 0, log });
  door.open({ graphql: undefined, webhooks: undefined, isReady, failingLoops: () => [] });
  const ask = async (): Promise<number> => (await fetch(`http://127.0.0.1:${door.port}/readyz`)).status;
  return {
    askTogether: (count: number) => Promise.all(Array.from({ length: count }, ask)),
    [Symbol.asyncDispose]: () => door[Symbol.asyncDispose](),
  };
}

test('many who ask at once whether it is ready are answered from few questions, of which there is one at a time', async () => {
  let questions = 0;
  let running = 0;
  let mostAtOnce = 0;
  await using door = await openDoor(async () => {
    questions += 1;
    mostAtOnce = Math.max(mostAtOnce, ++running);
    await new Promise(setImmediate);
    running -= 1;
  });
  const since = performance.now();
  expect(new Set(await door.askTogether(100))).toEqual(new Set([200]));
  expect(mostAtOnce).toBe(1);
  // An answer is kept for half a second, however long the others took to arrive.
  expect(questions).toBeLessThanOrEqual(1 + (performance.now() - since) / 500);
});

test('a database that does not answer makes it unready, and is asked once, however many want to know', async () => {
  let questions = 0;
  const answer = Promise.withResolvers<unknown>();
  await using door = await openDoor(() => {
    questions += 1;
    return answer.promise;
  });
  for (let round = 0; round < 3; round += 1)
    expect(new Set(await door.askTogether(50))).toEqual(new Set([503]));
  expect(questions).toBe(1);
  answer.resolve(undefined);
  await expect.poll(() => door.askTogether(1), { timeout: 10_000 }).toEqual([200]);
});

test('a database that refuses makes it unready until it answers again', async () => {
  let isAway = true;
  await using door = await openDoor(() => (isAway ? Promise.reject(new Error('away')) : Promise.resolve()));
  expect(await door.askTogether(1)).toEqual([503]);
  isAway = false;
  await expect.poll(() => door.askTogether(1), { timeout: 10_000 }).toEqual([200]);
});
