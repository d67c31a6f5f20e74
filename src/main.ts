import { once } from 'node:events';
import { checkInstallation } from './check-installation.ts';
import { chooseConnections } from './choose-connections.ts';
import { rolesHelp } from './config/read-config.ts';
import { findFreePort } from './http/find-free-port.ts';
import { keepApiKey, type KeptKey } from './keep-api-key.ts';
import { printWelcome } from './print-welcome.ts';
import { runProgram, type ProgramTools } from './run-program.ts';
import { startSimulatorProcess } from './start-simulator-process.ts';
import { useDatabase } from './use-database.ts';

const help = `
Starts Heliograph: what takes messages, what sends them, and what takes webhooks.

  npm start
  npm start -- --roles gateway,worker,webhook
  npm start -- --check

  --roles  ${rolesHelp}
  --check  Judges the settings, the database and what WhatsApp knows of the senders, prints a line for each, and ends: with 0
           when a start would find everything as it needs it, with 1 otherwise. Nothing is started or changed.
  --help   Prints this and ends.

Settings are environment variables, or lines of a file .env. The README lists them under "Configuration".
Ctrl-C, SIGTERM or SIGHUP ends it after what is on its way. A second one, after a second, ends it at once.
`;

await runProgram({
  help,
  takes: { roles: true, check: true },
  run: (tools) => (tools.isCheck ? checkInstallation(tools) : start(tools)),
});

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
  const usingDatabase = useDatabase(config, log, running, stop);
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
  const keptKey = await keepKey(config);
  const apiKey = config.apiKey ?? keptKey?.key;
  // Only a worker calls WhatsApp, and a worker without an address has a simulator.
  const whatsappUrl = config.whatsappUrl ?? simulator?.url ?? '';
  const isTrial = simulator !== undefined && isLoopback(config.host) && keptKey !== undefined;
  const isKeyMade = keptKey !== undefined;
  const app = running.use(
    await startApp(
      { ...config, databaseUrl, databaseConnections, apiKey, isKeyMade, whatsappUrl, isTrial },
      log,
    ),
  );
  if (!stop.aborted) {
    printWelcome({ ...config, port: app.port, keptKey, isTrial, simulator });
    await once(stop, 'abort');
  }
}

/** Only who serves keys makes one. With a database of its own an installation has a key of its own: settings demand it. */
async function keepKey(config: ProgramTools['config']): Promise<KeptKey | undefined> {
  if (config.apiKey !== undefined || !config.roles.has('gateway')) return undefined;
  return keepApiKey(config.dataDirectory, config.isSimulated);
}

function isLoopback(host: string): boolean {
  return host === '127.0.0.1' || host === '::1' || host === 'localhost';
}
