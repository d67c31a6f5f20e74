import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { deriveKeys } from '../src/auth/derive-keys.ts';
import { defaultTenantId, ensureTenant } from '../src/auth/ensure-default-tenant.ts';
import { openDatabase } from '../src/db/database.ts';
import { startEmbeddedPostgres } from '../src/db/embedded/start-embedded-postgres.ts';
import { migrate } from '../src/db/migrate.ts';
import { createLog } from '../src/log/log.ts';
import { exportSuppressions } from '../src/suppression/export-suppressions.ts';
import { importSuppressions, type ImportProgress } from '../src/suppression/import-suppressions.ts';

/** How long 100,000 rows take to import, to import again and to export, and how much memory. "npm run bench:import". */
const rows = Number(process.argv[2] ?? 100_000);

const log = createLog('error');
const directory = await mkdtemp(join(tmpdir(), 'heliograph-bench-'));
await using running = new AsyncDisposableStack();
running.defer(() => rm(directory, { recursive: true, force: true }));
const { connectionString } = running.use(
  await startEmbeddedPostgres({ directory: join(directory, 'postgres'), log }),
);
await migrate({ connectionString, log });
const database = running.use(openDatabase({ connectionString, name: 'bench', max: 2, log }));
await database.transaction((tx) => ensureTenant(tx));
const { recipient: recipientKey } = await deriveKeys(database, ['recipient']);

const file = join(directory, 'people.csv');
await pipeline(Readable.from(lines()), createWriteStream(file));
const report = {
  rows,
  first: await measure(importFile),
  again: await measure(importFile),
  export: await measure(exportFile),
};
process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);

function* lines(): Generator<string> {
  yield 'list,scope,phone,reason,created_at\n';
  for (let index = 0; index < rows; index += 1) {
    yield `UNSUBSCRIBED,ALL,+1650${5_000_000 + index},asked by letter,2026-01-02T03:04:05Z\n`;
  }
}

function importFile(): Promise<ImportProgress> {
  const report = { badRow: () => undefined, progress: () => undefined };
  return importSuppressions({ database, recipientKey }, defaultTenantId, createReadStream(file), report);
}

function exportFile(): Promise<object> {
  const target = createWriteStream(join(directory, 'out.csv'));
  return exportSuppressions(database, defaultTenantId, target, () => undefined);
}

/** Seconds, and resident memory before and at its peak; MB. */
async function measure(work: () => Promise<object>): Promise<object> {
  const rss = (): number => Math.round(process.memoryUsage.rss() / 1e6);
  const rssBefore = rss();
  let rssPeak = rssBefore;
  const watch = setInterval(() => (rssPeak = Math.max(rssPeak, rss())), 50);
  const began = performance.now();
  const done = await work();
  clearInterval(watch);
  const seconds = Number(((performance.now() - began) / 1000).toFixed(1));
  return { seconds, rssBefore, rssPeak, ...done };
}
