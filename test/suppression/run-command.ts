import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface CommandEnd {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** `npm run suppressions -- …` as its own process, without a terminal. Without an address, the folder's `.env` has it. */
export function startCommand(
  databaseUrl: string | undefined,
  args: readonly string[],
  folder?: string,
): { child: ChildProcess; ended: Promise<CommandEnd> } {
  const entry = fileURLToPath(new URL('../../src/suppressions-command.ts', import.meta.url));
  const child = spawn(process.execPath, [entry, ...args], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
  const ended = (async () => {
    const [code] = (await once(child, 'close')) as [number | null]; // as Node documents it
    return { code, ...output };
  })();
  return { child, ended };
}
