import { createReadStream, createWriteStream } from 'node:fs';
import { deriveKeys } from './auth/derive-keys.ts';
import { defaultTenantId, ensureTenant } from './auth/ensure-default-tenant.ts';
import { ConfigError } from './config/config-error.ts';
import { openDatabase, type Database } from './db/database.ts';
import { migrate } from './db/migrate.ts';
import { runProgram, type ProgramTools } from './run-program.ts';
import { showProgress } from './show-progress.ts';
import { exportSuppressions } from './suppression/export-suppressions.ts';
import { importSuppressions } from './suppression/import-suppressions.ts';
import { UnreadableCsv } from './suppression/read-csv.ts';
import { useDatabase } from './use-database.ts';

const help = `
Reads and writes the lists of people who are not written to, as CSV.

  npm run suppressions -- import FILE
  npm run suppressions -- export [FILE]

It reads DATABASE_URL and HELIOGRAPH_DATA_DIR, from the environment or a file .env.
It ends with 0, with 1 when it failed, or with 2 when rows were skipped.
`;
/** Bad rows that are told one by one; the rest are counted. */
const maxToldRows = 100;

// What is written is data, or for people; what goes wrong is enough of a log.
await runProgram({ help, takes: { words: 2 }, logLevel: 'error', run });

async function run(tools: ProgramTools): Promise<void> {
  const [command, path] = tools.words;
  if (command === 'import' && path !== undefined)
    await withDatabase(tools, (database) => runImport(database, path));
  else if (command === 'export') await withDatabase(tools, (database) => runExport(database, path));
  else
    throw new ConfigError(
      'Expected "npm run suppressions -- import FILE" or "npm run suppressions -- export [FILE]".',
    );
}

async function withDatabase(
  { config, log, running, stop }: ProgramTools,
  work: (database: Database) => Promise<void>,
): Promise<void> {
  const connectionString = await useDatabase(config, log, running, stop);
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
