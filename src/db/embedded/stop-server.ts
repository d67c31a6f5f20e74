import { lookAgain } from './look-again.ts';
import { readPostmaster, servesFolder } from './read-postmaster.ts';
import { refuse } from './refuse.ts';

/** Stops the server of a data folder, if one runs: connections are ended, and everything is on disk afterwards. */
export async function stopServer(data: string): Promise<void> {
  const postmaster = await readPostmaster(data);
  if (postmaster === undefined || !(await servesFolder(postmaster.pid, data))) return;
  process.kill(postmaster.pid, fastShutdown);
  const gone = await lookAgain(stopping, () => isGone(postmaster.pid, data));
  if (gone === undefined) {
    throw refuse({
      expected: `server process ${postmaster.pid} of ${data} to stop within ${stopping.limitMs / 1000} s`,
      got: 'one that is still writing',
      next: 'Nothing is lost: it stops by itself when the disk is done, and the next start waits for it.',
    });
  }
}

const fastShutdown = 'SIGINT';

/** A stop takes 0.1 s; 60 s because the last checkpoint may have 128 MB to write to a slow disk. */
const stopping = { everyMs: 20, limitMs: 60_000 };

async function isGone(pid: number, data: string): Promise<true | undefined> {
  const current = await readPostmaster(data);
  return current?.pid !== pid || !(await servesFolder(pid, data)) ? true : undefined;
}
