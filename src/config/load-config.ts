import { ConfigError } from './config-error.ts';
import { findUnknownNames } from './find-unknown-names.ts';
import { readConfig, settingNames, type Config } from './read-config.ts';
import { readEnvFile } from './read-env-file.ts';

/** Read elsewhere: by the simulator (`src/simulator/read-settings.ts`), which shares no code with the rest. */
const simulatorNames = [
  'SIMULATOR_HOST',
  'SIMULATOR_WEBHOOK_URL',
  'SIMULATOR_ACCESS_TOKEN',
  'SIMULATOR_SENDERS',
  'SIMULATOR_WEBHOOK_DELAYS_MS',
  'SIMULATOR_LEDGER_LIMIT',
  'SIMULATOR_ENFORCE_PACE',
  'SIMULATOR_FLUSH_MS',
];

/** The settings of a process: its environment, and the file `.env` for what is not set there. `warn` takes sentences for people. */
export function loadConfig(
  args: readonly string[],
  warn: (sentence: string) => void,
  options: { servesNobody: boolean },
): Config {
  if (!options.servesNobody) refuseKeptByNpm(process.env, args);
  const written = readEnvFile('.env', warn);
  // An empty variable is not set: compose files hand on "X=" for what nobody gave them.
  for (const [name, value] of Object.entries(written)) process.env[name] ||= value;
  for (const { name, meant } of findUnknownNames(process.env, Object.keys(written), [
    ...settingNames,
    ...simulatorNames,
  ])) {
    warn(
      `Nobody reads the variable ${name}. ${meant ? `Is ${meant} meant?` : 'See README, "Configuration".'}`,
    );
  }
  return readConfig(process.env, args, options);
}

/** "npm start --roles worker" gives --roles to npm, which tells us of it only so. Every role would start. */
function refuseKeptByNpm(env: NodeJS.ProcessEnv, args: readonly string[]): void {
  const kept = ['roles', 'role', 'check'].find((name) => env[`npm_config_${name}`] !== undefined);
  if (kept === undefined || args.some((each) => each.startsWith('--'))) return;
  throw new ConfigError(
    `Expected "npm start -- --${kept} …", got "npm start --${kept} …": npm kept it for itself. Write "--" in front of it.`,
  );
}
