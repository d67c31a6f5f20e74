import type pg from 'pg';
import { CommitUnknown, isConnectionLost, toError } from './failures.ts';

/** Lends a connection of the pool. One that is broken, or still owes an answer (`noteBroken`), does not go back. */
export async function useClient<T>(
  pool: pg.Pool,
  act: (client: pg.PoolClient, noteBroken: (error: Error) => void) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  const noteBroken = (error: Error): void => {
    broken = error;
  };
  // A connection that fails between two statements says so by an event.
  client.on('error', noteBroken);
  try {
    return await act(client, noteBroken);
  } catch (error) {
    if (isConnectionLost(error) || error instanceof CommitUnknown) broken ??= toError(error);
    throw error;
  } finally {
    client.off('error', noteBroken);
    client.release(broken);
  }
}
