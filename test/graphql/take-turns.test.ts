import { expect, test } from 'vitest';
import { shareTurns } from '../../src/graphql/take-turns.ts';
import { eventually } from '../support/eventually.ts';

const stays = new AbortController().signal;
const limits = { work: 100, waiting: 40, patienceMs: 60_000 };

/** Who got a turn, in order; those who were refused with their code. */
function createLine(turns = shareTurns(limits)) {
  const began: string[] = [];
  const take = (name: string, parts = 1, gone = stays): void => {
    const [key = ''] = name;
    void turns.take(key, parts, gone).then((refusal) => {
      began.push(refusal ? `${name} ${String(refusal.extensions['code'])}` : name);
    });
  };
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return { began, take, settle, release: turns.release };
}

test('a key with much to do waits behind itself, and another key comes in at once', async () => {
  const { began, take, settle } = createLine();
  for (let at = 0; at < 60; at += 1) take('a');
  await settle();
  expect(began).toHaveLength(50);
  take('b');
  await settle();
  expect(began.at(-1)).toBe('b');
});

test('a turn that is given back goes to the next of each key in turn', async () => {
  const { began, take, settle, release } = createLine();
  for (let at = 0; at < 55; at += 1) take('a');
  for (let at = 0; at < 30; at += 1) take('b');
  await settle();
  began.length = 0;
  for (let at = 0; at < 5; at += 1) {
    release('a', 1);
    release('b', 1);
  }
  await settle();
  expect(began).toContain('b');
  expect(began.filter((each) => each === 'a').length).toBeLessThan(6);
});

test('heavy work counts by its parts, and what is lighter behind it in the same key waits for it', async () => {
  const { began, take, settle, release } = createLine();
  take('a1', 40);
  take('a2', 40);
  take('a3', 1);
  await settle();
  expect(began).toEqual(['a1']);
  release('a', 40);
  await settle();
  expect(began).toEqual(['a1', 'a2', 'a3']);
});

test('who finds no place to wait, waits too long or goes away is told that nothing was done', async () => {
  const { began, take, settle } = createLine();
  for (let at = 0; at < 71; at += 1) take('a');
  await settle();
  expect(began.filter((each) => each === 'a OVERLOADED')).toHaveLength(1);

  const leaving = new AbortController();
  const left = createLine(shareTurns({ ...limits, work: 0 }));
  left.take('b', 1, leaving.signal);
  await left.settle();
  expect(left.began).toEqual([]);
  leaving.abort();
  await left.settle();
  expect(left.began).toEqual(['b OVERLOADED']);

  const late = createLine(shareTurns({ ...limits, work: 0, patienceMs: 1 }));
  late.take('c');
  await eventually(
    () => Promise.resolve(late.began),
    ([first]) => first === 'c OVERLOADED',
  );
});
