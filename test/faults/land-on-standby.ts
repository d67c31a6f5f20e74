import { setTimeout as pause } from 'node:timers/promises';
import { databaseProxies, type Topology } from './topology.ts';

/**
 * For so long the address of the database leads to a standby that knows nothing of the run: all connections are cut, and new
 * ones land there. Then it leads to the primary again, and nobody is cut: whoever stays where he is stays with the standby.
 * Returns how many connections landed.
 */
export async function landOnStandby(topology: Topology, ms: number, signal: AbortSignal): Promise<number> {
  const { postgres } = topology;
  const before = postgres.leadTo('STALE_STANDBY');
  try {
    for (const each of databaseProxies(topology)) each.cut();
    await pause(ms, undefined, { signal }).catch(() => undefined);
  } finally {
    postgres.leadTo('PRIMARY');
  }
  return postgres.leadTo('PRIMARY') - before;
}
