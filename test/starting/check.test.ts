import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDatabase } from '../support/create-database.ts';
import { ownSecrets } from '../support/own-secrets.ts';
import { runFile } from '../support/run-file.ts';
import { startProxy } from '../support/start-proxy.ts';
import { startSimulator } from '../support/start-simulator.ts';
import { httpServer, tcpServer } from '../whatsapp/misbehaving-server.ts';

const key = 'a-key-that-is-long-enough-for-every-rule';
const token = 'EAA-token-that-nobody-should-see-in-a-terminal';
const senders = '+15550783881=106540352242922,+15550783882=106540352242923';

let place: string;
beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'hg-check-'));
});
afterEach(() => rm(place, { recursive: true, force: true }));

/** The lines that it prints, of which none shows a secret, and its exit code. */
async function check(env: Record<string, string>): Promise<{ code: number | null; lines: string[] }> {
  const ended = await runFile('main.ts', ['--check'], { cwd: place, env });
  expect(ended.stderr).toBe('');
  expect(ended.stdout).not.toMatch(/secret-word|EAA-token/);
  expect(ended.stdout).not.toContain('\n    at ');
  return { code: ended.code, lines: ended.stdout.trimEnd().split('\n') };
}

/** Settings of an account whose WhatsApp is at this address. */
function accountAt(url: string): Record<string, string> {
  return {
    ...ownSecrets,
    HELIOGRAPH_API_KEY: key,
    WHATSAPP_API_URL: url,
    WHATSAPP_ACCESS_TOKEN: token,
    WHATSAPP_SENDERS: senders,
  };
}

/** WhatsApp as the simulator plays it, with its own idea of numbers and tokens. */
function startWhatsApp(env: Record<string, string>): ReturnType<typeof startSimulator> {
  return startSimulator({ webhookUrl: 'http://127.0.0.1:9/', env: { SIMULATOR_SENDERS: senders, ...env } });
}

test('a first start would find all as it needs it: exit code 0, and nothing was made', async () => {
  const { code, lines } = await check({});
  expect(code).toBe(0);
  expect(lines).toEqual([
    'ok      settings: gateway, worker, webhook',
    `ok      database: the Postgres that comes along, in ${join(place, 'data')}`,
    'ok      WhatsApp: simulated by this process, not asked',
  ]);
  expect(await readdir(place)).toEqual([]);
});

test('a database and an account that fit are said line by line, and neither is changed', async () => {
  await using database = await createDatabase();
  await using whatsapp = await startWhatsApp({ SIMULATOR_ACCESS_TOKEN: token });
  const { code, lines } = await check({ ...accountAt(whatsapp.url), DATABASE_URL: database.url });
  expect(code).toBe(0);
  expect(lines).toEqual([
    'ok      settings: gateway, worker, webhook',
    expect.stringMatching(/^ok {6}database: .+ database "test_/),
    'ok      sender +15550783881',
    'ok      sender +15550783882',
  ]);
  expect(await database.query('SELECT FROM api_key')).toEqual([]);
  expect(await database.query('SELECT FROM sender')).toEqual([]);
  expect(await whatsapp.ledger()).toEqual([]);
});

test('a token that does not stand is said of each sender, with what to do: exit code 1', async () => {
  await using whatsapp = await startWhatsApp({ SIMULATOR_ACCESS_TOKEN: 'another-token' });
  const { code, lines } = await check(accountAt(whatsapp.url));
  expect(code).toBe(1);
  expect(lines.slice(2)).toEqual([
    expect.stringMatching(/^FAILED {2}sender \+15550783881: Expected .+ got error 190: .+\. .+/),
    expect.stringMatching(/^FAILED {2}sender \+15550783882: Expected .+ got error 190: .+\. .+/),
  ]);
});

test('an id that WhatsApp does not know, and one of another number, are said of their sender alone', async () => {
  await using whatsapp = await startWhatsApp({
    SIMULATOR_SENDERS: '+15550783881=106540352242922,+15550783889=106540352242923',
  });
  const wanted = `${senders},+15550783884=106540352242924`;
  const { code, lines } = await check({ ...accountAt(whatsapp.url), WHATSAPP_SENDERS: wanted });
  expect(code).toBe(1);
  expect(lines.slice(2)).toEqual([
    'ok      sender +15550783881',
    expect.stringMatching(
      /^FAILED {2}sender \+15550783882: .+ the id of another number\. See WHATSAPP_SENDERS/,
    ),
    expect.stringMatching(/^FAILED {2}sender \+15550783884: Expected .+ got error 100: /),
  ]);
});

test('a database and a WhatsApp that nobody answers for are both said, each in one line', async () => {
  const { code, lines } = await check({
    ...accountAt('http://127.0.0.1:1'),
    DATABASE_URL: 'postgres://somebody:secret-word@127.0.0.1:1/some',
  });
  expect(code).toBe(1);
  expect(lines.slice(1)).toEqual([
    expect.stringMatching(/^FAILED {2}database: 127\.0\.0\.1:1, database "some": Expected .+ECONNREFUSED/),
    expect.stringMatching(
      /^FAILED {2}WhatsApp: http:\/\/127\.0\.0\.1:1: Expected an answer .+\(ECONNREFUSED\)/,
    ),
  ]);
});

test('a database in another encoding is said', async () => {
  await using database = await createDatabase();
  await database.query(
    `CREATE DATABASE ascii_of_check ENCODING 'SQL_ASCII' LOCALE_PROVIDER 'libc' LOCALE 'C' TEMPLATE template0`,
  );
  try {
    const url = database.url.replace(/\/test_\w+/, '/ascii_of_check');
    const { code, lines } = await check({ HELIOGRAPH_API_KEY: key, DATABASE_URL: url });
    expect(code).toBe(1);
    expect(lines[1]).toMatch(/^FAILED {2}database: .+Expected the encoding UTF8, got SQL_ASCII\./);
  } finally {
    await database.query('DROP DATABASE ascii_of_check');
  }
});

test('whoever answers and is not WhatsApp is said to be that', async () => {
  await using server = await httpServer((_, response) => response.end('<html>Welcome</html>'));
  const { code, lines } = await check(accountAt(server.baseUrl));
  expect(code).toBe(1);
  expect(lines[2]).toMatch(/^FAILED {2}sender \+15550783881: Expected an answer of WhatsApp, got HTTP 200/);
});

test('a WhatsApp that never answers is waited for in bounds, and not once for each sender', async () => {
  let asked = 0;
  await using server = await tcpServer(() => (asked += 1));
  const { code, lines } = await check(accountAt(server.baseUrl));
  expect(code).toBe(1);
  expect(lines.slice(2)).toEqual([expect.stringMatching(/^FAILED {2}WhatsApp: .+ within 10 s, got none/)]);
  expect(asked).toBe(1);
});

test('the proxy of the environment is asked, and named without its password', async () => {
  await using whatsapp = await startWhatsApp({});
  await using proxy = await startProxy(Number(new URL(whatsapp.url).port));
  const settings = { HTTP_PROXY: proxy.url.replace('//', '//user:secret-word@') };
  const { code, lines } = await check({ ...accountAt('http://whatsapp.internal'), ...settings });
  expect([code, lines.length]).toEqual([0, 4]);
  expect(proxy.asked).toEqual([
    { target: 'whatsapp.internal:80', authorization: `Basic ${btoa('user:secret-word')}` },
  ]);
  await proxy[Symbol.asyncDispose]();
  const without = await check({ ...accountAt('http://whatsapp.internal'), ...settings });
  expect(without.lines[2]).toContain(`by the proxy ${proxy.url}: Expected an answer`);
});

test('a data folder that cannot be made is said', async () => {
  await writeFile(join(place, 'data'), '');
  const { code, lines } = await check({ HELIOGRAPH_DATA_DIR: 'data' });
  expect(code).toBe(1);
  expect(lines[1]).toMatch(/^FAILED {2}database: .+Embedded Postgres expected .+ Set HELIOGRAPH_DATA_DIR /);
});

test('settings that cannot be used are said as at a start, and nothing else is judged', async () => {
  const ended = await runFile('main.ts', ['--check'], { cwd: place, env: { PORT: 'x' } });
  expect([ended.code, ended.stdout]).toEqual([1, '']);
  expect(ended.stderr).toMatch(/^These settings cannot be used:\n {2}PORT: .+\n$/);
});
