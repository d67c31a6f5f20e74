import { randomBytes } from 'node:crypto';
import { open, readFile, readdir, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { ifMissing } from './if-missing.ts';
import { identifySelf, isAlive } from './process-identity.ts';

/** Adds a user of the server: a file named after this process. Returns the name, which is needed to leave. */
export async function joinUsers(folder: string): Promise<string> {
  const ticket = `${await identifySelf()}.${randomBytes(4).toString('hex')}`;
  await using file = await open(join(folder, ticket), 'wx');
  await file.writeFile(String((await file.stat()).ino));
  return ticket;
}

/** Removes a user, sweeps those whose process died, and says how many remain. */
export async function leaveUsers(folder: string, ticket: string): Promise<number> {
  await ifMissing(unlink(join(folder, ticket)));
  const tickets = await readdir(folder);
  const living = await Promise.all(tickets.map((name) => isOfUser(folder, name)));
  const dead = tickets.filter((_, index) => living[index] === false);
  await Promise.all(dead.map((name) => ifMissing(unlink(join(folder, name)))));
  return tickets.length - dead.length;
}

/** In a copy of a folder, the tickets of those who use the original name living processes. Each tells its own inode. */
async function isOfUser(folder: string, ticket: string): Promise<boolean> {
  if (!(await isAlive(ticket.slice(0, ticket.lastIndexOf('.'))))) return false;
  const file = join(folder, ticket);
  const [told, found] = await Promise.all([ifMissing(readFile(file, 'utf8')), ifMissing(stat(file))]);
  return told === '' || (found !== undefined && told === String(found.ino));
}
