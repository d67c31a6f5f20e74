import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A running `own-postgres.ts`, in a process group of its own like a command typed into a terminal. */
export interface Owner extends AsyncDisposable {
  readonly pid: number;
  /** The next thing it tells; fails when it ends without a word. */
  hear(): Promise<Record<string, unknown>>;
  leave(): Promise<void>;
  kill(): Promise<void>;
  /** What a terminal does on Ctrl-C: SIGINT to every process of the group. */
  pressCtrlC(): void;
}

interface Surroundings {
  /** The checkout to run from. */
  readonly root?: string;
  readonly uid?: number;
  readonly gid?: number;
  readonly env?: Record<string, string>;
  /** More folders to start a server in, at the same moment. */
  readonly also?: readonly string[];
  /** Words of a command that runs the command behind it. */
  readonly through?: readonly string[];
}

export function startOwner(directory: string, surroundings: Surroundings = {}): Owner {
  const {
    root = join(import.meta.dirname, '../../..'),
    also = [],
    through = [],
    env,
    ...user
  } = surroundings;
  const script = join(root, 'test/db/embedded/own-postgres.ts');
  const child = spawn('/usr/bin/env', [...through, process.execPath, script, directory, ...also], {
    cwd: '/',
    detached: true,
    env: { PATH: '/usr/bin:/bin', ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
    ...user,
  });
  const exited = once(child, 'exit');
  const { stdin, stdout } = child;
  const lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
  return {
    pid: pidOf(child),
    async hear() {
      const line = await lines.next();
      if (line.done === true)
        throw new Error(`Expected owner ${pidOf(child)} to tell something, but it ended.`);
      // Written by `own-postgres.ts` as an object.
      return JSON.parse(line.value) as Record<string, unknown>;
    },
    async leave() {
      stdin.write('leave\n');
      await exited;
    },
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
    pressCtrlC() {
      process.kill(-pidOf(child), 'SIGINT');
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

function pidOf(child: ChildProcess): number {
  if (child.pid === undefined) throw new Error('Expected the owner to start, but it did not.');
  return child.pid;
}
