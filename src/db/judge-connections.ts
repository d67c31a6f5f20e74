import pg from 'pg';
import type { Log } from '../log/log.ts';
import { DatabaseRefusal, explainDatabase, placeOf } from './explain-database.ts';
import { sessionUrl } from './session-settings.ts';

interface WantedConnections {
  /** Undefined: nobody said. */
  given: number | undefined;
  /** With fewer the process cannot work. */
  least: number;
  /** Without a word, and where the server allows so many. */
  usual: number;
}

/** A database that does not take a connection in this time is down for a start; ms. */
const connectLimitMs = 10_000;

/**
 * Answers how many connections the process may take, after a look at what the server, the database and the user allow and
 * what is in use. Refuses with a sentence where the process would fail now and then for want of them.
 */
export async function judgeConnections(
  databaseUrl: string,
  { given, least, usual }: WantedConnections,
  log: Log,
): Promise<number> {
  const limits = await readLimits(databaseUrl);
  const [lowest] = limits.toSorted((a, b) => a.allowed - b.allowed);
  const [scarcest] = limits.toSorted((a, b) => leftOf(a) - leftOf(b));
  if (!lowest || !scarcest) throw new Error('Expected the limits of the server, got none.');
  if (given !== undefined && given > lowest.allowed)
    throw refusal(
      databaseUrl,
      `DATABASE_CONNECTIONS of at most ${lowest.allowed}, which is what ${lowest.what} allows`,
      `${given}. Set DATABASE_CONNECTIONS to a lower number, or allow more`,
    );
  const left = Math.max(0, leftOf(scarcest));
  if (left < least)
    throw refusal(
      databaseUrl,
      `${least} free connections, which this process needs at least`,
      `${left}: ${scarcest.what} allows ${scarcest.allowed}, and ${scarcest.used} are in use. Allow more, or end what holds them`,
    );
  const connections = given ?? Math.min(usual, lowest.allowed);
  if (given === undefined && connections < usual)
    log.warn({ event: 'database.connections_lowered', connections, usual, because: lowest.what });
  // Other processes may hold more now than they need later.
  if (left < connections)
    log.warn({ event: 'database.connections_scarce', connections, left, because: scarcest.what });
  return connections;
}

/** Something that allows so many connections at once. */
interface Limit {
  what: string;
  allowed: number;
  used: number;
}

function leftOf({ allowed, used }: Limit): number {
  return allowed - used;
}

async function readLimits(databaseUrl: string): Promise<Limit[]> {
  const client = new pg.Client({
    connectionString: sessionUrl(databaseUrl, 'other'),
    application_name: 'heliograph-start',
    connectionTimeoutMillis: connectLimitMs,
    query_timeout: connectLimitMs,
  });
  // Without a listener a connection that breaks ends the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query<Limit>(askLimits)).rows;
  } catch (error) {
    throw explainDatabase(error, databaseUrl);
  } finally {
    // It may never have been open.
    await client.end().catch(() => undefined);
  }
}

/** This session does not count: it ends before the others begin. Superusers have no limits but that of the server. */
const askLimits = `WITH used AS (
    SELECT usename = session_user AS "byUser", datname = current_database() AS "inDatabase" FROM pg_stat_activity
    WHERE datid IS NOT NULL AND coalesce(backend_type, 'client backend') = 'client backend' AND pid <> pg_backend_pid()
  ),
  own AS (SELECT * FROM pg_roles WHERE rolname = session_user)
  SELECT 'the server (max_connections without the reserved ones)' AS what,
    current_setting('max_connections')::int - CASE WHEN rolsuper THEN 0 ELSE
      current_setting('superuser_reserved_connections')::int
      + coalesce(current_setting('reserved_connections', true), '0')::int END AS allowed,
    (SELECT count(*)::int FROM used) AS used
  FROM own
  UNION ALL
  SELECT 'the user (CONNECTION LIMIT)', rolconnlimit, (SELECT count(*)::int FROM used WHERE "byUser")
  FROM own WHERE rolconnlimit >= 0 AND NOT rolsuper
  UNION ALL
  SELECT 'the database (CONNECTION LIMIT)', datconnlimit, (SELECT count(*)::int FROM used WHERE "inDatabase")
  FROM pg_database, own WHERE datname = current_database() AND datconnlimit >= 0 AND NOT rolsuper`;

function refusal(databaseUrl: string, expected: string, got: string): DatabaseRefusal {
  return new DatabaseRefusal(
    `Expected ${expected}, at ${placeOf(databaseUrl)} (DATABASE_URL), got ${got}. See README, "Connections".`,
  );
}
