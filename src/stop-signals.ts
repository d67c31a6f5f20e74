import type { Log } from './log/log.ts';

/** What ends a process: `kill`, Ctrl-C, and a terminal that was closed. */
const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;
/**
 * Ctrl-C reaches every process of the terminal, and npm sends it to us once more: what comes this soon after the first
 * signal is the same one; ms.
 */
const sameSignalMs = 1_000;
/** npm forwards no SIGHUP, and none when it is killed: so we look whether npm is still there; ms. */
const lookForNpmMs = 250;

export interface StopSignals {
  /** Aborted by the first signal, with its name as the reason. */
  readonly signal: AbortSignal;
  /** From now on the next signal ends the process at once, also one that comes soon. */
  endAtNext(): void;
}

/** The first signal asks for a drain. One that comes more than a second later ends the process at once. */
export function watchStopSignals(): StopSignals {
  const stopping = new AbortController();
  let firstAt: number | undefined;
  let isImpatient = false;

  function take(name: string): void {
    if (isImpatient) process.exit(1);
    if (firstAt === undefined) {
      firstAt = performance.now();
      stopping.abort(name);
    } else if (performance.now() - firstAt > sameSignalMs) process.exit(1);
  }
  for (const each of signals) {
    const earlier = process.listeners(each);
    process.on(each, take);
    // Those of `check-node.mjs`, which end process 1. Not before ours: between the two a signal would be lost.
    for (const listener of earlier) process.off(each, listener);
  }
  if (isRunByNpm(process.env)) watchParent(take);
  return {
    signal: stopping.signal,
    endAtNext() {
      isImpatient = true;
    },
  };
}

/** Our scripts begin with `exec`, so that npm itself is the parent of this process. */
function isRunByNpm(env: NodeJS.ProcessEnv): boolean {
  return (
    env['npm_package_name'] === 'heliograph' && env['npm_lifecycle_script']?.startsWith('exec ') === true
  );
}

function watchParent(take: (name: string) => void): void {
  const npm = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === npm) return;
    clearInterval(timer);
    take('SIGHUP');
  }, lookForNpmMs);
  timer.unref();
}

/** Says in the log that the process ends, and why. */
export function logStop({ signal }: StopSignals, log: Log): void {
  const say = (): void => {
    log.info({ event: 'process.stopping', signal: String(signal.reason) });
  };
  if (signal.aborted) say();
  else signal.addEventListener('abort', say, { once: true });
}
