import type { LedgerEntry, Simulator } from '../../test/support/start-simulator.ts';
import { fillQueue, isDrained, readClock, readDispatchRate } from '../../test/support/fill-queue.ts';
import type { BenchDatabase } from './stage.ts';
import { until } from './until.ts';

/** Messages that WhatsApp has accepted and said nothing more of; a worker runs. */
export async function sendUntilAccepted(
  database: BenchDatabase,
  simulator: Simulator,
  count: number,
): Promise<LedgerEntry[]> {
  const since = await readClock(database);
  await fillQueue(database, count);
  await until('every message sent', () => isDrained(database));
  const { accepted } = await readDispatchRate(database, since);
  if (accepted < count) throw new Error(`Expected ${count} messages accepted, got ${accepted}.`);
  return simulator.ledger();
}

export function messageIdOf({ opaque }: LedgerEntry): string {
  return opaque?.split('.')[1] ?? '';
}
