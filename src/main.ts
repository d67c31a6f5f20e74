import { once } from 'node:events';
import { countConnections } from './config/divide-connections.ts';
import { rolesHelp } from './config/read-config.ts';
import { judgeConnections } from './db/judge-connections.ts';
import { findFreePort } from './http/find-free-port.ts';
import { keepApiKey } from './keep-api-key.ts';
import type { Log } from './log/log.ts';
import { printWelcome } from './print-welcome.ts';
import { runProgram, type ProgramTools } from './run-program.ts';
import { startSimulatorProcess } from './start-simulator-process.ts';
import { useDatabase } from './use-database.ts';

const help = `
Starts Heliograph: what takes messages, what sends them, and what takes webhooks.

  npm start
  npm start -- --roles gateway,worker,webhook

  --roles  ${rolesHelp}
  --help   Prints this and ends.

Settings are environment variables, or lines of a file .env. The README lists them under "Configuration".
Ctrl-C, SIGTERM or SIGHUP ends it after what is on its way. A second one, after a second, ends it at once.
`;

await runProgram({ help, takes: { roles: true }, run: start });

/** Everything a process needs, in order. It ends in reverse, with what the others need last. */
async function start({ config: given, log, running, stop }: ProgramTools): Promise<void> {
  // The simulator is told where webhooks go before we listen.
  const port =
    given.isSimulated && given.port === 0 ? await findFreePort(given.host).catch(() => 0) : given.port;
  const config = { ...given, port };
  // While the database starts, so that nobody waits for one after the other.
  const starting = config.isSimulated ? startSimulatorProcess(config) : undefined;
  const started = starting?.catch(() => undefined); // it may fail before anybody waits for it, and is told below
  running.defer(async () => {
    await (await started)?.[Symbol.asyncDispose]();
  });
  const usingDatabase = useDatabase(config, log, running);
  // A process that reads its program hears nobody: on a busy machine a database would seem to be silent.
  if (config.databaseUrl !== undefined) await usingDatabase;
  // The larger part of the program is read while our own database starts.
  const [databaseUrl, { startApp }, { migrate }] = await Promise.all([
    usingDatabase,
    import('./app.ts'),
    import('./db/migrate.ts'),
  ]);
  stop.throwIfAborted();
  const databaseConnections = await chooseConnections(config, databaseUrl, log);
  await migrate({ connectionString: databaseUrl, log });
  stop.throwIfAborted();
  const simulator = await starting;
  const madeKey = await makeKey(config);
  const apiKey = config.apiKey ?? madeKey;
  // Only a worker calls WhatsApp, and a worker without an address has a simulator.
  const whatsappUrl = config.whatsappUrl ?? simulator?.url ?? '';
  const trialKey = simulator !== undefined && isLoopback(config.host) ? madeKey : undefined;
  const made = { databaseUrl, databaseConnections, apiKey, whatsappUrl, trialKey };
  const app = running.use(await startApp({ ...config, ...made }, log));
  if (!stop.aborted) {
    printWelcome({ ...config, port: app.port, madeKey, simulator });
    await once(stop, 'abort');
  }
}

/** The Postgres that comes along has enough for everybody. */
async function chooseConnections(
  { databaseUrl: given, databaseConnections, roles }: ProgramTools['config'],
  databaseUrl: string,
  log: Log,
): Promise<number | undefined> {
  if (given === undefined) return databaseConnections;
  const [least, usual] = [countConnections(roles, 'least'), countConnections(roles, 'usual')];
  return judgeConnections(databaseUrl, { given: databaseConnections, least, usual }, log);
}

/** Only who serves keys makes one. With a database of its own an installation has a key of its own: settings demand it. */
async function makeKey(config: ProgramTools['config']): Promise<string | undefined> {
  if (config.apiKey !== undefined || !config.roles.has('gateway')) return undefined;
  return keepApiKey(config.dataDirectory);
}

function isLoopback(host: string): boolean {
  return host === '127.0.0.1' || host === '::1' || host === 'localhost';
}
