import { readdirSync, readFileSync } from 'node:fs';

/** What a process held at a moment. */
export interface Held {
  at: number;
  descriptors: number;
  residentMb: number;
}

/** Between two looks: seldom enough to cost the measured nothing; ms. */
const lookEveryMs = 100;

/** Looks at a process all the time. */
export function watchProcess(pid: number): Disposable & { looks: readonly Held[]; look: () => Held } {
  const looks: Held[] = [];
  const look = (): Held => {
    const held = { at: performance.now(), descriptors: countDescriptors(pid), residentMb: readResident(pid) };
    looks.push(held);
    return held;
  };
  const timer = setInterval(look, lookEveryMs);
  return {
    looks,
    look,
    [Symbol.dispose]: () => {
      clearInterval(timer);
    },
  };
}

/** A process that has ended holds none. */
function countDescriptors(pid: number): number {
  try {
    return readdirSync(`/proc/${pid}/fd`).length;
  } catch {
    return 0;
  }
}

function readResident(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Math.round(Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) / 1024);
  } catch {
    return 0;
  }
}
