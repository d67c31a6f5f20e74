import { ensureDatabase } from './ensure-database.ts';
import { findRunningServer } from './find-running-server.ts';
import type { Postmaster } from './read-postmaster.ts';

/** Undefined: no server runs, or it was just being killed and is gone by now. */
export async function joinServer(data: string): Promise<Postmaster | undefined> {
  const running = await findRunningServer(data);
  if (running === undefined) return undefined;
  try {
    await ensureDatabase(running);
    return running;
  } catch (error) {
    // A killed process is seen for another moment, and its socket takes connections only to drop them.
    if ((await findRunningServer(data))?.pid === running.pid) throw error;
    return undefined;
  }
}
