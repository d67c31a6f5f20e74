import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
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
  expect(() => readEnvFile(file)).toThrow(/Expected to read the settings in .*something else than a file/);
});

test.each([
  ['a colon', 'PORT: 4001'],
  ['a space', 'PORT 4001'],
  ['a command of Windows', 'setx PORT 4001'],
  ['a command of Windows in front of an assignment', 'set PORT=4001'],
  ['no name', '=4001'],
  ['a heading', '[settings]'],
  ['a quote that nothing closes', 'PORT="4001'],
  ['a quote inside quotes of the same kind', 'HELIOGRAPH_API_KEY="a\\"b"'],
])(
  'a line of .env with %s sets nothing, or something else, and is refused by its number',
  async (_, line) => {
    await writeFile(file, `# ours\n\nHOST=::1\n${line}\nGRAPHIQL=false\n`);
    expect(() => readEnvFile(file)).toThrow(/^Expected NAME=value in .*, line 4, got /);
  },
);

test('what stands in a refused line is not shown: it may be a secret', async () => {
  await writeFile(file, 'HELIOGRAPH_API_KEY="secret"word\nexport secret-word');
  expect(() => readEnvFile(file)).toThrow(/^(?!.*secret)/);
});

test('a value in quotes may go on over several lines, with anything in it', async () => {
  await writeFile(file, `A="one\n# two\nthree: 'x'" # a comment\nB='a"b'\nC=it's\n`);
  expect(readEnvFile(file)).toEqual({ A: "one\n# two\nthree: 'x'", B: 'a"b', C: "it's" });
});

test.each(['KEY=abc#def', 'KEY=#def', "export KEY=it's#def"])(
  '%s ends at its "#", which is said with the name and without the value',
  async (line) => {
    const said: string[] = [];
    await writeFile(file, `HOST=::1 # here\n${line}\nOTHER="abc#def" # there\nEMPTY= # nothing\n`);
    readEnvFile(file, (sentence) => said.push(sentence));
    expect(said).toEqual([expect.stringMatching(/line 2: the value of KEY ends at its "#"/)]);
    expect(said.join()).not.toContain('def');
  },
);

test.each([
  ['low byte first', (bytes: Buffer) => bytes],
  ['high byte first', (bytes: Buffer) => bytes.swap16()],
])('two bytes for each character without a mark, %s, are refused', async (_, order) => {
  await writeFile(file, order(Buffer.from(text, 'utf16le')));
  expect(() => readEnvFile(file)).toThrow(/UTF-8/);
});

test('a link to a file is followed, and a link to nothing is refused', async () => {
  await symlink(join(folder, 'elsewhere'), file);
  expect(() => readEnvFile(file)).toThrow(/a link to nothing/);
  await writeFile(join(folder, 'elsewhere'), text);
  expect(readEnvFile(file)).toEqual(expected);
});

test('a pipe in its place is refused, and nobody waits for its writer', () => {
  expect(spawnSync('mkfifo', [file]).status).toBe(0);
  expect(() => readEnvFile(file)).toThrow(/something else than a file/);
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

test.each([
  ['DATABSE_URL', 'DATABASE_URL'],
  ['DATABASE_URI', 'DATABASE_URL'],
  ['ALLOWED_ORIGIN', 'ALLOWED_ORIGINS'],
  ['EVENTS_RETENTION_DAYS', 'EVENT_RETENTION_DAYS'],
  ['DATABASE_CONNECTION', 'DATABASE_CONNECTIONS'],
  ['DATABASE_SCHEMAS', 'DATABASE_SCHEMA'],
  ['GRAPHIQ', 'GRAPHIQL'],
  ['SHARE_PORTS', 'SHARE_PORT'],
  ['QUEUE_LIMITSECONDS', 'QUEUE_LIMIT_SECONDS'],
])('%s in the environment is named, because no other program has such a name', (name, meant) => {
  expect(findUnknownNames({ [name]: '1' }, [], settingNames)).toEqual([{ name, meant }]);
});

test.each(['DATABASE_HOST', 'DATABASE_NAME', 'DATABASE', 'GRAPHQL_URL', 'LOG_FILE', 'LOGLEVELS_PATH'])(
  '%s in the environment belongs to another program, and is not named',
  (name) => {
    expect(findUnknownNames({ [name]: '1' }, [], settingNames)).toEqual([]);
  },
);

test('what Kubernetes says of a service with one of our names is not named, and a typing error beside it is', () => {
  const injected = {
    HELIOGRAPH_SERVICE_HOST: '10.0.0.1',
    HELIOGRAPH_SERVICE_PORT: '4000',
    HELIOGRAPH_SERVICE_PORT_HTTP: '4000',
    HELIOGRAPH_PORT: 'tcp://10.0.0.1:4000',
    HELIOGRAPH_PORT_4000_TCP: 'tcp://10.0.0.1:4000',
    HELIOGRAPH_PORT_4000_TCP_PROTO: 'tcp',
    HELIOGRAPH_PORT_4000_TCP_ADDR: '10.0.0.1',
    SEND_MAIL_SERVICE_HOST: '10.0.0.2',
    SEND_MAIL_SERVICE_PORT: '25',
    SEND_MAIL_PORT_25_TCP: 'tcp://10.0.0.2:25',
  };
  expect(findUnknownNames(injected, [], settingNames)).toEqual([]);
  const found = findUnknownNames({ ...injected, HELIOGRAPH_APIKEY: '1' }, [], settingNames);
  expect(found.map(({ name }) => name)).toEqual(['HELIOGRAPH_APIKEY']);
  expect(findUnknownNames({ HELIOGRAPH_PORT: '4000' }, [], settingNames)).toHaveLength(1);
});

test('known names, and names of other programs, are not named', () => {
  const others = [
    'PATH',
    'HOME',
    'POST',
    'SENDGRID_API_KEY',
    'PGHOST',
    'NODE_OPTIONS',
    'HTTPS_PROXY',
    'LOGLEVEL',
    'DATABASE_HOST',
  ];
  const env = Object.fromEntries([...settingNames, ...others].map((name) => [name, '1']));
  expect(findUnknownNames(env, [], settingNames)).toEqual([]);
});
