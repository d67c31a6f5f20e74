import { readFileSync, unlinkSync, writeSync } from 'node:fs';

/**
 * Loaded before the gateway in the processes of a fault run. Which failpoint is armed stands in a file, as
 * `name action`: the process that comes by first takes the file away and suffers the action, alone and once.
 */
const file = process.env['FAILPOINT_FILE'];
if (file !== undefined) Reflect.set(globalThis, Symbol.for('heliograph.failpoint'), strike);

function strike(name: string): void {
  const [armed, action] = read();
  if (armed !== name || !take()) return;
  writeSync(2, `failpoint ${name} ${String(action)}\n`);
  switch (action) {
    case 'kill':
      process.kill(process.pid, 'SIGKILL');
      return;
    case 'pause':
      // The whole process stands still, as in a paused machine; longer than the lease of the profile.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMs);
      return;
    default:
      // As if the line to the database had broken here: what passes by itself, and is no fault of the message.
      throw Object.assign(new Error(`Failpoint ${name}.`), { code: '57P01' });
  }
}

const pauseMs = 7_000;

function read(): (string | undefined)[] {
  try {
    return readFileSync(String(file), 'utf8').trim().split(' ');
  } catch {
    return [];
  }
}

/** Of several processes only one succeeds. */
function take(): boolean {
  try {
    unlinkSync(String(file));
    return true;
  } catch {
    return false;
  }
}
