import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../../src/db/embedded/start-embedded-postgres.ts';
import { migrate } from '../../src/db/migrate.ts';
import { createLog } from '../../src/log/log.ts';
import { startQueue } from '../../src/queue/start-queue.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A migrated, empty database that test databases are copied from. */
    templateUrl: string;
  }
}

/** One real Postgres for the whole run; each test file copies the migrated template, which takes milliseconds. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const log = createLog('warn');
  const directory = await mkdtemp(join(tmpdir(), 'heliograph-test-'));
  const postgres = await startEmbeddedPostgres({ directory, log });
  const template = withDatabase(postgres.connectionString, 'template_heliograph');
  const admin = new pg.Client({ connectionString: postgres.connectionString });
  await admin.connect();
  await admin.query('CREATE DATABASE template_heliograph');
  await admin.end();
  await migrate({ connectionString: template, log });
  await (await startQueue({ connectionString: template, log, cron: false }))[Symbol.asyncDispose]();
  project.provide('templateUrl', template);
  return async () => {
    await postgres[Symbol.asyncDispose]();
    await rm(directory, { recursive: true, force: true });
  };
}

function withDatabase(connectionString: string, database: string): string {
  const url = new URL(connectionString);
  url.pathname = `/${database}`;
  return url.href;
}
