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

test.each([
  ['for trying', true, 'api-key'],
  ['of an account', false, 'account-api-key'],
])(
  'of many starts at once one makes the key %s, all get the same, and nothing else is left',
  async (_, isTrial, name) => {
    const kept = await Promise.all(Array.from({ length: 20 }, () => keepApiKey(folder, isTrial)));
    const key = kept[0]?.key ?? '';
    expect(new Set(kept.map((each) => each.key))).toEqual(new Set([key]));
    expect(kept.filter((each) => each.isNew)).toHaveLength(1);
    expect(await readdir(folder)).toEqual([name]);
    expect(await readFile(join(folder, name), 'utf8')).toBe(`${key}\n`);
    expect(await keepApiKey(folder, isTrial)).toEqual({ key, isNew: false, file: join(folder, name) });
  },
);

test('a key for trying is never the key of an account, and each comes back with its start', async () => {
  const trial = await keepApiKey(folder, true);
  const account = await keepApiKey(folder, false);
  expect(account).toMatchObject({ isNew: true, file: join(folder, 'account-api-key') });
  expect(account.key).not.toBe(trial.key);
  expect((await keepApiKey(folder, true)).key).toBe(trial.key);
  expect((await keepApiKey(folder, false)).key).toBe(account.key);
});

test('a key of an earlier version, which clients of an account may have, goes on', async () => {
  const earlier = `hg_${'a'.repeat(43)}`;
  await writeFile(join(folder, 'api-key'), `${earlier}\n`, { mode: 0o600 });
  expect((await keepApiKey(folder, false)).key).toBe(earlier);
  expect((await keepApiKey(folder, true)).key).toBe(earlier);
});

test.each([
  ['others can read', 0o604],
  ['others can write', 0o602],
])('a key that %s is refused', async (_, mode) => {
  await keepApiKey(folder, true);
  await chmod(join(folder, 'api-key'), mode);
  await expect(keepApiKey(folder, true)).rejects.toThrow(/a file of ours that nobody else can read/);
});

test('an empty key is refused', async () => {
  await writeFile(join(folder, 'api-key'), '', { mode: 0o600 });
  await expect(keepApiKey(folder, true)).rejects.toThrow(/Expected a key/);
});

test.runIf(process.geteuid?.() === 0)('an ordinary user takes no key of another one', async () => {
  await keepApiKey(folder, true);
  await chown(join(folder, 'api-key'), 12_345, 12_345);
  await chmod(folder, 0o777);
  process.seteuid?.(65_534);
  try {
    await expect(keepApiKey(folder, true)).rejects.toThrow(/a file of ours/);
  } finally {
    process.seteuid?.(0);
  }
});
