import { randomBytes } from 'node:crypto';
import { open, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Home } from './choose-home.ts';
import { isOfSystem } from './find-account.ts';
import { ifMissing } from './if-missing.ts';

/**
 * Says who may connect. True when the rules are other ones than before, so that a server that runs has to read them again.
 *
 * Where the server runs as the owner of its folder, nobody but them and root can reach its socket, and whoever reaches it is
 * trusted. Root's server borrows a user of the system, such as "postgres", whom other programs run as too: there only root is
 * let in, by the word of the kernel.
 */
export async function writeAccessRules(home: Home): Promise<boolean> {
  const files = (await chooseRules(home)).map(({ name, text }) => ({ file: join(home.data, name), text }));
  const found = await Promise.all(files.map(({ file }) => ifMissing(readFile(file, 'utf8'))));
  const changed = files.filter(({ text }, index) => found[index] !== text);
  for (const { file, text } of changed) await place(file, text, home);
  return changed.length > 0;
}

type Rules = readonly { name: 'pg_hba.conf' | 'pg_ident.conf'; text: string }[];

async function chooseRules(home: Home): Promise<Rules> {
  const [folder, data] = await Promise.all([stat(home.folder), stat(home.data)]);
  const self = process.geteuid?.();
  if (self === data.uid) return trusting;
  // Only root lets a server run as somebody else, and only root says who is let in there.
  if (self !== 0 || home.account === undefined) return [];
  return isOfSystem(home.account) && folder.uid !== data.uid ? rootAlone : trusting;
}

const heading = '# Written by Heliograph at every start: a change of yours would be lost.\n';

const trusting: Rules = [
  { name: 'pg_hba.conf', text: `${heading}local all all trust\nlocal replication all trust\n` },
  { name: 'pg_ident.conf', text: heading },
];

const rootAlone: Rules = [
  {
    name: 'pg_hba.conf',
    text: `${heading}local all all peer map=root\nlocal replication all peer map=root\n`,
  },
  { name: 'pg_ident.conf', text: `${heading}root root all\n` },
];

/** The user of the server may write in this folder: a link that they put there is replaced, and never followed. */
async function place(file: string, text: string, home: Home): Promise<void> {
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  await using handle = await open(draft, 'wx', 0o600);
  await handle.writeFile(text);
  if (home.account !== undefined) await handle.chown(home.account.uid, home.account.gid);
  await rename(draft, file);
}
