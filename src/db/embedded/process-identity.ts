import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/**
 * Names one run of one process: pid, start time, and the machine's boot where pids and clocks begin anew.
 * Safe as a file name. Undefined: no such process, or only its zombie.
 */
export async function identifyProcess(pid: number): Promise<string | undefined> {
  return process.platform === 'linux' ? identifyByProc(pid) : identifyByPs(pid);
}

export async function identifySelf(): Promise<string> {
  const identity = await identifyProcess(process.pid);
  if (identity === undefined)
    throw new Error(`Expected to see our own process ${process.pid}, but got nothing.`);
  return identity;
}

/** Whether the very process that was once identified still lives, and not merely one with its pid. */
export async function isAlive(identity: string): Promise<boolean> {
  const pid = Number(identity.split('-', 1)[0]);
  return Number.isSafeInteger(pid) && pid > 0 && (await identifyProcess(pid)) === identity;
}

async function identifyByProc(pid: number): Promise<string | undefined> {
  const [stat, bootId] = await Promise.all([
    readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined),
    readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => 'unknown'),
  ]);
  // The second field is the program's name, which may hold spaces and brackets: count from behind it.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, startedAt] = [fields?.[0], fields?.[19]];
  if (startedAt === undefined || state === 'Z' || state === 'X') return undefined;
  return `${pid}-${startedAt}-${bootId.slice(0, 8)}`;
}

async function identifyByPs(pid: number): Promise<string | undefined> {
  const line = await askPs(pid, 'stat=,lstart=');
  const [, state, startedAt] = /^\s*(\S+)\s+(.+?)\s*$/.exec(line) ?? [];
  if (state === undefined || startedAt === undefined || state.startsWith('Z')) return undefined;
  return `${pid}-${Date.parse(startedAt) / 1000}`;
}

/** The words a process was started with; empty for a zombie or none at all. */
export async function readCommandLine(pid: number): Promise<string> {
  if (process.platform !== 'linux') return (await askPs(pid, 'command=')).trim();
  const words = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return words.split('\0').join(' ').trim();
}

async function askPs(pid: number, columns: string): Promise<string> {
  const options = { env: { PATH: '/bin:/usr/bin', LC_ALL: 'C' }, timeout: psLimitMs };
  const asked = promisify(execFile)('ps', ['-ww', '-o', columns, '-p', String(pid)], options);
  return asked.then(
    ({ stdout }) => stdout,
    () => '',
  );
}

/** `ps` answers in milliseconds; 5 s means a machine that is out of breath. */
const psLimitMs = 5_000;
