import { createHook } from 'node:async_hooks';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmod,
  chown,
  lstat,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  realpath,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { findBinaries } from '../../src/db/embedded/find-binaries.ts';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../src/db/embedded/start-embedded-postgres.ts';
import { createLog } from '../../src/log/log.ts';
import { eventually } from '../support/eventually.ts';
import { makeCheckout } from './embedded/make-checkout.ts';
import { startOwner } from './embedded/start-owner.ts';

// A start takes under a second; on a busy machine with its disk shared by all test files it may take many.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const asRoot = process.geteuid?.() === 0;
const nobody = { uid: 65534, gid: 65534 };
/** The account under which these tests run an ordinary user's process. */
const ordinary: { uid?: number; gid?: number } = asRoot ? nobody : {};

let place: string;
let directory: string;

beforeEach(async () => {
  place = await realpath(await mkdtemp(join(tmpdir(), 'hg-')));
  await chmod(place, 0o755);
  directory = join(place, 'postgres');
});

afterEach(async () => {
  // Killed owners leave their server on purpose: adopting and leaving stops it.
  if ((await serverPid()) !== undefined) await (await start())[Symbol.asyncDispose]();
  await rm(await livesIn(directory), { recursive: true, force: true });
  await rm(place, { recursive: true });
});

describe('data', () => {
  test('what was written before a restart is there after it', async () => {
    await using first = await start();
    await query(first, "CREATE TABLE note AS SELECT 'kept' AS text");
    await first[Symbol.asyncDispose]();
    expect(await serverPid()).toBeUndefined();

    await using second = await start();
    expect(second.joined).toBe(false);
    expect(await query(second, 'SELECT text FROM note')).toEqual([{ text: 'kept' }]);
  });

  test('a commit is durable: nothing that makes it so is switched off', async () => {
    await using postgres = await start();
    const settings = await query(
      postgres,
      `SELECT name, setting FROM pg_settings
        WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums') ORDER BY name`,
    );
    expect(settings).toEqual([
      { name: 'data_checksums', setting: 'on' },
      { name: 'fsync', setting: 'on' },
      { name: 'full_page_writes', setting: 'on' },
      { name: 'synchronous_commit', setting: 'on' },
    ]);
  });

  test('the caller is a superuser of a UTF-8 database "heliograph" and can create others from a template', async () => {
    await using postgres = await start();
    expect(
      await query(
        postgres,
        `SELECT current_database() AS name, current_setting('is_superuser') AS superuser,
                current_setting('server_encoding') AS encoding, lower('É') AS lower`,
      ),
    ).toEqual([{ name: 'heliograph', superuser: 'on', encoding: 'UTF8', lower: 'é' }]);

    await query(postgres, 'CREATE DATABASE copy TEMPLATE template0');
    const copy = new URL(postgres.connectionString);
    copy.pathname = '/copy';
    expect(await query({ connectionString: copy.href }, 'SELECT current_database() AS name')).toEqual([
      { name: 'copy' },
    ]);
  });

  test('a data folder of another major version is refused, saying which one it is and what to do', async () => {
    await mkdir(join(directory, 'data'), { recursive: true });
    await writeFile(join(directory, 'data/PG_VERSION'), '17\n');
    if (asRoot) await chown(join(directory, 'data'), nobody.uid, nobody.gid);
    await expect(start()).rejects.toThrow(
      `Embedded Postgres expected ${directory}/data to hold a database of Postgres 18, but got one of Postgres 17. ` +
        'Start the Heliograph that wrote it and export from there, serve it with its own Postgres and set DATABASE_URL, ' +
        'or move the folder away to begin with an empty database.',
    );
  });
});

describe('death', () => {
  test('a server whose owner was killed lives on, is adopted with its data, and stops with its new owner', async () => {
    await using owner = startOwner(directory);
    const told = await owner.hear();
    await query(told, "CREATE TABLE note AS SELECT 'kept' AS text");
    const pid = await serverPid();
    await owner.kill();

    await using adopted = await start();
    expect(adopted.joined).toBe(true);
    expect(await serverPid()).toBe(pid);
    expect(await query(adopted, 'SELECT text FROM note')).toEqual([{ text: 'kept' }]);

    await adopted[Symbol.asyncDispose]();
    expect(await serverPid()).toBeUndefined();
  });

  test('when owner and server are both killed, the next start recovers what was committed', async () => {
    await using owner = startOwner(directory);
    const told = await owner.hear();
    await query(told, "CREATE TABLE note AS SELECT 'kept' AS text");
    await owner.kill();
    process.kill(Number(await serverPid()), 'SIGKILL');

    await using recovered = await start();
    expect(recovered.joined).toBe(false);
    expect(await query(recovered, 'SELECT text FROM note')).toEqual([{ text: 'kept' }]);
  });

  test('a server that is killed while a start is joining it is replaced by a new one', async () => {
    await using owner = startOwner(directory);
    await query(await owner.hear(), "CREATE TABLE note AS SELECT 'kept' AS text");
    await owner.kill();
    const pid = Number(await serverPid());
    // Stopped, it leaves the start waiting for its greeting, which is when it dies.
    process.kill(pid, 'SIGSTOP');
    const connecting = Promise.withResolvers<undefined>();
    const watch = createHook({
      init: (_id, type) => {
        if (type === 'PIPECONNECTWRAP') connecting.resolve(undefined);
      },
    }).enable();
    const starting = start();
    await connecting.promise;
    watch.disable();
    process.kill(pid, 'SIGKILL');

    await using replaced = await starting;
    expect(replaced.joined).toBe(false);
    expect(await query(replaced, 'SELECT text FROM note')).toEqual([{ text: 'kept' }]);
  });

  test('a start waits until the last computation of a killed server has ended', async () => {
    await using owner = startOwner(directory);
    const { connectionString } = await owner.hear();
    await owner.kill();
    const client = new Client({ connectionString: String(connectionString) });
    client.on('error', () => undefined);
    await client.connect();
    const begun = once(client, 'notice');
    const computation = client.query(
      "DO $$ BEGIN RAISE NOTICE 'begun'; PERFORM count(*) FROM generate_series(1, 5000000); END $$",
    );
    // Whether its answer still arrives is a matter of luck, and of no matter here.
    const ended = Promise.allSettled([computation]);
    await begun;
    process.kill(Number(await serverPid()), 'SIGKILL');

    await using started = await start();
    expect(started.joined).toBe(false);
    await ended;
  });

  test('a dead server whose pid was given to another process does not block the start', async () => {
    await using owner = startOwner(directory);
    await owner.hear();
    await owner.kill();
    const file = join(directory, 'data/postmaster.pid');
    const text = await readFile(file, 'utf8');
    process.kill(Number(await serverPid()), 'SIGKILL');
    const { uid, gid } = await lstat(file);
    const heir = spawn('cat', { stdio: ['pipe', 'ignore', 'ignore'], ...(asRoot ? { uid, gid } : {}) });
    await writeFile(file, text.replace(/^\d+/, String(heir.pid)));

    await using started = await start();
    expect(started.joined).toBe(false);
    expect(heir.exitCode).toBeNull();
    heir.stdin.end();
  });

  test('locks, users and half-made data folders of dead processes are cleared, even when their pid lives again', async () => {
    const ghost = `${process.pid}-1-00000000.00000000`;
    for (const folder of ['lock', `lock.${ghost}`, 'users', 'data.new-1']) {
      await mkdir(join(directory, folder), { recursive: true });
      await writeFile(join(directory, folder, ghost), '');
    }
    await using postgres = await start();
    expect((await readdir(directory)).sort()).toEqual(['data', 'lock', 'server.log', 'socket', 'users']);
    await postgres[Symbol.asyncDispose]();
    expect(await serverPid()).toBeUndefined();
  });
});

describe('company', () => {
  test('three processes starting at once on a new folder share one server', async () => {
    await using first = startOwner(directory);
    await using second = startOwner(directory);
    await using third = startOwner(directory);
    const told = await Promise.all([first.hear(), second.hear(), third.hear()]);
    expect(told.map(({ joined }) => joined).sort()).toEqual([false, true, true]);
    expect(new Set(told.map(({ connectionString }) => connectionString)).size).toBe(1);
  });

  test('the last user to leave stops the server, and those before leave it running', async () => {
    await using first = startOwner(directory);
    await first.hear();
    await using second = startOwner(directory);
    const told = await second.hear();
    const pid = await serverPid();

    await first.leave();
    expect(await serverPid()).toBe(pid);
    expect(await query(told, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);

    await second.leave();
    expect(await serverPid()).toBeUndefined();
  });

  test('one process may use it twice, and leaving again is harmless', async () => {
    await using first = await start();
    await using second = await start();
    await first[Symbol.asyncDispose]();
    await first[Symbol.asyncDispose]();
    expect(await query(second, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);

    await second[Symbol.asyncDispose]();
    await rm(directory, { recursive: true });
    await second[Symbol.asyncDispose]();
  });

  test('a server in another container that shares the folder is joined, though its pid cannot be seen', async (context) => {
    const through = ['unshare', '--pid', '--ipc', '--fork', '--kill-child', '--mount-proc'];
    const able = spawnSync(through[0] ?? '', [...through.slice(1), 'true']).status === 0;
    context.skip(!able, 'Needs the right to make a process namespace.');
    await using contained = startOwner(directory, { through });
    const told = await contained.hear();
    await query(told, "CREATE TABLE note AS SELECT 'kept' AS text");

    await using postgres = await start();
    expect(postgres.joined).toBe(true);
    expect(await query(postgres, 'SELECT text FROM note')).toEqual([{ text: 'kept' }]);
    await postgres[Symbol.asyncDispose]();
    await contained.leave();
    expect(await serverPid()).toBeUndefined();
  });

  test('a copy of a folder that is in use has a server of its own, and knows nothing of those who use the original', async () => {
    await using original = await start();
    await query(original, "CREATE TABLE note AS SELECT 'original' AS text");
    await query(original, 'CHECKPOINT');
    const copy = join(place, 'copy');
    expect(spawnSync('cp', ['-a', directory, copy]).status).toBe(0);

    await using copied = await startEmbeddedPostgres({ directory: copy, log: createLog('silent') });
    expect(copied.joined).toBe(false);
    await query(copied, "UPDATE note SET text = 'copy'");
    expect(await query(original, 'SELECT text FROM note')).toEqual([{ text: 'original' }]);
    await copied[Symbol.asyncDispose]();
    expect(await readdir(join(copy, 'data'))).not.toContain('postmaster.pid');
    expect(await query(original, 'SELECT text FROM note')).toEqual([{ text: 'original' }]);
  });

  test('Ctrl-C reaches the owner alone, who can finish its work in the database before it stops', async () => {
    await using owner = startOwner(directory);
    await owner.hear();
    owner.pressCtrlC();
    expect(await owner.hear()).toEqual({ drained: 3_000_000 });
    await expect(owner.hear()).rejects.toThrow('but it ended');
    expect(await serverPid()).toBeUndefined();
  });
});

describe('reach', () => {
  test('it listens on a unix socket only, in a folder that only its user can enter', async () => {
    await using postgres = await start();
    expect(await query(postgres, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '' }]);
    expect((await lstat(socketFolder(postgres))).mode & 0o777).toBe(0o700);
  });

  test('a folder too deep for a socket, with spaces and quotes in its name, gets a short private one', async () => {
    directory = join(place, `it's "a" $HOME, ${'deep'.repeat(25)}`);
    await using postgres = await start();
    const folder = socketFolder(postgres);
    expect(dirname(folder)).toBe(tmpdir());
    expect((await lstat(folder)).mode & 0o777).toBe(0o700);
    expect(await query(postgres, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await rm(folder, { recursive: true });
  });

  test('a temp folder that somebody else made first is not used', async (context) => {
    context.skip(!asRoot, 'Needs root, to be somebody else.');
    await letOrdinaryUserWrite(place);
    directory = join(place, 'deep'.repeat(25));
    const surroundings = { ...ordinary, env: { TMPDIR: place } };
    await using first = startOwner(directory, surroundings);
    const { connectionString } = await first.hear();
    await first.leave();

    const folder = socketFolder({ connectionString: String(connectionString) });
    await rm(folder, { recursive: true });
    await mkdir(folder);
    await chmod(folder, 0o777);
    await using second = startOwner(directory, surroundings);
    expect((await second.hear())['failure']).toContain(
      `expected ${folder} to be a folder of user ${nobody.uid}, for the socket that only they may reach, but got something of user 0.`,
    );
  });

  test('a socket that somebody else made where a dead server had its own is not spoken to', async (context) => {
    context.skip(!asRoot, 'Needs root, to be somebody else.');
    await letOrdinaryUserWrite(place);
    directory = join(place, 'deep'.repeat(25));
    const surroundings = { ...ordinary, env: { TMPDIR: place } };
    await using first = startOwner(directory, surroundings);
    const folder = socketFolder({ connectionString: String((await first.hear())['connectionString']) });
    await first.kill();
    process.kill(Number(await serverPid()), 'SIGKILL');

    await rm(folder, { recursive: true });
    await mkdir(folder, { mode: 0o755 });
    let visitors = 0;
    const impostor = createServer((socket) => {
      visitors += 1;
      socket.destroy();
    }).listen(join(folder, '.s.PGSQL.5432'));
    await once(impostor, 'listening');
    await chmod(join(folder, '.s.PGSQL.5432'), 0o777);
    await using second = startOwner(directory, surroundings);
    expect((await second.hear())['failure']).toContain(`expected ${folder} to be a folder of user`);
    expect(visitors).toBe(0);
    impostor.close();
  });

  test("the user that root's server borrows is not let in, and neither are others", async (context) => {
    context.skip(!asRoot, 'Needs root, to be somebody else.');
    await using postgres = await start();
    const { uid, gid } = await lstat(join(await livesIn(directory), 'data'));
    expect(uid).not.toBe(0);
    expect(await connectAs({ uid, gid }, postgres)).toMatch(/Peer authentication failed/i);
    expect(await connectAs({ uid: 12_345, gid: 12_345 }, postgres)).toMatch(/EACCES/);
    expect(await connectAs({ uid: 0, gid: 0 }, postgres)).toBe('connected');
  });

  test('data of an earlier version, which let the borrowed user in, no longer does so once it is started', async (context) => {
    context.skip(!asRoot, 'Needs root, to be somebody else.');
    await (await start())[Symbol.asyncDispose]();
    await makeTrusting(join(directory, 'data'));
    await using postgres = await start();
    const borrowed = await lstat(join(directory, 'data'));
    expect(await connectAs(borrowed, postgres)).toMatch(/Peer authentication failed/i);
  });

  test('a running server of an earlier version, which lets the borrowed user in, no longer does so once it is adopted', async (context) => {
    context.skip(!asRoot, 'Needs root, to be somebody else.');
    await using first = await start();
    const borrowed = await lstat(join(directory, 'data'));
    await makeTrusting(join(directory, 'data'));
    await query(first, 'SELECT pg_reload_conf()');
    await eventually(
      () => connectAs(borrowed, first),
      (said) => said === 'connected',
    );
    await using second = await start();
    expect(second.joined).toBe(true);
    await eventually(
      () => connectAs(borrowed, second),
      (said) => /Peer authentication failed/i.test(said),
    );
    expect(await query(second, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test('a link in place of the access rules is replaced, and what it points at is left alone', async (context) => {
    context.skip(!asRoot, 'Needs root, to be somebody else.');
    await (await start())[Symbol.asyncDispose]();
    const [rules, other] = [join(directory, 'data/pg_hba.conf'), join(place, 'other')];
    await writeFile(other, 'of root\n');
    await rm(rules);
    await symlink(other, rules);
    await using postgres = await start();
    expect(await readFile(other, 'utf8')).toBe('of root\n');
    expect((await lstat(rules)).isFile()).toBe(true);
    expect(await query(postgres, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test('while root serves the data of an ordinary user, that user is let in', async (context) => {
    context.skip(!asRoot, 'Needs root, to be somebody else.');
    await skipUnlessReadable(context);
    await letOrdinaryUserWrite(place);
    await using owner = startOwner(directory, ordinary);
    await owner.hear();
    await owner.leave();
    await using postgres = await start();
    expect(await connectAs(nobody, postgres)).toBe('connected');
    expect(await query(postgres, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test('the server log never quotes statements or values', async () => {
    await using postgres = await start();
    await query(postgres, 'CREATE TABLE contact (phone text PRIMARY KEY)');
    await query(postgres, "INSERT INTO contact VALUES ('+15550001')");
    await expect(query(postgres, "INSERT INTO contact VALUES ('+15550001')")).rejects.toThrow(
      'duplicate key',
    );
    await expect(query(postgres, "SELECT '+15550001'::uuid")).rejects.toThrow('invalid input');
    const serverLog = await readFile(join(directory, 'server.log'), 'utf8');
    expect(serverLog).toContain('ready to accept connections');
    expect(serverLog).not.toMatch(/5550001|contact/);
  });
});

describe('users of the machine', () => {
  test('root gets a server below a folder that only root can enter, without opening that folder', async (context) => {
    context.skip(!asRoot, 'Needs root.');
    const locked = join(place, 'locked');
    await mkdir(locked, { mode: 0o700 });
    directory = join(locked, 'postgres');
    await using owner = startOwner(directory, { also: [directory, directory] });
    const told = [await owner.hear(), await owner.hear(), await owner.hear()];
    expect(told.map(({ joined }) => joined).sort()).toEqual([false, true, true]);
    await query(told[0] ?? {}, "CREATE TABLE note AS SELECT 'kept' AS text");
    await owner.leave();

    await using again = await start();
    expect(await query(again, 'SELECT text FROM note')).toEqual([{ text: 'kept' }]);
    expect((await lstat(locked)).mode & 0o777).toBe(0o700);
    await again[Symbol.asyncDispose]();
  });

  test('a copy of a folder whose database is elsewhere is refused, and a folder that was moved is not', async (context) => {
    context.skip(!asRoot, 'Needs root.');
    const locked = join(place, 'locked');
    await mkdir(locked, { mode: 0o700 });
    directory = join(locked, 'postgres');
    await (await start())[Symbol.asyncDispose]();
    const copy = join(locked, 'copy');
    expect(spawnSync('cp', ['-a', directory, copy]).status).toBe(0);
    await expect(startEmbeddedPostgres({ directory: copy, log: createLog('silent') })).rejects.toThrow(
      /a copy of .*locked\/postgres, whose database is in .* was not copied along/,
    );
    await rm(copy, { recursive: true });
    await rename(directory, copy);
    directory = copy;
    await using moved = await start();
    expect(await query(moved, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await moved[Symbol.asyncDispose]();
  });

  test('root gets a server in an empty folder of mkdtemp, and nothing of it elsewhere', async () => {
    directory = await mkdtemp(join(place, 'private-'));
    await using postgres = await start();
    expect(await query(postgres, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(await livesIn(directory)).toBe(directory);
  });

  test('root gets a server from binaries that only root can reach', async (context) => {
    context.skip(!asRoot, 'Needs root.');
    const { root } = await makeCheckout(join(place, 'checkout'));
    await chmod(root, 0o700);
    await using owner = startOwner(directory, { root });
    expect(await owner.hear()).toMatchObject({ joined: false });
    await owner.leave();
  });

  test('an ordinary user gets a server in their own folder', async (context) => {
    await skipUnlessReadable(context);
    await letOrdinaryUserWrite(place);
    await using owner = startOwner(directory, ordinary);
    expect(await owner.hear()).toMatchObject({ joined: false });
    expect((await lstat(join(directory, 'data'))).uid).toBe(ordinary.uid ?? process.geteuid?.());
    await owner.leave();
  });

  test("data of an ordinary user is served under that user's name when root starts it", async (context) => {
    context.skip(!asRoot, 'Needs root.');
    await skipUnlessReadable(context);
    await letOrdinaryUserWrite(place);
    await using owner = startOwner(directory, ordinary);
    await query(await owner.hear(), "CREATE TABLE note AS SELECT 'kept' AS text");
    await owner.leave();
    await using byRoot = await start();
    expect(await query(byRoot, 'SELECT text FROM note')).toEqual([{ text: 'kept' }]);
    await byRoot[Symbol.asyncDispose]();
    await using again = startOwner(directory, ordinary);
    expect(await query(await again.hear(), 'SELECT text FROM note')).toEqual([{ text: 'kept' }]);
    await again.leave();
  });

  test('binaries without their library links work from a read-only node_modules', async (context) => {
    await skipUnlessReadable(context);
    const { root, native } = await makeCheckout(join(place, 'checkout'));
    await removeLinks(native);
    await chmod(join(native, 'lib'), 0o555);
    await letOrdinaryUserWrite(place);
    await using owner = startOwner(directory, { root, ...ordinary });
    expect(await owner.hear()).toMatchObject({ joined: false });
    expect(await readdir(directory)).toContain('binaries');
    await owner.leave();
    await chmod(join(native, 'lib'), 0o755);
  });

  test('binaries without their library links are completed in place where that is allowed', async () => {
    const { root, native } = await makeCheckout(join(place, 'checkout'));
    await removeLinks(native);
    await using owner = startOwner(directory, { root, also: [join(place, 'another')] });
    expect(await owner.hear()).toMatchObject({ joined: false });
    expect(await owner.hear()).toMatchObject({ joined: false });
    await expect(lstat(join(native, 'lib/libpq.so.5'))).resolves.toBeDefined();
    await owner.leave();
  });

  test('a folder that may not be written is refused with the folder, the user and the way out', async (context) => {
    await skipUnlessReadable(context);
    if (!asRoot) await chmod(place, 0o555);
    await using owner = startOwner(directory, ordinary);
    const { failure } = await owner.hear();
    await chmod(place, 0o755);
    expect(failure).toBe(
      `Embedded Postgres expected to be allowed to use ${directory} as user ${ordinary.uid ?? process.geteuid?.()}, but got EACCES. ` +
        'Set HELIOGRAPH_DATA_DIR to a folder of your own, or DATABASE_URL to a Postgres that runs elsewhere.',
    );
  });
});

describe('machines', () => {
  test('a platform without binaries is told to bring its own Postgres', async () => {
    await expect(findBinaries('linux-riscv64')).rejects.toThrow(
      /but got none that run on linux-riscv64\. Set DATABASE_URL/,
    );
  });

  test('a Linux without glibc is told to bring its own Postgres', async (context) => {
    context.skip(process.platform !== 'linux', 'Speaks of Linux.');
    const { root, native } = await makeCheckout(join(place, 'checkout'));
    const initdb = join(native, 'bin/initdb');
    const program = await readFile(initdb, 'latin1');
    // Alpine has no such loader either.
    await writeFile(initdb, program.replace(/\/ld-linux/, '/ld-alpin'), 'latin1');
    await using owner = startOwner(directory, { root });
    expect((await owner.hear())['failure']).toMatch(
      /but got none that run on linux-\w+ without glibc\. Set DATABASE_URL/,
    );
  });

  test('a full disk is named by the one who met it', async (context) => {
    await mkdir(directory);
    const able =
      spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=20M,mode=755', 'none', directory]).status === 0;
    context.skip(!able, 'Needs the right to mount a small disk.');
    const failure = await start().catch((error: unknown) => String(error));
    spawnSync('umount', [directory]);
    expect(failure).toMatch(
      /expected initdb to create a new database, but got this from it:\n[^]*No space left on device[^]*\nMend/,
    );
  });

  test('a server that cannot start is quoted with the last lines of its log', async () => {
    await (await start())[Symbol.asyncDispose]();
    await writeFile(join(directory, 'data/postgresql.conf'), 'nonsense\n');
    await expect(start()).rejects.toThrow(
      /but got an exit with these last lines in its log:\n[^]*postgresql\.conf[^]*\nMend what they name/,
    );
  });
});

function start(): Promise<EmbeddedPostgres> {
  return startEmbeddedPostgres({ directory, log: createLog('silent') });
}

async function query(
  { connectionString }: { connectionString?: unknown },
  statement: string,
): Promise<unknown[]> {
  const client = new Client({ connectionString: String(connectionString) });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}

/** What a user of the system gets who connects by the socket, in the words of the driver. */
async function connectAs(
  { uid, gid }: { uid: number; gid: number },
  { connectionString }: { connectionString: string },
): Promise<string> {
  const script = `
    process.setgroups([]); process.setgid(${gid}); process.setuid(${uid});
    const client = new pg.Client({ connectionString: ${JSON.stringify(connectionString)} });
    client.on('error', () => undefined);
    await client.connect().then(
      () => process.stdout.write('connected'),
      (error) => process.stdout.write(error.message));
    process.exit();`;
  // The driver is read as root, before it becomes somebody else.
  const source = `import pg from '${import.meta.resolve('pg')}'; ${script}`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', source], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await once(child, 'close');
  return said;
}

/** As initdb wrote the access rules in earlier versions. */
async function makeTrusting(data: string): Promise<void> {
  await writeFile(join(data, 'pg_hba.conf'), 'local all all trust\nlocal replication all trust\n');
  await writeFile(join(data, 'pg_ident.conf'), '');
}

async function serverPid(): Promise<string | undefined> {
  const file = join(await livesIn(directory), 'data/postmaster.pid');
  return (await readFile(file, 'utf8').catch(() => undefined))?.split('\n')[0];
}

/** For root the database may live elsewhere; a file in its folder says where. */
async function livesIn(folder: string): Promise<string> {
  return (await readFile(join(folder, 'lives-in'), 'utf8').catch(() => folder)).trim();
}

function socketFolder({ connectionString }: { connectionString: string }): string {
  return decodeURIComponent(new URL(connectionString).hostname);
}

async function letOrdinaryUserWrite(folder: string): Promise<void> {
  if (asRoot) await chown(folder, nobody.uid, nobody.gid);
}

async function removeLinks(native: string): Promise<void> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8');
  // The pinned package's own file.
  const links = JSON.parse(list) as { target: string }[];
  await Promise.all(links.map(({ target }) => rm(join(native, '..', target), { force: true })));
}

/** Root's checkout or Node may be out of reach for others, and then there is no ordinary user to try. */
async function skipUnlessReadable(context: {
  skip: (condition: boolean, reason: string) => void;
}): Promise<void> {
  if (!asRoot) return;
  for (let path = await realpath(process.execPath); path !== '/'; path = dirname(path)) {
    context.skip(((await lstat(path)).mode & 0o001) === 0, `Ordinary users cannot enter ${path}.`);
  }
  for (let path = import.meta.dirname; path !== '/'; path = dirname(path)) {
    context.skip(((await lstat(path)).mode & 0o001) === 0, `Ordinary users cannot enter ${path}.`);
  }
}
