import { setTimeout as pause } from 'node:timers/promises';
import { loadConfig } from './config/load-config.ts';
import { ConfigError } from './config/config-error.ts';
import { readArguments, type Takes } from './config/read-arguments.ts';
import type { Config } from './config/read-config.ts';
import { DatabaseRefusal, explainDatabase } from './db/explain-database.ts';
import { EmbeddedPostgresRefusal } from './db/embedded/refuse.ts';
import { createLog, type Log, type LogLevel } from './log/log.ts';
import { logStop, watchStopSignals, type StopSignals } from './stop-signals.ts';

/** A command of ours. */
export interface Program {
  /** What `--help` prints. */
  help: string;
  takes?: Takes;
  /** For commands whose output is for people; the setting otherwise. */
  logLevel?: LogLevel;
  run(tools: ProgramTools): Promise<void>;
}

export interface ProgramTools {
  config: Config;
  log: Log;
  /** What is opened here is closed when the command ends, in reverse. */
  running: AsyncDisposableStack;
  /** Aborts with the first signal. A command that gives up its work then throws the reason. */
  stop: AbortSignal;
  /** What stood behind the command. */
  words: readonly string[];
  /** Asked to judge everything and to start nothing. */
  isCheck: boolean;
}

/** A step of a start, such as a connection, may take this long to end after a signal or beside a failure; ms. */
const letGoMs = 3_000;
/** As a shell counts a process that a signal ended. */
const signalNumbers: Readonly<Record<string, number>> = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 };

/**
 * What all commands share: help, arguments, settings, signals, a sentence for every failure, and an end. Whatever was left
 * open, the process ends when its work does; nothing else may hold it up.
 */
export async function runProgram(program: Program): Promise<void> {
  const stop = watchStopSignals();
  // Whoever read the output may have left (EPIPE), and a terminal may be closed (EIO): that ends nobody's work.
  for (const output of [process.stdout, process.stderr]) output.on('error', () => undefined);
  try {
    await runWithSettings(program, stop);
  } catch (error) {
    const { signal } = stop;
    process.exitCode = signal.aborted ? 128 + (signalNumbers[String(signal.reason)] ?? 0) : 1;
    // That a signal ended it is no news. A drain that failed is.
    if (!signal.aborted || error !== signal.reason) process.stderr.write(`${describe(error)}\n`);
  }
  process.exit();
}

async function runWithSettings(program: Program, stop: StopSignals): Promise<void> {
  const args = process.argv.slice(2);
  const given = readArguments(args, program.takes ?? {});
  if (given.isHelp) {
    process.stdout.write(`${program.help.trim()}\n`);
    return;
  }
  const serves = program.takes?.roles === true;
  const warn = (sentence: string): void => void process.stderr.write(`${sentence}\n`);
  const config = loadConfig(serves ? args : [], warn, { servesNobody: !serves });
  const log = createLog(program.logLevel ?? config.logLevel);
  logStop(stop, log);
  const running = new AsyncDisposableStack();
  const work = program.run({ config, log, running, stop: stop.signal, ...given });
  const failures = await Promise.race([work, endOfPatience(stop.signal, work)]).then(
    () => close(running),
    async (error: unknown) => {
      stop.endAtNext();
      return [...failuresIn(error), ...(await Promise.race([close(running), pause(letGoMs, [])]))];
    },
  );
  if (failures.length === 0) return;
  const [error = failures[0]] = failures.filter((each) => each !== stop.signal.reason);
  throw error instanceof ConfigError ? error : explainDatabase(error, config.databaseUrl);
}

/** Rejects when work goes on for too long after a signal. */
function endOfPatience(signal: AbortSignal, work: Promise<void>): Promise<never> {
  return new Promise((_, reject) => {
    const wait = (): void => {
      const timer = setTimeout(reject, letGoMs, signal.reason);
      const end = (): void => {
        clearTimeout(timer);
      };
      work.then(end, end);
    };
    if (signal.aborted) wait();
    else signal.addEventListener('abort', wait, { once: true });
  });
}

/** Answers what failed while it was closed. */
function close(running: AsyncDisposableStack): Promise<unknown[]> {
  return running.disposeAsync().then(() => [], failuresIn);
}

/** The first failure first: what fails while something is closed because of it hides the failure itself. */
function failuresIn(error: unknown): unknown[] {
  return error instanceof SuppressedError
    ? [...failuresIn(error.suppressed), ...failuresIn(error.error)]
    : [error];
}

/** A sentence where somebody wrote one; otherwise whatever helps to find the fault. */
export function describe(error: unknown): string {
  if (
    error instanceof ConfigError ||
    error instanceof DatabaseRefusal ||
    error instanceof EmbeddedPostgresRefusal
  )
    return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
