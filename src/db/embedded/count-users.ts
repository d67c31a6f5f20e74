import { randomBytes } from 'node:crypto';
import { readdir, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ifMissing } from './if-missing.ts';
import { identifySelf, isAlive } from './process-identity.ts';

/** Adds a user of the server: a file named after this process. Returns the name, which is needed to leave. */
export async function joinUsers(folder: string): Promise<string> {
  const ticket = `${await identifySelf()}.${randomBytes(4).toString('hex')}`;
  await writeFile(join(folder, ticket), '');
  return ticket;
}

/** Removes a user, sweeps those whose process died, and says how many remain. */
export async function leaveUsers(folder: string, ticket: string): Promise<number> {
  await ifMissing(unlink(join(folder, ticket)));
  const tickets = await readdir(folder);
  const living = await Promise.all(tickets.map((name) => isAlive(name.slice(0, name.lastIndexOf('.')))));
  const dead = tickets.filter((_, index) => living[index] === false);
  await Promise.all(dead.map((name) => ifMissing(unlink(join(folder, name)))));
  return tickets.length - dead.length;
}
