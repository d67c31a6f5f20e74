import { existsSync } from 'node:fs';
import { readConfig, type Config } from './read-config.ts';

/** The settings of a process: its environment, and the file `.env` for what is not set there. */
export function loadConfig(args: readonly string[]): Config {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return readConfig(process.env, args);
}
