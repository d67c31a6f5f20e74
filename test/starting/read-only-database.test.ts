import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startFaultPostgres } from '../faults/postgres.ts';
import { openProxy } from '../faults/proxy.ts';
import { apiKey } from '../support/start-gateway.ts';
import { runFile } from '../support/run-file.ts';

const commands: [name: string, file: string, args: string[]][] = [
  ['npm start', 'main.ts', []],
  ['npm run migrate', 'migrate-only.ts', []],
  ['npm run new-epoch', 'new-epoch.ts', []],
  ['npm run suppressions -- export', 'suppressions-command.ts', ['export']],
  ['npm run suppressions -- import', 'suppressions-command.ts', ['import', 'nothing.csv']],
];

let cwd: string;
const addresses = { standby: '', readOnly: '' };
const cleanup = new AsyncDisposableStack();
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'hg-read-only-'));
  cleanup.defer(() => rm(cwd, { recursive: true, force: true }));
  const postgres = cleanup.use(await startFaultPostgres({ staleStandby: true }));
  postgres.leadTo('STALE_STANDBY');
  const line = cleanup.use(await openProxy('command→standby', () => ({ path: postgres.nextSocket() })));
  const standby = new URL(postgres.connectionString);
  standby.host = `127.0.0.1:${line.port}`;
  addresses.standby = standby.href;
  await postgres.query('CREATE DATABASE closed');
  await postgres.query('ALTER DATABASE closed SET default_transaction_read_only = on');
  const closed = new URL(postgres.connectionString);
  closed.pathname = '/closed';
  addresses.readOnly = closed.href;
});
afterAll(() => cleanup.disposeAsync());

describe.each(commands)('%s', (_, file, args) => {
  test('on a standby says in a sentence that it only reads, and ends', async () => {
    const { code, stderr } = await run(file, args, addresses.standby);
    expect(code).toBe(1);
    expect(stderr).toMatch(/takes writes, got a standby.* Set DATABASE_URL to the primary/);
    expect(stderr).not.toContain('\n    at ');
  });

  test('on a database that is set to only read says in a sentence how to turn that off, and ends', async () => {
    const { code, stderr } = await run(file, args, addresses.readOnly);
    expect(code).toBe(1);
    expect(stderr).toMatch(/takes writes, got default_transaction_read_only = on\. Turn it off/);
    expect(stderr).not.toContain('\n    at ');
  });

  test('that waits for a database which does not answer ends by a signal', async () => {
    await using silent = await listenInSilence();
    const address = `postgres://somebody@127.0.0.1:${silent.port}/some`;
    const stopping = new AbortController();
    void silent.met.then(() => {
      stopping.abort();
    });
    const { code } = await run(file, args, address, stopping.signal);
    expect(code).toBe(128 + 15);
  });
});

function run(file: string, args: string[], databaseUrl: string, signal?: AbortSignal) {
  const env = { DATABASE_URL: databaseUrl, HELIOGRAPH_API_KEY: apiKey };
  return runFile(file, args, { cwd, env, ...(signal ? { signal } : {}) });
}

/** Takes connections and says nothing, as behind a firewall that forgets. */
async function listenInSilence(): Promise<AsyncDisposable & { port: number; met: Promise<unknown> }> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    cleanup.defer(() => {
      socket.destroy();
    });
  });
  const met = once(server, 'connection');
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port, // a TCP server that listens has one
    met,
    [Symbol.asyncDispose]: () => {
      server.close();
      return Promise.resolve();
    },
  };
}
