import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm, rmdir, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode, ifMissing } from './if-missing.ts';
import { lookAgain } from './look-again.ts';
import { identifySelf, isAlive } from './process-identity.ts';
import { refuse } from './refuse.ts';

/**
 * One process at a time starts or stops the server of a folder.
 *
 * The lock is a folder `lock` with one file named after its holder. A process takes it by renaming its
 * own such folder over it, which the kernel allows only while `lock` is missing or empty. Freeing it is
 * removing the holder's file *by name*, so clearing away a dead holder can never hit a living one.
 */
export async function holdLock(folder: string): Promise<AsyncDisposable> {
  const token = `${await identifySelf()}.${randomBytes(4).toString('hex')}`;
  const [lock, offer] = [join(folder, 'lock'), join(folder, `lock.${token}`)];
  await mkdir(offer);
  await writeFile(join(offer, token), '');
  const taken = await lookAgain(waiting, () => tryToTake(offer, lock));
  if (taken === undefined) {
    await rm(offer, { recursive: true });
    throw refuseBusy(lock, await readHolder(lock));
  }
  await sweepOffers(folder);
  return { [Symbol.asyncDispose]: () => unlink(join(lock, token)) };
}

/** A holder killed with its lock sends no event, hence the looking; a holder may need 60 s for a recovery and 60 s to stop. */
const waiting = { everyMs: 25, limitMs: 150_000 };

async function tryToTake(offer: string, lock: string): Promise<true | undefined> {
  try {
    await rename(offer, lock);
    return true;
  } catch (error) {
    if (!['ENOTEMPTY', 'EEXIST'].includes(errorCode(error) ?? '')) throw error;
  }
  const holder = await readHolder(lock);
  if (holder === undefined || (await isAlive(identityOf(holder)))) return undefined;
  await ifMissing(unlink(join(lock, holder)));
  return tryToTake(offer, lock);
}

async function readHolder(lock: string): Promise<string | undefined> {
  return (await ifMissing(readdir(lock)))?.[0];
}

function identityOf(token: string): string {
  return token.slice(0, token.lastIndexOf('.'));
}

/** Processes killed while waiting leave their offers behind. */
async function sweepOffers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const token = /^lock\.(.+)$/.exec(name)?.[1];
    if (token === undefined || (await isAlive(identityOf(token)))) continue;
    await ifMissing(unlink(join(folder, name, token)));
    await ifMissing(rmdir(join(folder, name)));
  }
}

function refuseBusy(lock: string, holder: string | undefined): Error {
  return refuse({
    expected: `to become the only one who starts or stops the server within ${waiting.limitMs / 1000} s (${lock})`,
    got: `a lock that process ${holder?.split('-', 1)[0] ?? 'unknown'} still holds`,
    next: 'See what that process is doing, end it if it hangs, and start again.',
  });
}
