import { readFileSync } from 'node:fs';

/** Where the system does not say how many there may be. */
const usualDescriptors = 4_096;
/** Part of them for connections of callers; the rest is for the database, WhatsApp, files and the log. */
const partForCallers = 0.75;
/** Each takes some 20 KB, and memory is no more than descriptors. */
const maxForCallers = 20_000;

/** How many connections of callers fit below the number of descriptors that this process may have. */
export function countPlaces(limits = readLimits()): number {
  const soft = Number(/^Max open files\s+(\d+)/m.exec(limits)?.[1] ?? usualDescriptors);
  return Math.min(maxForCallers, Math.floor(soft * partForCallers));
}

/** Node has raised the limit to the highest that it may have. Elsewhere than on Linux there is no such file. */
function readLimits(): string {
  try {
    return readFileSync('/proc/self/limits', 'utf8');
  } catch {
    return '';
  }
}
