import { createReadStream, createWriteStream } from 'node:fs';
import { deriveKeys } from './auth/derive-keys.ts';
import { defaultTenantId, ensureTenant } from './auth/ensure-default-tenant.ts';
import { loadConfig } from './config/load-config.ts';
import { ConfigError } from './config/read-config.ts';
import { openDatabase, type Database } from './db/database.ts';
import { migrate } from './db/migrate.ts';
import { createLog } from './log/log.ts';
import { showProgress } from './show-progress.ts';
import { exportSuppressions } from './suppression/export-suppressions.ts';
import { importSuppressions } from './suppression/import-suppressions.ts';
import { UnreadableCsv } from './suppression/read-csv.ts';
import { useDatabase } from './use-database.ts';

/** `npm run suppressions -- import FILE` and `export [FILE]`: the lists as CSV. Ends with 0, 1 (failed) or 2 (rows skipped). */
const [command, path] = process.argv.slice(2);
/** Bad rows that are told one by one; the rest are counted. */
const maxToldRows = 100;

try {
  if (command === 'import' && path !== undefined) await withDatabase((database) => runImport(database, path));
  else if (command === 'export') await withDatabase((database) => runExport(database, path));
  else fail('Expected "npm run suppressions -- import FILE" or "npm run suppressions -- export [FILE]".');
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  fail(error.message);
}

async function withDatabase(work: (database: Database) => Promise<void>): Promise<void> {
  const config = loadConfig([]);
  // What is written is data, or for people; what goes wrong is enough.
  const log = createLog('error');
  await using running = new AsyncDisposableStack();
  const connectionString = await useDatabase(config, log, running);
  await migrate({ connectionString, log });
  const database = running.use(
    openDatabase({ connectionString, name: 'heliograph-suppressions', max: 2, log }),
  );
  await database.transaction((tx) => ensureTenant(tx));
  await work(database);
}

async function runImport(database: Database, file: string): Promise<void> {
  const { recipient } = await deriveKeys(database, ['recipient']);
  using shown = showProgress(process.stderr);
  let told = 0;
  let stored = 0;
  try {
    const { rows, added, unchanged, bad } = await importSuppressions(
      { database, recipientKey: recipient },
      defaultTenantId,
      createReadStream(file),
      {
        badRow: (line, fault) => {
          told += 1;
          if (told <= maxToldRows) shown.tell(`Line ${line} is skipped: ${fault}`);
        },
        progress: (now) => {
          stored = now.added + now.unchanged;
          shown.show(
            `${now.rows} rows read, ${now.added} added, ${now.unchanged} unchanged, ${now.bad} skipped`,
          );
        },
      },
    );
    if (told > maxToldRows) shown.tell(`${told - maxToldRows} more rows are skipped.`);
    shown.tell(`Done: ${rows} rows read, ${added} added, ${unchanged} unchanged, ${bad} skipped.`);
    if (bad > 0) process.exitCode = 2;
  } catch (error) {
    shown.tell(reasonOf(error, file));
    shown.tell(
      stored === 0
        ? 'Nothing was stored.'
        : `${stored} rows before that are stored. Import the mended file again: nothing is added twice.`,
    );
    process.exitCode = 1;
  }
}

async function runExport(database: Database, file: string | undefined): Promise<void> {
  using shown = showProgress(process.stderr);
  try {
    const target = file === undefined ? process.stdout : createWriteStream(file);
    const { written, nameless } = await exportSuppressions(database, defaultTenantId, target, (now) => {
      shown.show(`${now.written} entries written`);
    });
    if (nameless > 0) {
      shown.tell(`${nameless} entries are left out: the names of those people were erased. They still hold.`);
    }
    shown.tell(`Done: ${written} entries written.`);
  } catch (error) {
    shown.tell(reasonOf(error, file ?? 'the output'));
    process.exitCode = 1;
  }
}

/** Never a text of the database, which may quote a row. */
function reasonOf(error: unknown, file: string): string {
  if (error instanceof UnreadableCsv) return error.message;
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return code.startsWith('E')
    ? `Expected to use ${file}, got ${code}. Check the path and its rights.`
    : `Expected the database to take part, got an error (${code}).`;
}

function fail(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}
