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
  try {
    await runWithSettings(program, stop);
  } catch (error) {
    process.exitCode = stop.signal.aborted ? 128 + (signalNumbers[String(stop.signal.reason)] ?? 0) : 1;
    if (!stop.signal.aborted) process.stderr.write(`${describe(error)}\n`);
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
  try {
    await Promise.race([work, endOfPatience(stop.signal, work)]);
  } catch (error) {
    stop.endAtNext();
    await Promise.race([close(running), pause(letGoMs)]);
    throw explainDatabase(error, config.databaseUrl);
  }
  await running.disposeAsync();
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

/** What fails beside a failure is no news. */
function close(running: AsyncDisposableStack): Promise<void> {
  return running.disposeAsync().catch(() => undefined);
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
