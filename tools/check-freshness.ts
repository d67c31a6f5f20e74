import { spawnSync } from 'node:child_process';
import { glob, readFile } from 'node:fs/promises';

/** What is generated is committed: makes it again and compares. */
const before = await readGenerated();
const { status } = spawnSync('npm run --silent generate', { shell: true, stdio: 'inherit' });
const after = await readGenerated();
const stale = [...new Set([...before.keys(), ...after.keys()])].filter(
  (file) => before.get(file) !== after.get(file),
);
for (const file of stale) process.stderr.write(`${file} was stale.\n`);
process.exitCode = status === 0 && stale.length === 0 ? 0 : 1;

async function readGenerated(): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for await (const file of glob([
    'README.md',
    'schema.graphql',
    'docs/database.txt',
    'docs/limits.md',
    'docs/messages.md',
    'test/generated/*.ts',
    'examples/client/generated/*.ts',
  ])) {
    files.set(file, await readFile(file, 'utf8'));
  }
  return files;
}
