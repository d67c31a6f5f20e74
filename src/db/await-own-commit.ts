import type { Database } from './database.ts';

/**
 * Call it before a promise that rests on rows of somebody else. A row that is seen is on the disk of this server; where a
 * standby is waited for, it has the row once it has a COMMIT of our own that came after it. Throws `CommitUnknown`.
 */
export async function awaitOwnCommit(database: Database): Promise<void> {
  // Every transaction writes, if only its proof.
  await database.transaction(() => Promise.resolve());
}
