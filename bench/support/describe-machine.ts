import { readFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem } from 'node:os';

export interface Machine {
  at: string;
  machine: string;
  /** Of one minute, before anything was measured: what else ran. */
  loadBefore: number;
  versions: Record<string, string>;
}

/** Where the figures come from. */
export function describeMachine(postgres: string): Machine {
  const [cpu] = cpus();
  const packages = ['graphql-yoga', 'graphql', 'pg', 'pg-boss', 'undici', 'graphql-ws', 'ws'];
  return {
    at: new Date().toISOString().slice(0, 10),
    machine: `${cpus().length} × ${cpu?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 1024 ** 3)} GB, Linux ${release()}`,
    loadBefore: Number(loadavg()[0]?.toFixed(1)),
    versions: {
      node: process.version,
      postgres,
      ...Object.fromEntries(packages.map((name) => [name, versionOf(name)])),
    },
  };
}

function versionOf(name: string): string {
  const text = readFileSync(new URL(`../../node_modules/${name}/package.json`, import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version; // every package has one
}
