import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import pg from 'pg';
import { expect, inject, test } from 'vitest';
import { migrate } from '../../src/db/migrate.ts';
import { createLog } from '../../src/log/log.ts';
import recorded from './migrations.json' with { type: 'json' };

const directory = new URL('../../migrations/', import.meta.url);

test('five processes that start at once migrate an empty database once, and all go on', async () => {
  await using database = await createEmptyDatabase();
  const log = createLog('silent');
  await Promise.all(Array.from({ length: 5 }, () => migrate({ connectionString: database.url, log })));
  const applied = await database.query('SELECT name FROM migration ORDER BY id');
  const files = (await listMigrations()).map((file) => file.replace('.sql', ''));
  expect(applied.map((row) => row.name)).toEqual(files);
  await migrate({ connectionString: database.url, log });
  expect(await database.query('SELECT name FROM migration')).toHaveLength(files.length);
});

/**
 * A migration that ran anywhere never runs there again: an edit of its file would reach new databases only, and the old
 * ones would differ from then on without a word. So each file is recorded by its SHA-256 when it is released. To change
 * the schema write a new file, and add its line to migrations.json: `sha256sum migrations/*.sql`.
 */
test('no migration was edited after it was recorded, and every migration is recorded', async () => {
  const found: Record<string, string> = {};
  for (const file of await listMigrations()) {
    found[file] = createHash('sha256')
      .update(await readFile(new URL(file, directory)))
      .digest('hex');
  }
  expect(found).toEqual(recorded);
});

async function listMigrations(): Promise<string[]> {
  return (await readdir(directory)).filter((file) => file.endsWith('.sql')).sort();
}

async function createEmptyDatabase() {
  const name = `migrate_${process.pid}`;
  const url = new URL(inject('templateUrl'));
  url.pathname = '/postgres';
  const admin = new pg.Client({ connectionString: url.href });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name}`);
  url.pathname = `/${name}`;
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  return {
    url: url.href,
    query: async (text: string) => (await client.query<{ name: string }>(text)).rows,
    async [Symbol.asyncDispose]() {
      await client.end();
      await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await admin.end();
    },
  };
}
