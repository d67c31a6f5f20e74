import { loadConfig } from './config/load-config.ts';
import { ConfigError, type Config } from './config/read-config.ts';
import { keepApiKey } from './keep-api-key.ts';
import { createLog, type Log } from './log/log.ts';
import { printWelcome } from './print-welcome.ts';
import { startSimulatorProcess, type SimulatorProcess } from './start-simulator-process.ts';
import { useDatabase } from './use-database.ts';

/** `npm start`: everything a process needs, in order; Ctrl-C ends it in reverse, with what the others need last. */
async function main(): Promise<void> {
  const config = loadConfig(process.argv.slice(2));
  const log = createLog(config.logLevel);
  const stopped = awaitStop(log);
  await using running = new AsyncDisposableStack();

  // While the database starts, so that nobody waits for one after the other.
  const starting = startOwnSimulator(config);
  const started = starting.catch(() => undefined); // it may fail before anybody waits for it, and is told below
  running.defer(async () => {
    await (await started)?.[Symbol.asyncDispose]();
  });
  // The larger part of the program is read meanwhile, too.
  const [databaseUrl, { startApp }, { migrate }] = await Promise.all([
    useDatabase(config, log, running),
    import('./app.ts'),
    import('./db/migrate.ts'),
  ]);
  await migrate({ connectionString: databaseUrl, log });
  const apiKey = config.apiKey ?? (await keepApiKey(config.dataDirectory));
  const whatsappUrl = config.whatsappUrl ?? (await starting)?.url ?? simulatorOfAnother(config);
  const isSimulated = config.whatsappUrl === undefined;
  const madeKey = config.apiKey === undefined ? apiKey : undefined;
  const trialKey = isSimulated && isLoopback(config.host) ? madeKey : undefined;
  const app = running.use(await startApp({ ...config, databaseUrl, apiKey, whatsappUrl, trialKey }, log));
  printWelcome({ ...config, port: app.port, whatsappUrl, apiKey: madeKey, isSimulated });

  await stopped;
}

/** Only a worker sends, so only its process brings the simulator. */
async function startOwnSimulator(config: Config): Promise<SimulatorProcess | undefined> {
  if (config.whatsappUrl !== undefined || !config.roles.has('worker')) return undefined;
  return startSimulatorProcess(config);
}

/** The address is the same for all. */
function simulatorOfAnother({ simulatorPort }: Config): string {
  return `http://127.0.0.1:${simulatorPort}`;
}

function isLoopback(host: string): boolean {
  return host === '127.0.0.1' || host === '::1' || host === 'localhost';
}

/** The first signal drains; a second one ends the process at once. */
function awaitStop(log: Log): Promise<void> {
  return new Promise((resolve) => {
    const stop = (signal: NodeJS.Signals): void => {
      log.info({ event: 'process.stopping', signal });
      process.once(signal, () => process.exit(1));
      resolve();
    };
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
  });
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof ConfigError ? error.message : describe(error)}\n`);
  process.exitCode = 1;
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
