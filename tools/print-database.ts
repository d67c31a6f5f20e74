import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../src/db/embedded/start-embedded-postgres.ts';
import { migrate } from '../src/db/migrate.ts';
import { createLog } from '../src/log/log.ts';

/** Writes what all migrations together make, so that a change of the database can be read as one difference. */
const log = createLog('error');
const directory = await mkdtemp(join(tmpdir(), 'heliograph-print-'));
const postgres = await startEmbeddedPostgres({ directory, log });
await migrate({ connectionString: postgres.connectionString, log });
const client = new pg.Client({ connectionString: postgres.connectionString });
await client.connect();
const { rows } = await client.query<{ line: string }>(`
  WITH relation AS (
    SELECT oid, relname, reloptions FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> 'migration'
  ), line AS (
    SELECT relname, 1 AS part, attnum::text AS place,
      format('  %s %s%s%s', attname, format_type(atttypid, atttypmod),
        CASE WHEN attnotnull THEN ' NOT NULL' ELSE '' END,
        coalesce(' DEFAULT ' || pg_get_expr(adbin, adrelid), CASE attidentity WHEN 'a' THEN ' ALWAYS AS IDENTITY' ELSE '' END)) AS line
    FROM relation JOIN pg_attribute ON attrelid = relation.oid AND attnum > 0 AND NOT attisdropped
    LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
    UNION ALL
    SELECT relname, 2, conname, format('  %s: %s', conname, pg_get_constraintdef(pg_constraint.oid))
    FROM relation JOIN pg_constraint ON conrelid = relation.oid WHERE contype <> 'n'
    UNION ALL
    SELECT relname, 3, indexrelid::regclass::text, format('  %s', pg_get_indexdef(indexrelid))
    FROM relation JOIN pg_index ON indrelid = relation.oid
    WHERE NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND conrelid = relation.oid)
    UNION ALL
    SELECT relname, 0, '', format(E'\\n%s%s', relname, coalesce(' WITH (' || array_to_string(reloptions, ', ') || ')', '')) FROM relation
  )
  SELECT line FROM line ORDER BY relname, part, lpad(place, 4, '0'), place`);
await client.end();
await postgres[Symbol.asyncDispose]();
await rm(directory, { recursive: true, force: true });
await writeFile(
  'docs/database.txt',
  `The tables that migrations/ make, written by "npm run generate".\n${rows.map((row) => row.line).join('\n')}\n`,
);
