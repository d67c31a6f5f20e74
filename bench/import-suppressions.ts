import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { deriveKeys } from '../src/auth/derive-keys.ts';
import { defaultTenantId, ensureTenant } from '../src/auth/ensure-default-tenant.ts';
import { openDatabase } from '../src/db/database.ts';
import { startEmbeddedPostgres } from '../src/db/embedded/start-embedded-postgres.ts';
import { migrate } from '../src/db/migrate.ts';
import { createLog } from '../src/log/log.ts';
import { exportSuppressions } from '../src/suppression/export-suppressions.ts';
import { importSuppressions, type ImportProgress } from '../src/suppression/import-suppressions.ts';

/**
 * How long 100,000 rows take to import, to import again and to export, and how much memory over that time; and what an import
 * that is killed halfway and run again leaves. "npm run bench:import".
 */
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
  killed: await killAndResume(),
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

/** Seconds, and resident memory from the beginning to the end, in equal steps; MB. */
async function measure(work: () => Promise<object>): Promise<object> {
  const rss = (): number => Math.round(process.memoryUsage.rss() / 1e6);
  const seen = [rss()];
  const watch = setInterval(() => seen.push(rss()), 50);
  const began = performance.now();
  const done = await work();
  clearInterval(watch);
  const seconds = Number(((performance.now() - began) / 1000).toFixed(1));
  const step = Math.max(1, Math.floor(seen.length / 10));
  return { seconds, rss: seen.filter((_, at) => at % step === 0).join(' '), ...done };
}

/** Nobody may be missing, and nobody there twice, on the list and in the log. */
async function killAndResume(): Promise<object> {
  await database.transaction((tx) => tx.query('TRUNCATE suppression, event'));
  const count = async (): Promise<{ entries: number; events: number; peopleInEvents: number } | undefined> =>
    (
      await database.query<{ entries: number; events: number; peopleInEvents: number }>(
        `SELECT (SELECT count(*)::int FROM suppression) AS entries, count(*)::int AS events,
           count(DISTINCT message_id)::int AS "peopleInEvents" FROM event`,
      )
    )[0];
  const child = startImport();
  while (((await count())?.entries ?? 0) < rows / 2) await pause(20);
  child.kill('SIGKILL');
  await once(child, 'exit');
  const afterKill = await count();
  const began = performance.now();
  const [code] = (await once(startImport(), 'exit')) as [number | null]; // as Node documents it
  return {
    afterKill,
    resumed: { code, seconds: Number(((performance.now() - began) / 1000).toFixed(1)) },
    end: await count(),
  };
}

function startImport(): ChildProcess {
  const entry = new URL('../src/suppressions-command.ts', import.meta.url).pathname;
  const env = { ...process.env, DATABASE_URL: connectionString };
  return spawn(process.execPath, [entry, 'import', file], { env, stdio: ['ignore', 'ignore', 'inherit'] });
}
