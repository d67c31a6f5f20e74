import { chmod, chown, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepApiKey } from '../../src/keep-api-key.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hg-key-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('of many starts at once one makes the key, all get the same, and nothing else is left', async () => {
  const keys = await Promise.all(Array.from({ length: 20 }, () => keepApiKey(folder)));
  expect(new Set(keys).size).toBe(1);
  expect(await readdir(folder)).toEqual(['api-key']);
  expect(`${await keepApiKey(folder)}\n`).toBe(await readFile(join(folder, 'api-key'), 'utf8'));
});

test.each([
  ['others can read', 0o604],
  ['others can write', 0o602],
])('a key that %s is refused', async (_, mode) => {
  await keepApiKey(folder);
  await chmod(join(folder, 'api-key'), mode);
  await expect(keepApiKey(folder)).rejects.toThrow(/a file of ours that nobody else can read/);
});

test('an empty key is refused', async () => {
  await writeFile(join(folder, 'api-key'), '', { mode: 0o600 });
  await expect(keepApiKey(folder)).rejects.toThrow(/Expected a key/);
});

test.runIf(process.geteuid?.() === 0)('an ordinary user takes no key of another one', async () => {
  await keepApiKey(folder);
  await chown(join(folder, 'api-key'), 12_345, 12_345);
  await chmod(folder, 0o777);
  process.seteuid?.(65_534);
  try {
    await expect(keepApiKey(folder)).rejects.toThrow(/a file of ours/);
  } finally {
    process.seteuid?.(0);
  }
});
