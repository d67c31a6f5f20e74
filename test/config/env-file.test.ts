import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findUnknownNames } from '../../src/config/find-unknown-names.ts';
import { settingNames } from '../../src/config/read-config.ts';
import { readEnvFile } from '../../src/config/read-env-file.ts';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hg-env-'));
  file = join(folder, '.env');
});
afterEach(() => rm(folder, { recursive: true }));

const expected = { DATABASE_URL: 'postgres://h/d', PORT: '4001' };
const text = 'DATABASE_URL=postgres://h/d\nPORT=4001\n';

test.each([
  ['a plain text', Buffer.from(text)],
  ['a byte order mark in front', Buffer.from(`\ufeff${text}`)],
  ['line ends of Windows', Buffer.from(text.replaceAll('\n', '\r\n'))],
  ['line ends of old Macs', Buffer.from(text.replaceAll('\n', '\r'))],
  ['both, as an editor of Windows writes it', Buffer.from(`\ufeff${text.replaceAll('\n', '\r\n')}`)],
  ['two bytes for each character', Buffer.from(`\ufeff${text}`, 'utf16le')],
  ['comments, quotes and export', Buffer.from('# ours\nexport DATABASE_URL="postgres://h/d"\nPORT=\'4001\'')],
])('a file .env with %s is read', async (_, bytes) => {
  await writeFile(file, bytes);
  expect(readEnvFile(file)).toEqual(expected);
});

test('a missing file .env sets nothing', () => {
  expect(readEnvFile(file)).toEqual({});
});

test('a file .env in another encoding is refused with a sentence', async () => {
  await writeFile(file, Buffer.from('NAME=Zoë', 'latin1'));
  expect(() => readEnvFile(file)).toThrow(/UTF-8/);
});

test('a folder in its place is refused with a sentence', async () => {
  await mkdir(file);
  expect(() => readEnvFile(file)).toThrow(/Expected to read the settings in .*EISDIR/);
});

test.each([
  ['HELIOGRAPH_APIKEY', 'HELIOGRAPH_API_KEY'],
  ['WHATSAPP_TOKEN', undefined],
  ['SIMULATOR_PROT', 'SIMULATOR_PORT'],
  ['SEND_DEADLINE', undefined],
  ['DISPATCH_CONCURRENCY_MAX', undefined],
  ['heliograph_api_key', 'HELIOGRAPH_API_KEY'],
  ['Whatsapp_Api_Url', 'WHATSAPP_API_URL'],
])('%s, which nobody reads, is named', (name, meant) => {
  expect(findUnknownNames({ [name]: '1' }, [], settingNames)).toEqual([{ name, meant }]);
});

test('a typing error in our own file is named also without a prefix', () => {
  const found = findUnknownNames({ DATABSE_URL: '1', TZ: '1' }, ['DATABSE_URL', 'TZ'], settingNames);
  expect(found).toEqual([{ name: 'DATABSE_URL', meant: 'DATABASE_URL' }]);
});

test('known names, and names of other programs, are not named', () => {
  const others = ['PATH', 'HOME', 'POST', 'SENDGRID_API_KEY', 'PGHOST', 'NODE_OPTIONS', 'HTTPS_PROXY'];
  const env = Object.fromEntries([...settingNames, ...others].map((name) => [name, '1']));
  expect(findUnknownNames(env, [], settingNames)).toEqual([]);
});
