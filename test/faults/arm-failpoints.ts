import { existsSync, readFileSync, unlinkSync, writeFileSync, writeSync } from 'node:fs';

/**
 * Loaded before the gateway in the processes of a fault run. Which failpoint is armed stands in a file, as
 * `name action`: the process that comes by first takes the file away and suffers the action, alone and once.
 */
const file = process.env['FAILPOINT_FILE'];
if (file !== undefined) Reflect.set(globalThis, Symbol.for('heliograph.failpoint'), strike);

function strike(name: string): void {
  const [armed, action, id] = read();
  if (armed !== name || !take()) return;
  writeSync(2, `failpoint ${name} ${String(action)}\n`);
  switch (action) {
    case 'hold':
      hold(String(id));
      return;
    case 'kill':
      process.kill(process.pid, 'SIGKILL');
      return;
    case 'pause':
      // The whole process stands still, as in a paused machine; longer than the lease of the profile.
      stand(pauseMs);
      return;
    default:
      // As if the line to the database had broken here: what passes by itself, and is no fault of the message.
      throw Object.assign(new Error(`Failpoint ${name}.`), { code: '57P01' });
  }
}

const pauseMs = 7_000;

/** Stands still with its transaction open, says so, and goes on when it is told to. */
function hold(id: string): void {
  writeFileSync(`${String(file)}.held-${id}`, '');
  const deadline = performance.now() + holdMs;
  while (!existsSync(`${String(file)}.go-${id}`) && performance.now() < deadline) stand(lookMs);
}

function stand(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

/** Longer than a crash and its recovery on a busy machine; ms. */
const holdMs = 20_000;
const lookMs = 5;

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
