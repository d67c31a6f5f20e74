import { once } from 'node:events';
import { awaitStop } from './await-stop.ts';
import { readEnvFile } from './read-env-file.ts';
import { readSettings } from './read-settings.ts';
import { startSimulator } from './start-simulator.ts';

const help = `The pretend WhatsApp Cloud API, alone, for a Heliograph whose WHATSAPP_API_URL is its address.

  npm run simulate

Its settings are environment variables, or lines of a file .env: see src/simulator/read-settings.ts. Ctrl-C, SIGTERM or SIGHUP ends it.
`;

// Whoever read the output may have left (EPIPE), and a terminal may be closed (EIO): that ends nobody's work.
for (const output of [process.stdout, process.stderr]) output.on('error', () => undefined);
try {
  await run();
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = 1;
}
// An open channel to the parent would keep this process alive.
if (process.connected) process.disconnect();

/** Alone until it is told to stop; as a child also until its parent is gone, so that it never outlives one. */
async function run(): Promise<void> {
  const [first] = process.argv.slice(2);
  if (first === '--help' || first === '-h') {
    process.stdout.write(help);
    return;
  }
  if (first !== undefined) throw new Error(`Expected no arguments but --help, got "${first}". See --help.`);
  // A child gets all its settings from its parent, which has read the file.
  const settings = readSettings(
    process.send ? process.env : { ...readEnvFile('.env'), ...given(process.env) },
  );
  const told = awaitStop().then(() => settings.flushLimitMs);
  const orphaned = once(process, 'disconnect').then(() => 0); // the parent was the receiver: nobody is left to flush to
  const simulator = await startSimulator(settings);
  const address = `http://${hostToCall(settings.host)}:${simulator.port}`;
  if (process.send) process.send({ ready: true, port: simulator.port, address }, ignoreLostParent);
  else process.stdout.write(`The pretend WhatsApp Cloud API listens on ${address}\n`);
  await simulator.stop(await Promise.race([told, orphaned]));
}

/** An empty variable hides nothing. */
function given(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
}

/** Whoever listens everywhere is called on this machine. */
function hostToCall(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}

// A parent that died just now is noticed by the disconnect.
function ignoreLostParent(): void {}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (!('code' in error) || error.code !== 'EADDRINUSE') return error.message;
  return `${error.message}. Another program listens there: stop it, or set SIMULATOR_PORT to a free port (0 takes any).`;
}
