import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { nodeFlags } from './start-process.ts';

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs "npm start" without npm until it ends, with these settings and no others. */
export async function runToEnd(options: {
  env: Record<string, string | undefined>;
  args?: readonly string[];
  cwd: string;
}): Promise<Ended> {
  const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
  const child = spawn(process.execPath, [...nodeFlags, main, ...(options.args ?? [])], {
    cwd: options.cwd,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (said.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said.stderr += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null]; // as Node documents it
  return { code, ...said };
}
