import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { defaultTenantId } from '../../src/auth/ensure-default-tenant.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { startEmbeddedPostgres } from '../../src/db/embedded/start-embedded-postgres.ts';
import { migrate } from '../../src/db/migrate.ts';
import { createLog } from '../../src/log/log.ts';
import { startSimulator, type Simulator } from '../../test/support/start-simulator.ts';
import { cpuOfPostgres } from './cpu-time.ts';
import { freePort } from '../../test/support/free-port.ts';
import { startProcess, type RunningProcess } from '../../test/support/start-process.ts';

export const apiKey = 'a-key-for-the-benchmark-of-32-characters';
export const sender = '+15550783881';
export const phoneNumberId = '106540352242922';
export const tenantId = defaultTenantId;

/** One Postgres for the whole run, as `npm start` brings it: every side has a database of its own in it. */
export interface Stage extends AsyncDisposable {
  createDatabase(name: string): Promise<BenchDatabase>;
  serverVersion: string;
  /** Seconds of a processor that Postgres has used. */
  postgresCpu: () => number;
}

export interface BenchDatabase {
  url: string;
  query<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
}

const log = createLog('error');

export async function openStage(): Promise<Stage> {
  await using opening = new AsyncDisposableStack();
  const directory = await mkdtemp(join(tmpdir(), 'heliograph-bench-'));
  opening.defer(() => rm(directory, { recursive: true, force: true }));
  const postgres = opening.use(await startEmbeddedPostgres({ directory, log }));
  const admin = opening.adopt(openPool(postgres.connectionString), (pool) => pool.end());
  const version = await admin.query<{ server_version: string }>('SHOW server_version');
  const where = await admin.query<{ folder: string }>(`SELECT current_setting('data_directory') AS folder`);
  const pidFile = await readFile(join(where.rows[0]?.folder ?? '', 'postmaster.pid'), 'utf8');
  const open = opening.move();
  return {
    serverVersion: version.rows[0]?.server_version ?? 'unknown',
    postgresCpu: cpuOfPostgres(Number(pidFile.split('\n', 1)[0])),
    async createDatabase(name) {
      await admin.query(`CREATE DATABASE ${name}`);
      const url = new URL(postgres.connectionString);
      url.pathname = `/${name}`;
      await migrate({ connectionString: url.href, log });
      const pool = open.adopt(openPool(url.href), (each) => each.end());
      return {
        url: url.href,
        query: async <Row extends pg.QueryResultRow>(text: string, values: unknown[] = []) =>
          (await pool.query<Row>(text, values)).rows,
      };
    },
    [Symbol.asyncDispose]: () => open.disposeAsync(),
  };
}

function openPool(connectionString: string): pg.Pool {
  const pool = new pg.Pool({ connectionString, max: 4 });
  // The server ends before the pool does.
  pool.on('error', () => undefined);
  return pool;
}

export interface Heliograph extends AsyncDisposable {
  port: number;
  url: string;
  process: RunningProcess;
  pid: number;
}

/** A process of ours, as users run it, with a pace that is not what is measured. */
export async function startHeliograph(
  database: BenchDatabase,
  options: { roles: string; whatsappUrl?: string; port?: number; env?: Record<string, string> },
): Promise<Heliograph> {
  const port = options.port ?? (await freePort());
  const started = await startProcess({
    env: {
      DATABASE_URL: database.url,
      HELIOGRAPH_API_KEY: apiKey,
      HELIOGRAPH_ROLES: options.roles,
      PORT: String(port),
      WHATSAPP_API_URL: options.whatsappUrl ?? 'http://127.0.0.1:9',
      LOG_LEVEL: 'error',
      ...generousPace(),
      ...options.env,
    },
  });
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    process: started,
    pid: started.child.pid ?? 0,
    [Symbol.asyncDispose]: async () => {
      await started.end('SIGTERM');
    },
  };
}

/** Settings of pace where this version knows them: the limit of a sender is WhatsApp's, and not what is measured. */
function generousPace(): Record<string, string> {
  const paced = { WHATSAPP_SENDERS: `${sender}=${phoneNumberId}@1000000`, PAIR_BURST: '1000000' };
  try {
    readConfig(paced, []);
    return paced;
  } catch {
    return {};
  }
}

/** A simulator that posts no webhooks. */
export async function startSilentSimulator(): Promise<Simulator> {
  const simulator = await startSimulator({ webhookUrl: 'http://127.0.0.1:9/webhooks/whatsapp' });
  await simulator.setRules({ rules: [{ match: {}, webhooks: { drop: 'all' } }] });
  return simulator;
}
