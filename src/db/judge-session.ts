import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { Log } from '../log/log.ts';
import { DatabaseRefusal, explainDatabase, placeOf } from './explain-database.ts';
import { sessionUrl } from './session-settings.ts';

/** A database that does not answer in this time is down for a start; ms. */
const answerLimitMs = 10_000;

/**
 * Looks whether a session of ours is one of Postgres itself: whether our settings arrive, and whether a pooler in between
 * keeps it for us alone. Otherwise LISTEN, advisory locks and the settings of durability would be lost without an error.
 */
export async function judgeSession(databaseUrl: string, log: Log): Promise<void> {
  try {
    const { problem, isFlushed } = await look(databaseUrl);
    if (problem !== undefined)
      throw new DatabaseRefusal(
        `The database at ${placeOf(databaseUrl)} (DATABASE_URL) cannot be used:\n  ${problem}`,
      );
    // No refusal: there are servers that keep what is written elsewhere, and say so.
    if (!isFlushed)
      log.warn({
        event: 'database.not_flushed',
        reason:
          'fsync is off: unless this server keeps its log elsewhere, what is acknowledged is lost with its machine.',
      });
  } catch (error) {
    throw explainDatabase(error, databaseUrl);
  }
}

async function look(databaseUrl: string): Promise<{ problem?: string; isFlushed: boolean }> {
  // Nobody else has it, and no default of a database or a role.
  const probe = randomBytes(8).toString('hex');
  await using clients = new AsyncDisposableStack();
  const open = async (): Promise<ProbedClient> => clients.use(await connect(databaseUrl, probe));
  const first = await open();
  const { pid, seen, isFlushed } = await ask(first.client);
  if (seen !== probe)
    return {
      isFlushed,
      problem:
        'Expected the settings that we give with each connection to hold, got others. A pooler in between must let the parameter "options" through.',
    };
  // A client that gets the backend's number from the backend itself has no pooler in between.
  if (first.client.processID === pid || (await isKept(first.client, open))) return { isFlushed };
  return {
    isFlushed,
    problem:
      'Expected a pooler that keeps each session for its client, got one that hands transactions to whichever connection is free. Use its session mode, or connect to Postgres itself.',
  };
}

/** Others that are in the middle of a transaction must neither see what this session was told nor push it elsewhere. */
async function isKept(client: BackendClient, open: () => Promise<ProbedClient>): Promise<boolean> {
  const told = randomBytes(8).toString('hex');
  await client.query(`SET heliograph.probe = '${told}'`);
  for (let others = 0; others < 2; others += 1) {
    const { client: other } = await open();
    await other.query('BEGIN');
    if ((await ask(other)).seen === told) return false;
  }
  return (await ask(client)).seen === told;
}

interface Answer {
  pid: number;
  seen: string | null;
  isFlushed: boolean;
}

async function ask(client: BackendClient): Promise<Answer> {
  const { rows } = await client.query<Answer>(
    `SELECT pg_backend_pid() AS pid, current_setting('heliograph.probe', true) AS seen,
       current_setting('fsync')::bool AS "isFlushed"`,
  );
  const [answer] = rows;
  if (answer === undefined) throw new Error('Expected one row about the session, got none.');
  return answer;
}

/** With the number of its backend, as whoever answered the connection tells it. The types of pg lack it. */
type BackendClient = pg.Client & { processID?: number | null };

interface ProbedClient extends AsyncDisposable {
  client: BackendClient;
}

async function connect(databaseUrl: string, probe: string): Promise<ProbedClient> {
  const client: BackendClient = new pg.Client({
    // Behind the options that each of our sessions has.
    connectionString: sessionUrl(databaseUrl, 'other').replace(
      /[?&]options=[^&]*/,
      (options) => `${options}+-c+heliograph.probe%3D${probe}`,
    ),
    application_name: 'heliograph-start',
    connectionTimeoutMillis: answerLimitMs,
    query_timeout: answerLimitMs,
  });
  // Without a listener a connection that breaks ends the process.
  client.on('error', () => undefined);
  await client.connect();
  return { client, [Symbol.asyncDispose]: () => client.end() };
}
