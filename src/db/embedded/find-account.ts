import { readFile } from 'node:fs/promises';
import { refuse } from './refuse.ts';

/** The unprivileged user as whom root lets the server run. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

export function runsAsRoot(): boolean {
  return process.geteuid?.() === 0;
}

export async function findUnprivilegedAccount(): Promise<Account> {
  const accounts = await listAccounts();
  for (const name of preferred) {
    const account = accounts.find((candidate) => candidate.name === name);
    if (account !== undefined) return account;
  }
  throw refuse({
    expected: `one of the users ${preferred.join(', ')} to exist, because Postgres refuses to run as root`,
    got: 'none of them in /etc/passwd',
    next: 'Create one (useradd --system postgres), start as an ordinary user, or set DATABASE_URL to a Postgres of your own.',
  });
}

const preferred = ['postgres', 'nobody'];

/** Whom root lets the server run as without having been told: other programs run as these users, too. */
export function isOfSystem({ name }: Account): boolean {
  return preferred.includes(name);
}

/** A user of a container's host has no name here, and needs none to run a server. */
export async function findAccount(uid: number, gid: number): Promise<Account> {
  const accounts = await listAccounts();
  return accounts.find((account) => account.uid === uid) ?? { name: String(uid), uid, gid };
}

async function listAccounts(): Promise<Account[]> {
  const passwd = await readFile('/etc/passwd', 'utf8');
  return passwd.split('\n').flatMap((line) => {
    const [name, , uid, gid] = line.split(':');
    if (name === undefined || uid === undefined || gid === undefined) return [];
    return [{ name, uid: Number(uid), gid: Number(gid) }];
  });
}
