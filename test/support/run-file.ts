import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from './free-port.ts';
import { nodeFlags } from './start-process.ts';

export interface FileEnd {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs a command of ours by its file in `src`, in a folder of its own, until it ends. */
export async function runFile(
  file: string,
  args: readonly string[],
  options: { cwd: string; env: Record<string, string | undefined>; signal?: AbortSignal },
): Promise<FileEnd> {
  const main = fileURLToPath(new URL(`../../src/${file}`, import.meta.url));
  const child = spawn(process.execPath, [...nodeFlags, main, ...args], {
    cwd: options.cwd,
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      PORT: String(await freePort()),
      SIMULATOR_PORT: '0',
      HELIOGRAPH_DATA_DIR: join(options.cwd, 'data'),
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // As from a terminal.
  options.signal?.addEventListener('abort', () => child.kill('SIGTERM'), { once: true });
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (said.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said.stderr += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null]; // as Node documents it
  return { code, ...said };
}
