import { noteHistory, readHistory } from './auth/note-history.ts';
import type { Database } from './db/database.ts';
import { startEpoch } from './events/start-epoch.ts';
import type { Log } from './log/log.ts';

/** A restored database starts a new epoch: every client hears of the gap and takes a snapshot, instead of guessing. */
export async function watchHistory(database: Database, log: Log): Promise<void> {
  const history = await readHistory(database);
  if (history === undefined) return;
  const isReplaced = await database.transaction(async (tx) => {
    if (!(await noteHistory(tx, history))) return false;
    await startEpoch(tx);
    return true;
  });
  if (isReplaced) log.warn({ event: 'log.new_epoch', reason: 'The database is another one than before.' });
}
