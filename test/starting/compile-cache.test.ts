import { spawnSync } from 'node:child_process';
import { chmod, chown, lstat, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

const checkNode = new URL('../../src/check-node.mjs', import.meta.url).href;
const checkout = fileURLToPath(new URL('../../', import.meta.url));
/** A folder on whose way nobody else may write, unlike the temporary one, in which a checkout may lie. */
const ownPlace = checkout.startsWith(tmpdir()) ? homedir() : checkout;
const asRoot = process.geteuid?.() === 0;

let shared: string;
let home: string;

beforeEach(async () => {
  shared = await mkdtemp(join(tmpdir(), 'hg-shared-'));
  await chmod(shared, 0o1777);
  home = await mkdtemp(join(ownPlace, '.home-'));
});
afterEach(async () => {
  await rm(shared, { recursive: true });
  await rm(home, { recursive: true });
});

test('what was compiled is kept in a folder of our own that nobody else can enter', async () => {
  const folder = cacheFolder({ HOME: home });
  expect(folder).toMatch(new RegExp(`^${home}/\\.cache/heliograph/compiled/`));
  expect((await lstat(join(home, '.cache/heliograph/compiled'))).mode & 0o777).toBe(0o700);
});

test('nothing compiled is ever read from or left in the shared temporary folder', async () => {
  await mkdir(join(shared, 'node-compile-cache'));
  cacheFolder({ HOME: home });
  cacheFolder({ HOME: '/nonexistent' });
  expect(await readdir(join(shared, 'node-compile-cache'))).toEqual([]);
});

test.each([
  ['a home that does not exist', () => '/nonexistent'],
  ['a home in the shared temporary folder', () => shared],
  ['a home that is no path', () => 'relative'],
])('with %s nothing is kept', (_, chosen) => {
  expect(cacheFolder({ HOME: chosen() })).toBe('none');
});

test('a cache folder that others may write to is not used', async () => {
  await mkdir(join(home, '.cache/heliograph/compiled'), { recursive: true });
  await chmod(join(home, '.cache/heliograph/compiled'), 0o777);
  expect(cacheFolder({ HOME: home })).toBe('none');
});

test.runIf(asRoot)('a cache folder, or one above it, that belongs to somebody else is not used', async () => {
  await mkdir(join(home, '.cache/heliograph/compiled'), { recursive: true, mode: 0o700 });
  await chown(join(home, '.cache/heliograph/compiled'), 12_345, 12_345);
  expect(cacheFolder({ HOME: home })).toBe('none');
  await chown(join(home, '.cache/heliograph/compiled'), 0, 0);
  await chown(home, 12_345, 12_345);
  expect(cacheFolder({ HOME: home })).toBe('none');
});

test.runIf(asRoot)('root makes nothing in the home of somebody else', async () => {
  await chown(home, 12_345, 12_345);
  expect(cacheFolder({ HOME: home })).toBe('none');
  expect(await readdir(home)).toEqual([]);
});

test.runIf(asRoot)('a user whom the system does not know starts without a home, and keeps nothing', () => {
  expect(cacheFolder({}, 54_321)).toBe('none');
});

/** Where a process that starts as `npm start` does keeps what it compiled. */
function cacheFolder(env: Record<string, string>, uid?: number): string {
  const script = `process.stdout.write(require('node:module').getCompileCacheDir() ?? 'none')`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--import', checkNode, '-e', script], {
    env: { PATH: process.env['PATH'], TMPDIR: shared, ...env },
    encoding: 'utf8',
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  expect(stderr).toBe('');
  return stdout;
}
