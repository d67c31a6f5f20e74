import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/free-port.ts';
import { descendantsOf, runNpm, type NpmRun } from '../support/run-npm.ts';
import { startProcess } from '../support/start-process.ts';

/** What a start in a folder of its own leaves behind when it drains: no server, and word of it in the log. */
const drained = '"event":"embedded_postgres.left","remaining":0';

const checkout = fileURLToPath(new URL('../../', import.meta.url));
const checkNode = new URL('../../src/check-node.mjs', import.meta.url).href;
const failingProgram = fileURLToPath(new URL('./failing-program.ts', import.meta.url));

let place: string;
let env: Record<string, string>;
let running: NpmRun | undefined;

beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'hg-signals-'));
  env = {
    HELIOGRAPH_DATA_DIR: join(place, 'data'),
    PORT: String(await freePort()),
    SIMULATOR_PORT: '0',
  };
});
afterEach(async () => {
  await running?.[Symbol.asyncDispose]();
  running = undefined;
  await rm(place, { recursive: true, force: true });
});

test('every script of ours gives its process away, so that nobody stands between a signal and whoever drains', () => {
  const others = Object.entries(packageJson.scripts).filter(([, line]) => !/^exec [^&|;]+$/.test(line));
  expect(others).toEqual([]);
});

test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('%s to npm alone drains', async (signal) => {
  const run = await startNpm();
  run.child.kill(signal);
  await expectDrained(run);
});

test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
  '%s to the whole group, as from a terminal, drains once',
  async (signal) => {
    const run = await startNpm();
    process.kill(-(run.child.pid ?? Number.NaN), signal);
    await expectDrained(run);
    expect(run.output().match(/process\.stopping/g)).toHaveLength(1);
  },
);

test('several signals of several kinds within a second are one', async () => {
  const run = await startNpm();
  const all = [run.child.pid ?? 0, ...(await run.descendants())];
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGINT'] as const)
    process.kill(all[1] ?? Number.NaN, signal);
  await expectDrained(run);
});

test('npm that is killed takes its process along, drained', async () => {
  const run = await startNpm();
  run.child.kill('SIGKILL');
  await expectDrained(run);
});

const canUnshare = spawnSync('unshare', ['--pid', '--fork', '--mount-proc', 'true']).status === 0;

test.runIf(canUnshare)('as process 1 of a container, SIGTERM drains', async () => {
  const run = await startNpm(['unshare', '--pid', '--fork', '--mount-proc', '--kill-child']);
  const [npm = Number.NaN] = await run.descendants();
  process.kill(npm, 'SIGTERM');
  await expectDrained(run);
});

test.runIf(canUnshare)('as process 1, a signal that comes before anything has begun ends it', async () => {
  const flags = ['--import', checkNode, '-e', 'console.log("up"); setInterval(() => undefined, 1000)'];
  const child = spawn('unshare', [
    '--pid',
    '--fork',
    '--mount-proc',
    '--kill-child',
    process.execPath,
    ...flags,
  ]);
  const ended = once(child, 'close');
  await once(child.stdout, 'data');
  const [first = Number.NaN] = await descendantsOf(child.pid ?? 0);
  process.kill(first, 'SIGTERM');
  await ended;
});

test('whoever reads the output may leave: it goes on, and a signal drains it', async () => {
  const run = runNpm(['start'], env);
  running = run;
  await run.says('"event":"embedded_postgres.started"');
  run.child.stdout?.destroy();
  await eventually(
    () =>
      fetch(`http://127.0.0.1:${env['PORT'] ?? ''}/readyz`).then(
        ({ status }) => status,
        () => 0,
      ),
    (status) => status === 200,
  );
  run.child.kill('SIGTERM');
  await expectDrained(run);
  expect(run.output()).not.toContain('EPIPE');
});

const python = spawnSync('python3', ['-c', 'import pty']).status === 0 ? 'python3' : undefined;

test.runIf(python)(
  'a terminal that is closed under it drains it, although nobody takes its lines any more',
  async () => {
    // A terminal of its own, which Python closes when it is told to. What is said meanwhile is handed on.
    const script = `
import os, pty, select, sys
pid, terminal = pty.fork()
if pid == 0: os.execvp('npm', ['npm', 'start'])
while sys.stdin not in select.select([terminal, sys.stdin], [], [])[0]:
  os.write(1, os.read(terminal, 65536))
os.close(terminal)
os.waitpid(pid, 0)
`;
    const terminal = spawn(python ?? '', ['-c', script], { cwd: checkout, env: { ...process.env, ...env } });
    let text = '';
    terminal.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
    const ended = once(terminal, 'close');
    while (!text.includes('Stop with Ctrl-C.')) await once(terminal.stdout, 'data');
    const { pid, data } = /"data":"(?<data>.*?)","serverPid":(?<pid>\d+)/.exec(text)?.groups ?? {};
    terminal.stdin.write('\n');
    await ended;
    await eventually(
      () => readdir(join(data ?? '', '..', 'users')),
      (users) => users.length === 0,
    );
    await eventually(
      () => Promise.resolve(isAlive(Number(pid))),
      (alive) => !alive,
    );
  },
);

test('a signal while the server of the database recovers for long ends that server too', async () => {
  const first = await startNpm();
  const data = /"data":"(.*?)"/.exec(first.output())?.[1] ?? '';
  first.child.kill('SIGTERM');
  await expectDrained(first);
  // It now waits for WAL from somewhere, and takes no connections meanwhile.
  await writeFile(join(data, 'recovery.signal'), '');
  await appendFile(join(data, 'postgresql.auto.conf'), `restore_command = 'sleep 30; false'\n`);
  const second = runNpm(['start'], env);
  running = second;
  const [pid] = await eventually(
    () =>
      readFile(join(data, 'postmaster.pid'), 'utf8').then(
        (text) => text.split('\n'),
        () => [],
      ),
    (lines) => lines[7]?.trim() === 'starting',
  );
  second.child.kill('SIGTERM');
  await second.ended;
  await eventually(
    () => Promise.resolve(isAlive(Number(pid))),
    (alive) => !alive,
  );
  expect(await readdir(data)).not.toContain('postmaster.pid');
});

test('a drain that fails after a signal says what failed', async () => {
  const started = await startProcess({ env });
  const { pid, folder } =
    /"data":"(?<folder>.*?)\/data","serverPid":(?<pid>\d+)/.exec(started.output())?.groups ?? {};
  const moved = `${folder ?? ''}.moved`;
  await rename(folder ?? '', moved);
  expect(await started.end('SIGTERM')).toBe(128 + 15);
  expect(started.output()).toMatch(/ENOENT/);
  process.kill(Number(pid), 'SIGINT');
  await eventually(
    () => readdir(join(moved, 'data')),
    (files) => !files.includes('postmaster.pid'),
  );
  await rm(moved, { recursive: true });
});

test('of a failure and what fails while everything is closed because of it, the first is said', () => {
  const { stderr, status } = spawnSync(process.execPath, [failingProgram], { encoding: 'utf8', cwd: place });
  expect([status, stderr]).toEqual([1, 'Expected the first sentence.\n']);
});

test('a signal while it starts ends it, and leaves no server behind', async () => {
  const run = runNpm(['start'], env);
  running = run;
  await run.says('"event":"embedded_postgres.started"');
  run.child.kill('SIGTERM');
  await expectDrained(run);
  expect(run.output()).not.toContain('Heliograph is running');
});

async function startNpm(wrapper: readonly string[] = []): Promise<NpmRun> {
  running = runNpm(['start'], env, wrapper);
  await running.says('Stop with Ctrl-C.');
  return running;
}

async function expectDrained(run: NpmRun): Promise<void> {
  await run.says(drained).catch(() => undefined);
  await run.ended;
  await eventually(
    () => Promise.resolve(run.output()),
    (text) => text.includes(drained),
  );
  expect(await usersLeft()).toEqual([]);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Who is still entered as a user of the embedded Postgres. */
async function usersLeft(): Promise<string[]> {
  const folder = /"data":"(.*?)\/data"/.exec(running?.output() ?? '')?.[1] ?? '';
  return readdir(join(folder, 'users'));
}
