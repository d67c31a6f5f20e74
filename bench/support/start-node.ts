import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { nodeFlags } from '../../test/support/start-process.ts';

export interface NodeProcess extends AsyncDisposable {
  pid: number;
  port: number;
  url: string;
}

/** Longer than any start on a busy machine; ms. */
const startTimeoutMs = 60_000;

/** A program of the benchmark in a process of its own; it sends `{ port }` when it is ready. */
export async function startNode(file: string, env: Record<string, string>): Promise<NodeProcess> {
  const child = fork(fileURLToPath(new URL(`../${file}`, import.meta.url)), {
    env: { PATH: process.env['PATH'], ...env },
    // As ours is run.
    execArgv: nodeFlags,
  });
  const failed = once(child, 'exit').then(([code]) => {
    throw new Error(`Expected ${file} to start, but it ended with ${String(code)}.`);
  });
  failed.catch(() => undefined);
  const ready = once(child, 'message', { signal: AbortSignal.timeout(startTimeoutMs) });
  const [message] = (await Promise.race([ready, failed])) as [{ port?: number }]; // the program's first message
  const port = message.port ?? 0;
  return {
    pid: child.pid ?? 0,
    port,
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}
