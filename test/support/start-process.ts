import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import packageJson from '../../package.json' with { type: 'json' };
import { ownSecrets } from './own-secrets.ts';
import { noLimits } from './start-gateway.ts';

export interface RunningProcess extends AsyncDisposable {
  child: ChildProcess;
  /** Everything it wrote so far, both streams. */
  output(): string;
  /** Ends it by a signal and waits until it is gone; answers its exit code, or null when the signal ended it. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** Longer than a cold start on a busy machine; ms. */
const startTimeoutMs = 50_000;

/** How "npm start" runs Node. */
export const nodeFlags = packageJson.scripts.start
  .replace(/^exec node /, '')
  .split(' ')
  .slice(0, -1)
  .map((flag) => (flag.startsWith('.') ? new URL(`../../${flag}`, import.meta.url).href : flag));

/** A Heliograph as users run it: its own process, ready when it says so. */
export async function startProcess(options: {
  /** Undefined takes away what it would have otherwise. */
  env: Record<string, string | undefined>;
  args?: string[];
  cwd?: string;
  /** Somebody else's, where the tests run as root. */
  user?: { uid: number; gid: number } | undefined;
}): Promise<RunningProcess> {
  const child = spawn(
    process.execPath,
    [...nodeFlags, fileURLToPath(new URL('../../src/main.ts', import.meta.url)), ...(options.args ?? [])],
    {
      env: {
        PATH: process.env['PATH'],
        HOME: process.env['HOME'],
        TMPDIR: process.env['TMPDIR'],
        ...ownSecrets,
        ...noLimits,
        ...options.env,
      },
      cwd: options.cwd,
      ...options.user,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let text = '';
  const started = Promise.withResolvers<undefined>();
  const take = (chunk: Buffer): void => {
    text += chunk.toString();
    if (text.includes('Stop with Ctrl-C.')) started.resolve(undefined);
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  child.once('exit', (code) => {
    started.reject(new Error(`Expected Heliograph to start, but it ended with ${String(code)}:\n${text}`));
  });
  const timer = setTimeout(() => {
    started.reject(new Error(`Expected Heliograph to start in ${startTimeoutMs} ms:\n${text}`));
  }, startTimeoutMs);
  try {
    await started.promise;
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  } finally {
    clearTimeout(timer);
  }

  async function end(signal: NodeJS.Signals): Promise<number | null> {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const gone = once(child, 'exit') as Promise<[number | null]>;
    child.kill(signal);
    return (await gone)[0];
  }

  return {
    child,
    output: () => text,
    end,
    [Symbol.asyncDispose]: () => end('SIGKILL').then(() => undefined),
  };
}
