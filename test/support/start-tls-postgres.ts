import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { chooseHome } from '../../src/db/embedded/choose-home.ts';
import { prepareBinaries } from '../../src/db/embedded/prepare-binaries.ts';
import { superuser } from '../../src/db/embedded/server-settings.ts';
import { startEmbeddedPostgres } from '../../src/db/embedded/start-embedded-postgres.ts';
import { createLog } from '../../src/log/log.ts';
import { eventually } from './eventually.ts';
import { freePort } from './free-port.ts';

export interface TlsPostgres extends AsyncDisposable {
  /** Without settings of TLS behind it. */
  url: string;
  /** Its certificate, which it signed itself. */
  certificate: string;
}

/** A real Postgres that takes nothing but TLS, with a certificate for "localhost" that nobody else signed. */
export async function startTlsPostgres(place: string): Promise<TlsPostgres> {
  const directory = join(place, 'tls-postgres');
  // Its data, made as always.
  await (await startEmbeddedPostgres({ directory, log: createLog('silent') }))[Symbol.asyncDispose]();
  const home = await chooseHome(directory);
  const { postgres } = await prepareBinaries(home);
  const folder = join(home.folder, 'tls');
  const files = await writeFiles(folder);
  if (home.account)
    for (const each of [folder, files.key, files.rules])
      await chown(each, home.account.uid, home.account.gid);
  const port = await freePort();
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    port,
    ssl: 'on',
    ssl_cert_file: files.certificate,
    ssl_key_file: files.key,
    hba_file: files.rules,
  };
  const words = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(postgres, ['-D', home.data, ...words], {
    cwd: '/',
    stdio: 'ignore',
    ...(home.account ? { uid: home.account.uid, gid: home.account.gid } : {}),
  });
  const url = `postgres://${superuser}@localhost:${port}/heliograph`;
  await eventually(
    () => answers(`${url}?sslmode=no-verify`),
    (isThere) => isThere,
  );
  return {
    url,
    certificate: files.certificate,
    async [Symbol.asyncDispose]() {
      const ended = once(child, 'exit');
      child.kill('SIGINT');
      await ended;
    },
  };
}

async function writeFiles(folder: string): Promise<{ key: string; certificate: string; rules: string }> {
  await mkdir(folder, { recursive: true });
  const [key, certificate, rules] = ['key.pem', 'cert.pem', 'hba.conf'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ]; // three names, three paths
  const words = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost'];
  spawnSync('openssl', [
    ...words,
    '-addext',
    'subjectAltName=DNS:localhost',
    '-keyout',
    key,
    '-out',
    certificate,
  ]);
  await chmod(key, 0o600);
  await chmod(certificate, 0o644);
  await writeFile(rules, 'hostssl all all 127.0.0.1/32 trust\n', { mode: 0o600 });
  return { key, certificate, rules };
}

async function answers(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
