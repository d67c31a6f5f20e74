import { spawnSync } from 'node:child_process';

/** Everything that can be known of the code without running it. All parts run; the first line of a failure says what to do. */
const parts = [
  ['format', 'prettier --check .', 'Run "npm run format".'],
  ['types', 'tsc -p .', 'Mend the types.'],
  ['lint', 'eslint .', 'Mend what the rules name.'],
  ['rooms', 'node tools/check-rooms.ts', 'Move the import, or the statement, to where it belongs.'],
  ['unused', 'knip', 'Delete what nobody uses.'],
  ['freshness', 'node tools/check-freshness.ts', 'Run "npm run generate" and commit what changed.'],
] as const;

const failed = parts.filter(([name, command, advice]) => {
  const began = performance.now();
  const { status } = spawnSync(command, { shell: true, stdio: 'inherit' });
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  process.stdout.write(
    status === 0 ? `ok      ${name} (${seconds} s)\n` : `FAILED  ${name} (${seconds} s): ${advice}\n`,
  );
  return status !== 0;
});
process.exitCode = failed.length === 0 ? 0 : 1;
