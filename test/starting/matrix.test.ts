import { spawnSync } from 'node:child_process';
import { chown, lstat, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createApiClient } from '../support/api-client.ts';
import { createDatabase } from '../support/create-database.ts';
import { enqueueText } from '../support/enqueue-text.ts';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/free-port.ts';
import { ownSecrets } from '../support/own-secrets.ts';
import { runFile } from '../support/run-file.ts';
import { startProcess } from '../support/start-process.ts';
import { startProxy } from '../support/start-proxy.ts';
import { startSimulator } from '../support/start-simulator.ts';
import { startTlsPostgres } from '../support/start-tls-postgres.ts';

const key = 'a-key-that-is-long-enough-for-every-rule';
const asRoot = process.geteuid?.() === 0;
const nobody = { uid: 65_534, gid: 65_534 };

/** What a start needs beside its case; what a case opens is closed behind it. */
interface Scene {
  place: string;
  port: number;
  opened: AsyncDisposableStack;
}

/** What a case sets, beside a data folder and ports of its own. */
interface Given {
  env?: Record<string, string | undefined>;
  /** The text of a file `.env`. */
  file?: string | Buffer;
  user?: { uid: number; gid: number };
}

interface Case {
  name: string;
  given: Given | ((scene: Scene) => Promise<Given>);
  /** Why it cannot be tried here. */
  skip?: () => Promise<string | undefined>;
  /** What its output must have, beside the sign that it runs. */
  says?: RegExp;
}

// A start of its own for each: two seconds, and on a busy machine up to what `startProcess` gives it.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let scene: Scene;
beforeEach(async () => {
  const place = await realpath(await mkdtemp(join(tmpdir(), 'hg-matrix-')));
  scene = { place, port: await freePort(), opened: new AsyncDisposableStack() };
});
afterEach(async () => {
  await scene.opened[Symbol.asyncDispose]();
  await rm(scene.place, { recursive: true, force: true });
});

async function prepare({ given }: Pick<Case, 'given'>): Promise<Given> {
  const chosen = typeof given === 'function' ? await given(scene) : given;
  if (chosen.file !== undefined) await writeFile(join(scene.place, '.env'), chosen.file);
  return {
    ...chosen,
    env: {
      HELIOGRAPH_DATA_DIR: join(scene.place, 'data'),
      PORT: String(scene.port),
      SIMULATOR_PORT: '0',
      ...chosen.env,
    },
  };
}

/** A database with this done to it. */
function databaseAfter(change: (name: string) => string): (scene: Scene) => Promise<Given> {
  return async ({ opened }) => {
    const database = opened.use(await createDatabase());
    const name = new URL(database.url).pathname.slice(1);
    await database.query(change(name));
    return { env: { DATABASE_URL: database.url, HELIOGRAPH_API_KEY: key } };
  };
}

async function withTls({ place, opened }: Scene, query: (certificate: string) => string): Promise<Given> {
  const { url, certificate } = opened.use(await startTlsPostgres(place));
  return { env: { DATABASE_URL: `${url}${query(certificate)}`, HELIOGRAPH_API_KEY: key } };
}

const needsOpenssl = (): Promise<string | undefined> =>
  Promise.resolve(spawnSync('openssl', ['version']).status === 0 ? undefined : 'Needs openssl.');

/** Root's checkout or Node may be out of reach for others. */
async function needsOtherUser(): Promise<string | undefined> {
  if (!asRoot) return 'Needs root, to be somebody else.';
  for (const start of [await realpath(process.execPath), import.meta.dirname]) {
    for (let path = start; path !== '/'; path = dirname(path)) {
      if (((await lstat(path)).mode & 0o001) === 0) return `Ordinary users cannot enter ${path}.`;
    }
  }
  return undefined;
}

const account = {
  ...ownSecrets,
  HELIOGRAPH_API_KEY: key,
  WHATSAPP_ACCESS_TOKEN: 'EAAx',
  WHATSAPP_SENDERS: '+15550783881=106540352242922',
};

const working: Case[] = [
  { name: 'whoever runs the tests', given: {} },
  {
    name: 'an ordinary user',
    skip: needsOtherUser,
    given: async ({ place }) => {
      await chown(place, nobody.uid, nobody.gid);
      return { user: nobody, env: { HOME: '/nonexistent', TMPDIR: undefined } };
    },
  },
  { name: 'no HOME', given: { env: { HOME: undefined } } },
  { name: 'HOST=::1', given: { env: { HOST: '::1' } }, says: /http:\/\/\[::1\]:\d+\/graphql/ },
  {
    name: 'a file .env with the mark and the line ends of Windows',
    given: ({ port }) =>
      Promise.resolve({ env: { PORT: undefined }, file: `\ufeffPORT=${port}\r\nLOG_LEVEL=warn\r\n` }),
  },
  {
    name: 'a file .env with two bytes for each character',
    given: ({ port }) =>
      Promise.resolve({ env: { PORT: undefined }, file: Buffer.from(`\ufeffPORT=${port}\r\n`, 'utf16le') }),
  },
  {
    name: 'a variable that nobody knows',
    given: { env: { WHATSAPP_ACESS_TOKEN: 'x' } },
    says: /Nobody reads the variable WHATSAPP_ACESS_TOKEN\. Is WHATSAPP_ACCESS_TOKEN meant\?/,
  },
  {
    name: 'a database with defaults of its own',
    given: databaseAfter((name) => `ALTER DATABASE ${name} SET DateStyle = 'German'`),
  },
  {
    name: 'a Postgres whose certificate is signed by itself and named',
    skip: needsOpenssl,
    given: (at) => withTls(at, (file) => `?sslmode=verify-full&sslrootcert=${file}`),
  },
  {
    name: 'a Postgres whose certificate is not looked at',
    skip: needsOpenssl,
    given: (at) => withTls(at, () => '?sslmode=no-verify'),
  },
  {
    name: 'a proxy that is not needed, since WhatsApp is simulated',
    given: { env: { HTTPS_PROXY: 'socks5://127.0.0.1:1', http_proxy: 'http://127.0.0.1:1' } },
    says: /WhatsApp is simulated/,
  },
];

test.for(working)('it starts with $name', async (each, context) => {
  const why = await each.skip?.();
  if (why !== undefined) process.stderr.write(`Skipped: ${each.name}. ${why}\n`);
  context.skip(why !== undefined, why);
  const { env = {}, user } = await prepare(each);
  await using started = await startProcess({ env, user, cwd: scene.place });
  const host = env['HOST'] === '::1' ? '[::1]' : '127.0.0.1';
  expect((await fetch(`http://${host}:${scene.port}/readyz`)).status).toBe(200);
  expect(started.output()).toMatch(each.says ?? /Heliograph is running/);
  expect(await started.end('SIGTERM')).toBe(0);
  expect(started.output()).not.toContain('\n    at ');
});

const refused: (Case & { says: RegExp })[] = [
  {
    name: 'a token with a line end behind it',
    given: {
      env: { ...account, WHATSAPP_ACCESS_TOKEN: 'EAAx\n', WHATSAPP_API_URL: 'https://whatsapp.internal' },
    },
    says: /^These settings cannot be used:\n {2}WHATSAPP_ACCESS_TOKEN: expected visible ASCII/,
  },
  {
    name: 'a secret that everybody knows, beside a real account',
    given: {
      env: {
        ...account,
        WHATSAPP_APP_SECRET: 'heliograph-development-app-secret',
        WHATSAPP_API_URL: 'https://whatsapp.internal',
      },
    },
    says: /^These settings cannot be used:\n {2}WHATSAPP_APP_SECRET: expected a secret of your own/,
  },
  {
    name: 'a proxy of a kind that we do not speak',
    given: {
      env: { ...account, WHATSAPP_API_URL: 'https://whatsapp.internal', HTTPS_PROXY: 'socks5://127.0.0.1:1' },
    },
    says: /^These settings cannot be used:\n {2}HTTPS_PROXY: expected http:\/\/host:port/,
  },
  {
    name: 'a file .env that is a picture',
    given: { file: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0xd8]) },
    says: /^Expected \.env to be a text in UTF-8, got other bytes\. Save it as UTF-8\.\n$/,
  },
  {
    name: 'a database that only reads',
    given: databaseAfter((name) => `ALTER DATABASE ${name} SET default_transaction_read_only = on`),
    says: /Expected a database that takes writes, got default_transaction_read_only = on\./,
  },
  {
    name: 'a database in another encoding',
    given: async ({ opened }) => {
      const database = opened.use(await createDatabase());
      await database.query(
        `CREATE DATABASE ascii_of_matrix ENCODING 'SQL_ASCII' LOCALE_PROVIDER 'libc' LOCALE 'C' TEMPLATE template0`,
      );
      opened.defer(async () => {
        await database.query('DROP DATABASE ascii_of_matrix WITH (FORCE)');
      });
      return {
        env: {
          DATABASE_URL: database.url.replace(/\/test_\w+/, '/ascii_of_matrix'),
          HELIOGRAPH_API_KEY: key,
        },
      };
    },
    says: /Expected the encoding UTF8, got SQL_ASCII\./,
  },
  {
    name: 'a Postgres whose certificate nobody signed',
    skip: needsOpenssl,
    given: (at) => withTls(at, () => '?sslmode=verify-full'),
    says: /^Expected a certificate that proves the server at localhost:\d+, .+sslrootcert=/,
  },
  {
    name: 'a Postgres that takes nothing but TLS, without TLS',
    skip: needsOpenssl,
    given: (at) => withTls(at, () => '?sslmode=disable'),
    says: /^Expected to be let in at localhost:\d+, /,
  },
];

test.for(refused)(
  'it does not start with $name, and says so in a sentence',
  { timeout: 60_000 },
  async (each, context) => {
    const why = await each.skip?.();
    if (why !== undefined) process.stderr.write(`Skipped: ${each.name}. ${why}\n`);
    context.skip(why !== undefined, why);
    const { env = {} } = await prepare(each);
    const { code, stdout, stderr } = await runFile('main.ts', [], { env, cwd: scene.place });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(each.says);
    expect(stderr).not.toContain('\n    at ');
  },
);

test(
  'with a proxy of the environment it starts, names it without its password, and sends by it',
  { timeout: 60_000 },
  async () => {
    const { opened, port } = scene;
    const simulator = opened.use(
      await startSimulator({ webhookUrl: `http://127.0.0.1:${port}/webhooks/whatsapp` }),
    );
    const proxy = opened.use(await startProxy(Number(new URL(simulator.url).port)));
    const database = opened.use(await createDatabase());
    const { env = {} } = await prepare({
      given: {
        env: {
          ...account,
          DATABASE_URL: database.url,
          WHATSAPP_API_URL: 'http://whatsapp.internal',
          HTTP_PROXY: proxy.url.replace('//', '//user:secret-word@'),
        },
      },
    });
    await using started = await startProcess({ env, cwd: scene.place });
    await using api = createApiClient(`http://127.0.0.1:${port}`, key);
    await enqueueText(api, '+16505550101');
    await eventually(
      () => simulator.ledger(),
      (entries) => entries.length === 1,
    );
    expect(proxy.asked.map((each) => each.target)).toEqual(['whatsapp.internal:80']);
    expect(started.output()).toContain(`by the proxy ${proxy.url} of the environment`);
    expect(started.output()).toContain(`"event":"whatsapp.proxy","proxy":"${proxy.url}"`);
    expect(started.output()).not.toContain('secret-word');
  },
);
