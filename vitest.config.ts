import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Without this the tests and the schema builder load two copies of graphql, which refuse each other's types.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    // Real databases and real processes on two cores: enough to be patient with, not enough to hide a hang; ms.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 3,
    // Two processors that others use, too, are late now and then. The gate names what was red once.
    retry: process.env['CI'] ? 1 : 0,
    reporters: process.env['CI']
      ? ['default', ['json', { outputFile: 'node_modules/.vitest/results.json' }]]
      : ['default'],
  },
});
