import { spawnSync } from 'node:child_process';

/** Everything in the repository that is made from other files, in the order in which one is made from another. */
const commands = [
  'node tools/print-schema.ts',
  'graphql-codegen --silent',
  'node tools/print-database.ts',
  'node tools/print-magic-recipients.ts',
  'node tools/print-messages.ts',
  'node tools/print-limits.ts',
];

for (const command of commands) {
  const { status } = spawnSync(command, { shell: true, stdio: 'inherit' });
  if (status === 0) continue;
  process.exitCode = 1;
  break;
}
