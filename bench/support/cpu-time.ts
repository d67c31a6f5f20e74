import { readdirSync, readFileSync } from 'node:fs';

/** Ticks of `/proc` in a second, on every Linux that Node runs on. */
const ticksPerSecond = 100;

/** What one message costs each process: it says what is in the way where rates only say how far it is. */
export interface Cost {
  scenario: string;
  /** Microseconds of a processor for each message, by process. */
  microseconds: Record<string, number>;
}

/** Runs once more and looks at the processors' time before and after; `run` answers how many messages there were. */
export async function measureCost(
  scenario: string,
  processes: Record<string, () => number>,
  run: () => Promise<number>,
): Promise<Cost> {
  const before = Object.entries(processes).map(([name, read]) => ({ name, read, seconds: read() }));
  const messages = await run();
  return {
    scenario,
    microseconds: Object.fromEntries(
      before.map(({ name, read, seconds }) => [
        name,
        Math.round(((read() - seconds) / messages) * 1_000_000),
      ]),
    ),
  };
}

/** Of one process, in seconds. */
export function cpuOf(pid: number): () => number {
  return () => readTimes(pid).own;
}

/** Of Postgres with all its processes, those that have ended included. */
export function cpuOfPostgres(postmaster: number): () => number {
  return () => {
    const children = pidsOf(postmaster).map((pid) => readTimes(pid).own);
    const { own, ended } = readTimes(postmaster);
    return [own, ended, ...children].reduce((sum, each) => sum + each, 0);
  };
}

function pidsOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => statOf(pid)[1] === String(parent));
}

function readTimes(pid: number): { own: number; ended: number } {
  const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = statOf(pid).slice(11, 15).map(Number);
  return { own: (user + system) / ticksPerSecond, ended: (endedUser + endedSystem) / ticksPerSecond };
}

/** The fields after the name, which may hold spaces: state first, then the parent. A process that has ended has none. */
function statOf(pid: number): string[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}
