import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile, readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

export interface NpmRun extends AsyncDisposable {
  /** npm itself; it leads a process group of its own, like a job of a terminal. */
  child: ChildProcess;
  output(): string;
  /** Resolves when the output has these words. */
  says(words: string | RegExp): Promise<void>;
  /** How npm ended: its exit code, or the signal. */
  ended: Promise<number | NodeJS.Signals | null>;
  /** The processes that npm started, itself not counted. */
  descendants(): Promise<number[]>;
}

const checkout = fileURLToPath(new URL('../../', import.meta.url));

/** A script of ours as users run it. `wrapper` is a command that runs npm, such as `unshare`. */
export function runNpm(
  args: readonly string[],
  env: Record<string, string>,
  wrapper: readonly string[] = [],
): NpmRun {
  const [command = 'npm', ...rest] = [...wrapper, 'npm', ...args];
  const child = spawn(command, rest, {
    cwd: checkout,
    detached: true,
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      npm_config_update_notifier: 'false',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  const heard = new EventTarget();
  const hear = (chunk: Buffer): void => {
    text += chunk.toString();
    heard.dispatchEvent(new Event('more'));
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const ended = once(child, 'close').then(([code, signal]) => {
    heard.dispatchEvent(new Event('more'));
    return (code ?? signal) as number | NodeJS.Signals | null; // as Node documents it
  });
  const has = (words: string | RegExp): boolean =>
    typeof words === 'string' ? text.includes(words) : words.test(text);

  return {
    child,
    output: () => text,
    async says(words) {
      while (!has(words)) {
        if (child.exitCode !== null || child.signalCode !== null)
          throw new Error(`Expected the output to have ${String(words)}, but npm ended:\n${text}`);
        await once(heard, 'more');
      }
    },
    ended,
    descendants: () => descendantsOf(child.pid ?? 0),
    async [Symbol.asyncDispose]() {
      const left = await descendantsOf(child.pid ?? 0);
      for (const pid of [child.pid ?? Number.NaN, ...left]) {
        try {
          process.kill(pid, 'SIGKILL');
        } catch {
          // It is gone.
        }
      }
    },
  };
}

export async function descendantsOf(root: number): Promise<number[]> {
  const parents = new Map<number, number>();
  for (const name of await readdir('/proc')) {
    const stat = /^\d+$/.test(name) ? await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '') : '';
    const [, parent] = /^\d+ \(.*\) \S (\d+)/s.exec(stat) ?? [];
    if (parent !== undefined) parents.set(Number(name), Number(parent));
  }
  const found = [root];
  for (const pid of found) found.push(...[...parents].filter(([, up]) => up === pid).map(([each]) => each));
  return found.slice(1);
}
