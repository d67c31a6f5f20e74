import { beforeEach, expect, test } from 'vitest';
import { CommitUnknown } from '../../src/db/failures.ts';
import { watchLoops, type LoopWatch } from '../../src/db/watch-loops.ts';
import { createLog } from '../../src/log/log.ts';

let lines: { event: string; level: number }[];
let loops: LoopWatch;
beforeEach(() => {
  lines = [];
  const write = (line: string): number => lines.push(JSON.parse(line) as (typeof lines)[number]); // pino's own lines
  loops = watchLoops(createLog('info', { write }));
});

const fail = (error: unknown, of?: string): Promise<string | undefined> =>
  loops.turn(
    'test',
    (): string => {
      throw error as Error; // whatever is thrown counts
    },
    of,
  );
const pass = (of?: string) => loops.turn('test', () => 'done', of);
const withState = (code: string) => Object.assign(new Error('refused'), { code });

test.each([
  new TypeError('Cannot read properties of undefined'),
  new Error('An error of ours whose text names a connection and a timeout'),
  withState('42P01'),
  withState('57014'),
  'a text',
  undefined,
])('a loop that throws %s twice in a row is named, and told once at error', async (error) => {
  expect(await fail(error)).toBeUndefined();
  expect(loops.failing()).toEqual([]);
  for (let more = 0; more < 3; more += 1) await fail(error);
  expect(loops.failing()).toEqual(['test']);
  expect(lines.filter(({ level }) => level === 50)).toMatchObject([{ event: 'loop.keeps_failing' }]);
  expect(await pass()).toBe('done');
  expect(loops.failing()).toEqual([]);
});

test.each([
  Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' }),
  new Error('Connection terminated unexpectedly'),
  new Error('timeout exceeded when trying to connect'),
  withState('57P01'),
  withState('25006'),
  new CommitUnknown('Expected an answer, got none.'),
])('a database that is away names no loop: %s', async (error) => {
  for (let turn = 0; turn < 5; turn += 1) await fail(error);
  expect(loops.failing()).toEqual([]);
  // Told once, not in each turn.
  expect(lines).toMatchObject([{ event: 'loop.failed', level: 40 }]);
});

test('loops of one name are told apart by what they are of, and are named once', async () => {
  for (const of of ['a', 'b', 'a', 'b']) await fail(new TypeError('x'), of);
  expect(loops.failing()).toEqual(['test']);
  await pass('a');
  expect(loops.failing()).toEqual(['test']);
  loops.end('test', 'b');
  expect(loops.failing()).toEqual([]);
});

test('a failure between two turns that pass names nobody', async () => {
  for (let turn = 0; turn < 5; turn += 1) {
    await fail(new TypeError('x'));
    await pass();
  }
  expect(loops.failing()).toEqual([]);
  expect(lines.filter(({ level }) => level === 50)).toEqual([]);
});
