import { expect, test } from 'vitest';
import { nameOf, planOnce } from '../../src/db/name-statement.ts';

test('a statement that inserts has one name wherever it runs, and another one has another', () => {
  const name = nameOf('INSERT INTO one SELECT $1');
  expect(name).toBeDefined();
  expect(nameOf('INSERT INTO one SELECT $1')).toBe(name);
  expect(nameOf('\n  INSERT INTO two SELECT $1')).not.toBe(name);
});

test('a statement that looks for rows is planned each time, for the tables as they are then', () => {
  expect(nameOf('SELECT FROM one WHERE id = $1')).toBeUndefined();
  expect(nameOf('UPDATE one SET id = $1')).toBeUndefined();
  expect(
    nameOf('WITH old AS (DELETE FROM one RETURNING id) INSERT INTO two SELECT id FROM old'),
  ).toBeUndefined();
});

test('a statement that is marked to be planned once has a name, the same each time', () => {
  const text = planOnce('SELECT FROM one WHERE key = $1');
  expect(nameOf(text)).toBeDefined();
  expect(nameOf(planOnce('SELECT FROM one WHERE key = $1'))).toBe(nameOf(text));
});

test('statements without number make no names without number', () => {
  for (let n = 0; n < 1_000; n += 1) nameOf(`INSERT INTO many SELECT ${n}`);
  expect(nameOf('INSERT INTO late SELECT $1')).toBeUndefined();
  expect(nameOf('INSERT INTO one SELECT $1')).toBeDefined();
});
