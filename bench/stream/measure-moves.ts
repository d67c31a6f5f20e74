import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../src/db/embedded/start-embedded-postgres.ts';
import { createLog } from '../../src/log/log.ts';
import type { Moved, MovePlan } from './movers.ts';
import { askCursor, key, makeMessages, startHouse, writeEvents, type House } from './start-house.ts';

export interface MovesReport {
  events: number;
  movers: number;
  cuts: number;
  listenersKilled: number;
  postgresRestarts: number;
  /** Movers whose list is not the log. */
  wrong: number;
  seconds: number;
}

/** Between two times that all who listen are cut off; ms. */
const deafEveryMs = 5_000;

/**
 * Clients that are cut at random and move between two gateways, while listeners are killed and Postgres is restarted once:
 * what each of them saw has to be the log.
 */
export async function measureMoves(plan: {
  events: number;
  movers: number;
  rate: number;
}): Promise<MovesReport> {
  await using house = await startHouse();
  await using running = new AsyncDisposableStack();
  const gateways = [await house.startGateway(), await house.startGateway()];
  const urls = gateways.map(({ url }) => url);
  const messageIds = await makeMessages(urls[0] ?? '', 10);
  const from = await askCursor(urls[0] ?? '');
  const began = performance.now();
  const last = String(plan.events - 1);
  const moving = startMovers({ urls, key, count: plan.movers, from, cutWithin: 2_000, last });
  const disturbing = new AbortController();
  const disturbed = disturb(house, disturbing.signal, running);
  const { databaseUrl } = house;
  await writeEvents({ databaseUrl, messageIds, total: plan.events, perTransaction: 20, rate: plan.rate });
  const moved = await moving;
  disturbing.abort();
  // A restart may be under way, and the log cannot be read before it is over.
  const disturbances = await disturbed;
  const log = await readCodes(databaseUrl);
  return {
    events: log.length,
    movers: plan.movers,
    cuts: moved.reduce((sum, { cuts }) => sum + cuts, 0),
    ...disturbances,
    wrong: moved.filter(({ codes }) => codes.join() !== log.join()).length,
    seconds: Math.round((performance.now() - began) / 1_000),
  };
}

async function startMovers(plan: MovePlan): Promise<Moved[]> {
  const child = fork(new URL('./movers.ts', import.meta.url));
  child.send(plan);
  const [moved] = (await once(child, 'message')) as [Moved[]]; // what movers.ts sends
  return moved;
}

async function disturb(
  house: House,
  signal: AbortSignal,
  running: AsyncDisposableStack,
): Promise<Pick<MovesReport, 'listenersKilled' | 'postgresRestarts'>> {
  const done = { listenersKilled: 0, postgresRestarts: 0 };
  for (let round = 1; ; round += 1) {
    await pause(deafEveryMs, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return done;
    if (round === 2) {
      const [pid] = (await readFile(join(house.directory, 'data', 'postmaster.pid'), 'utf8')).split('\n');
      process.kill(Number(pid), 'SIGQUIT');
      running.use(await startEmbeddedPostgres({ directory: house.directory, log: createLog('silent') }));
      done.postgresRestarts += 1;
    } else {
      const rows = await ask(
        house.databaseUrl,
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query ILIKE 'LISTEN%' AND pid <> pg_backend_pid()`,
      );
      done.listenersKilled += rows.length;
    }
  }
}

async function readCodes(databaseUrl: string): Promise<string[]> {
  const rows = await ask(
    databaseUrl,
    `SELECT detail->'error'->>'code' AS code FROM event WHERE detail IS NOT NULL ORDER BY seq`,
  );
  return rows.map((row) => String(row['code']));
}

async function ask(connectionString: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}
