import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { openSync, closeSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';

/** A process of the gateway that is started again whenever it ends, as under a service manager. */
export interface Supervised extends AsyncDisposable {
  name: string;
  roles: string;
  port: number;
  /** It answers /readyz with 200. */
  isReady(): boolean;
  /** True: there was a process to signal. */
  signal(signal: NodeJS.Signals): boolean;
  /** How it ended so far: by signals, by exit codes. */
  ends: Record<string, number>;
  starts: number;
}

export function supervise(options: {
  name: string;
  roles: string;
  port: number;
  env: Record<string, string>;
  /** Both streams of all its lives go to one file there. */
  logFolder: string;
}): Supervised {
  const { name, roles, port } = options;
  const ends: Record<string, number> = {};
  let child: ChildProcess | undefined;
  let isReady = false;
  const stopping = new AbortController();
  let starts = 0;

  async function live(): Promise<void> {
    for (;;) {
      const log = openSync(join(options.logFolder, `${name}.log`), 'a');
      const born = spawn(process.execPath, ['--import', arm, main, '--roles', roles], {
        env: { PATH: process.env['PATH'], HOME: process.env['HOME'], PORT: String(port), ...options.env },
        stdio: ['ignore', log, log],
      });
      closeSync(log);
      child = born;
      starts += 1;
      const died = once(born, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
      const watching = new AbortController();
      void watchReadiness(watching.signal);
      const [code, signal] = await died;
      watching.abort();
      child = undefined;
      isReady = false;
      const end = signal ?? `exit ${String(code)}`;
      ends[end] = (ends[end] ?? 0) + 1;
      if (stopping.signal.aborted) return;
      await pause(restartMs);
    }
  }

  async function watchReadiness(signal: AbortSignal): Promise<void> {
    for (;;) {
      const answered = await fetch(`http://127.0.0.1:${port}/readyz`, {
        signal: AbortSignal.timeout(readyMs),
      }).then(
        (response) => response.ok,
        () => false,
      );
      if (signal.aborted) return;
      isReady = answered;
      await pause(lookMs);
    }
  }

  const living = live();
  return {
    name,
    roles,
    port,
    ends,
    get starts() {
      return starts;
    },
    isReady: () => isReady,
    signal(signal) {
      // Nobody is to wait for one that is being killed.
      if (signal === 'SIGKILL') isReady = false;
      return child?.kill(signal) ?? false;
    },
    async [Symbol.asyncDispose]() {
      stopping.abort();
      // What it leaves is safe at any moment, which is the point of all this.
      child?.kill('SIGKILL');
      await living;
    },
  };
}

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const arm = fileURLToPath(new URL('./arm-failpoints.ts', import.meta.url));
/** What a service manager waits before it starts a process again; ms. */
const restartMs = 100;
/** Between two looks at its readiness; ms. */
const lookMs = 200;
const readyMs = 2_000;
