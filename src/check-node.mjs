// Plain JavaScript, so that a Node that is too old can still read it and say so.
import { existsSync, lstatSync, mkdirSync, realpathSync } from 'node:fs';
import module from 'node:module';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 24 || (major === 24 && minor < 11)) {
  process.stderr.write(
    `Expected Node 24.11 or newer, got ${process.versions.node}.\n` +
      'On linux-x64 "npm install" brings the right one along, and "npm start" uses it. Elsewhere install it from nodejs.org.\n',
  );
  process.exit(1);
}

// The kernel keeps from process 1 each signal that it does not listen for. Nothing has begun yet, so we end at once, as any
// other process would. Whoever drains takes the place of these listeners (`stop-signals.ts`, `simulator/await-stop.ts`).
if (process.pid === 1)
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => process.exit(1));

// Compiled code that is kept shortens the next start by a quarter. Whoever can write it runs code as us: so it is kept where
// only we can write, and not at all where there is no such place.
const folder = ownCacheFolder();
if (folder !== undefined) module.enableCompileCache(folder);

/** @returns {string | undefined} A folder that only we can enter, on a way that nobody but root and we can change. */
function ownCacheFolder() {
  const self = process.geteuid?.();
  if (self === undefined) return undefined;
  try {
    // A user whom the system does not know has no home: homedir() throws.
    const base = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
    if (!isAbsolute(base) || !existsSync(dirname(base))) return undefined;
    const wanted = join(base, 'heliograph', 'compiled');
    // Before anything is made: root makes nothing in the home of somebody else.
    if (!isWayOurs(realpathSync(deepestExisting(wanted)), self)) return undefined;
    mkdirSync(wanted, { recursive: true, mode: 0o700 });
    const found = realpathSync(wanted);
    const { uid, mode } = lstatSync(found);
    return uid === self && (mode & 0o077) === 0 && isWayOurs(dirname(found), self) ? found : undefined;
  } catch {
    return undefined;
  }
}

/** @param {string} path @returns {string} */
function deepestExisting(path) {
  return existsSync(path) || path === dirname(path) ? path : deepestExisting(dirname(path));
}

/** @param {string} path @param {number} self @returns {boolean} */
function isWayOurs(path, self) {
  const { uid, mode } = lstatSync(path);
  if ((uid !== 0 && uid !== self) || (mode & 0o022) !== 0) return false;
  return path === dirname(path) || isWayOurs(dirname(path), self);
}
