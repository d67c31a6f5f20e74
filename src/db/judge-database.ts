import pg from 'pg';
import { DatabaseRefusal, explainDatabase, placeOf } from './explain-database.ts';
import { sessionUrl } from './session-settings.ts';

/** A database that does not take a connection in this time is down for a start; ms. */
const connectLimitMs = 10_000;
const oldestVersion = 15;

/** Looks at what no session can set for itself, before anything is made, and refuses a database that our code cannot use. */
export async function judgeDatabase(databaseUrl: string): Promise<void> {
  try {
    const problems = findProblems(await look(databaseUrl));
    if (problems.length === 0) return;
    throw new DatabaseRefusal(
      `The database at ${placeOf(databaseUrl)} (DATABASE_URL) cannot be used:\n  ${problems.join('\n  ')}`,
    );
  } catch (error) {
    throw explainDatabase(error, databaseUrl);
  }
}

interface Facts {
  version: number;
  encoding: string;
  isStandby: boolean;
  isReadOnly: boolean;
  schema: string | null;
  mayCreate: boolean;
  triggers: string;
  transactionTimeout: string | null;
  isConforming: boolean;
}

async function look(databaseUrl: string): Promise<Facts> {
  const client = new pg.Client({
    connectionString: sessionUrl(databaseUrl, 'other'),
    application_name: 'heliograph-start',
    connectionTimeoutMillis: connectLimitMs,
    query_timeout: connectLimitMs,
  });
  // Without a listener a connection that breaks ends the process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<Facts>(askFacts);
    const [facts] = rows;
    if (facts === undefined) throw new Error('Expected one row of facts, got none.');
    return facts;
  } finally {
    await client.end();
  }
}

const askFacts = `SELECT
    current_setting('server_version_num')::int / 10000 AS version,
    current_setting('server_encoding') AS encoding,
    pg_is_in_recovery() AS "isStandby",
    current_setting('transaction_read_only')::bool AS "isReadOnly",
    current_schema() AS schema,
    coalesce(has_schema_privilege(current_schema(), 'CREATE'), true) AS "mayCreate",
    current_setting('session_replication_role') AS triggers,
    current_setting('transaction_timeout', true) AS "transactionTimeout",
    current_setting('standard_conforming_strings')::bool
      AND current_setting('synchronous_commit') IN ('on', 'remote_apply') AS "isConforming"`;

function findProblems(facts: Facts): string[] {
  const expectations: [boolean, string][] = [
    [
      facts.version >= oldestVersion,
      `Expected Postgres ${oldestVersion} or newer, got ${facts.version}. Use a newer one.`,
    ],
    [
      facts.encoding === 'UTF8',
      `Expected the encoding UTF8, got ${facts.encoding}. Messages are in every script of the world: create a database with ENCODING 'UTF8' TEMPLATE template0.`,
    ],
    [
      !facts.isStandby,
      'Expected a database that takes writes, got a standby, which only reads. Set DATABASE_URL to the primary.',
    ],
    [
      facts.isStandby || !facts.isReadOnly,
      'Expected a database that takes writes, got default_transaction_read_only = on. Turn it off for this database or user: ALTER DATABASE name RESET default_transaction_read_only.',
    ],
    [
      facts.schema !== null,
      'Expected a schema to make tables in, got none on the search_path of this user. Create one that it may use, or set it: ALTER ROLE user SET search_path = public.',
    ],
    [
      facts.mayCreate,
      `Expected the right to make tables in the schema "${facts.schema ?? ''}", got none. Give it: GRANT CREATE, USAGE ON SCHEMA ${facts.schema ?? 'public'} TO user.`,
    ],
    [
      facts.triggers === 'origin',
      `Expected session_replication_role = origin, got ${facts.triggers}: foreign keys would not be checked. Reset it for this database and user.`,
    ],
    [
      [null, '0'].includes(facts.transactionTimeout),
      `Expected no transaction_timeout, got ${facts.transactionTimeout ?? ''}: it would end migrations halfway. Reset it for this database and user.`,
    ],
    [
      facts.isConforming,
      'Expected the settings that we give with each connection to hold, got others. A pooler in between must let the parameter "options" through.',
    ],
  ];
  return expectations.filter(([isMet]) => !isMet).map(([, sentence]) => sentence);
}
