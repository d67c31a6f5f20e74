import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/free-port.ts';
import { runNpm, type NpmRun } from '../support/run-npm.ts';

/** What a start in a folder of its own leaves behind when it drains: no server, and word of it in the log. */
const drained = '"event":"embedded_postgres.left","remaining":0';

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

/** Who is still entered as a user of the embedded Postgres. */
async function usersLeft(): Promise<string[]> {
  const folder = /"data":"(.*?)\/data"/.exec(running?.output() ?? '')?.[1] ?? '';
  return readdir(join(folder, 'users'));
}
