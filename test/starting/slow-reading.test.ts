import { expect, test } from 'vitest';
import { createDatabase } from '../support/create-database.ts';
import { freePort } from '../support/free-port.ts';
import { startProcess } from '../support/start-process.ts';

/** As on a machine with ten times as much work as processors: longer than a start waits for a connection. */
const slowly = `import { registerHooks } from 'node:module';
registerHooks({ load(url, context, next) {
  if (url.endsWith('/src/app.ts')) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 11000);
  return next(url, context);
} });`;

test('a process that reads its program slowly does not take its database for one that does not answer', async () => {
  await using database = await createDatabase();
  await using started = await startProcess({
    args: ['--roles', 'gateway'],
    env: {
      DATABASE_URL: database.url,
      HELIOGRAPH_API_KEY: 'a-key-for-this-test-of-32-characters',
      PORT: String(await freePort()),
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(slowly)}`,
    },
  });
  expect(started.output()).toContain('Heliograph is running (gateway).');
});
