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
  const written = readEnvFile('.env');
  for (const [name, value] of Object.entries(written)) process.env[name] ??= value;
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
