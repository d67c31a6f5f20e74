import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TLSSocket } from 'node:tls';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runFile, type FileEnd } from '../support/run-file.ts';
import { runNpm } from '../support/run-npm.ts';

const key = 'a-key-that-is-long-enough-for-every-rule';
const commands = {
  'npm start': 'main.ts',
  'npm run migrate': 'migrate-only.ts',
  'npm run new-epoch': 'new-epoch.ts',
  'npm run suppressions': 'suppressions-command.ts',
  'npm run simulate': 'simulator/main.ts',
};

let place: string;
beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'hg-refused-'));
});
afterEach(() => rm(place, { recursive: true, force: true }));

describe.each(Object.entries(commands))('%s', (name, file) => {
  test('--help prints what it does and ends, without starting anything', async () => {
    const { code, stdout, stderr } = await run(file, ['--help'], {
      DATABASE_URL: 'postgres://127.0.0.1:1/x',
    });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain(name);
  });

  test('an argument that it does not know is refused', async () => {
    const { code, stderr } = await run(file, ['--role', 'worker'], {});
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Expected .*"--role".* See --help\.\n$/);
  });
});

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

describe('a database that cannot be used is told in a sentence with its host and without its password', () => {
  const commandsWithDatabase = Object.values(commands).filter((file) => !file.startsWith('simulator'));

  test.each(commandsWithDatabase)('nobody listens there: %s', async (file) => {
    const args = file.startsWith('suppressions') ? ['export'] : [];
    const { code, stderr } = await run(file, args, databaseAt('127.0.0.1:1'));
    expect(code).toBe(1);
    expectSentence(stderr, '127.0.0.1:1', 'ECONNREFUSED');
  });

  test('its host is not known', async () => {
    const { code, stderr } = await run('main.ts', [], databaseAt('nowhere.invalid:5432'));
    expect(code).toBe(1);
    expectSentence(stderr, 'nowhere.invalid:5432', /ENOTFOUND|EAI_AGAIN/);
  });

  test.runIf(hasOpenssl)('it shows a certificate that nobody signed', async () => {
    await using server = await startTlsPostgres();
    const { code, stderr } = await run(
      'main.ts',
      [],
      databaseAt(`127.0.0.1:${server.port}`, '?sslmode=verify-full'),
    );
    expect(code).toBe(1);
    expectSentence(stderr, `127.0.0.1:${server.port}`, 'sslrootcert');
  });

  test('it does not speak TLS', async () => {
    await using server = await startServer((socket) => socket.once('data', () => socket.end('N')));
    const { code, stderr } = await run(
      'main.ts',
      [],
      databaseAt(`127.0.0.1:${server.port}`, '?sslmode=verify-full'),
    );
    expect(code).toBe(1);
    expectSentence(stderr, `127.0.0.1:${server.port}`, 'TLS');
  });

  test('its certificate of the authority is not there', async () => {
    const { stderr } = await run(
      'main.ts',
      [],
      databaseAt('127.0.0.1:1', '?sslmode=verify-full&sslrootcert=/nonexistent/ca.pem'),
    );
    expectSentence(stderr, '127.0.0.1:1', 'sslrootcert');
  });
});

test('a file .env that Windows wrote is read, and a name in it that nobody knows is said', async () => {
  const lines = [
    'DATABASE_URL=postgres://u:secret-word@127.0.0.1:1/x',
    `HELIOGRAPH_API_KEY=${key}`,
    'WHATSAPP_TOKEN=x',
  ];
  await writeFile(join(place, '.env'), `\ufeff${lines.join('\r\n')}`);
  const { code, stderr } = await run('main.ts', [], {});
  expect(code).toBe(1);
  expect(stderr).toContain('WHATSAPP_TOKEN');
  expect(stderr).toContain('127.0.0.1:1');
});

test('a variable that is empty in the environment does not hide the one in .env', async () => {
  await writeFile(join(place, '.env'), `DATABASE_URL=postgres://127.0.0.1:1/x\nHELIOGRAPH_API_KEY=${key}\n`);
  const { stderr } = await run('main.ts', [], { DATABASE_URL: '', HELIOGRAPH_API_KEY: '' });
  expect(stderr).toMatch(/^Expected .+127\.0\.0\.1:1.+ECONNREFUSED/);
});

test.each([
  [['--roles=worker'], '--roles'],
  [['--role=worker'], '--role'],
  [['--check'], '--check'],
])('npm start %j, where npm keeps the argument for itself, is refused', async (args, name) => {
  await using npm = runNpm(['start', ...args], { HELIOGRAPH_DATA_DIR: join(place, 'data') });
  expect(await npm.ended).toBe(1);
  expect(npm.output()).toContain(`Expected "npm start -- ${name}`);
});

test('a real account without its address, and an address without https://, end in sentences', async () => {
  const account = { WHATSAPP_ACCESS_TOKEN: 'EAAx', WHATSAPP_APP_SECRET: 'own', WHATSAPP_VERIFY_TOKEN: 'own' };
  for (const address of [{}, { WHATSAPP_API_URL: 'graph.facebook.com' }]) {
    const { code, stderr } = await run('main.ts', [], { ...account, ...address });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^These settings cannot be used:\n {2}WHATSAPP_API_URL: /);
    expect(stderr).not.toContain('\n    at ');
  }
});

test('a port that is taken ends the start with a sentence and exit code 1, whatever was opened before', async () => {
  await using other = await startServer(() => undefined);
  const { code, stderr } = await run('main.ts', [], { PORT: String(other.port) });
  expect(code).toBe(1);
  expect(stderr).toMatch(/\nExpected to listen on http:.+ set PORT to another port\.\n$/);
  expect(stderr).toContain('"event":"embedded_postgres.left","remaining":0');
});

test('a host that this machine does not have ends the start with a sentence', async () => {
  const { code, stderr } = await run('main.ts', [], {
    HOST: '192.0.2.1',
    SIMULATOR_WEBHOOK_URL: 'http://127.0.0.1:9/',
  });
  expect(code).toBe(1);
  expect(stderr).toMatch(/\nExpected to listen on http:\/\/192\.0\.2\.1:.+ Set HOST to one of its own.+\n$/);
});

test('a data folder that cannot be made ends the start with a sentence', async () => {
  await writeFile(join(place, 'data'), '');
  const { code, stderr } = await run('main.ts', [], {});
  expect(code).toBe(1);
  expect(stderr).toMatch(/Embedded Postgres expected .+ Set HELIOGRAPH_DATA_DIR .+\n$/);
  expect(stderr).not.toContain('\n    at ');
});

/** Whoever connects is handed to `greet`. */
async function startServer(greet: (socket: Socket) => void): Promise<AsyncDisposable & { port: number }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    greet(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port, // a TCP server that listens has one
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** As far as a client comes that looks at certificates. */
async function startTlsPostgres(): Promise<AsyncDisposable & { port: number }> {
  const [keyFile, certFile] = [join(place, 'key.pem'), join(place, 'cert.pem')];
  const words = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost'];
  spawnSync('openssl', [...words, '-keyout', keyFile, '-out', certFile]);
  const [privateKey, cert] = await Promise.all([readFile(keyFile), readFile(certFile)]);
  return startServer((socket) => {
    socket.once('data', () => {
      socket.write('S');
      new TLSSocket(socket, { isServer: true, key: privateKey, cert }).on('error', () => undefined);
    });
  });
}

function databaseAt(host: string, query = ''): Record<string, string> {
  return { DATABASE_URL: `postgres://somebody:secret-word@${host}/some${query}`, HELIOGRAPH_API_KEY: key };
}

function expectSentence(stderr: string, host: string, reason: string | RegExp): void {
  expect(stderr).toMatch(/^Expected .+ \(DATABASE_URL\), got .+\n$/);
  expect(stderr).toContain(host);
  expect(stderr).toMatch(reason);
  expect(stderr).not.toContain('secret-word');
  expect(stderr).not.toContain('\n    at ');
}

function run(file: string, args: readonly string[], env: Record<string, string>): Promise<FileEnd> {
  return runFile(file, args, { cwd: place, env });
}
