import pg from 'pg';
import { DatabaseRefusal, explainDatabase, placeOf } from './explain-database.ts';
import { sessionUrl, withSchema } from './session-settings.ts';

/** A database that does not take a connection in this time is down for a start; ms. */
const connectLimitMs = 10_000;
const oldestVersion = 15;

/**
 * Looks at what no session can set for itself, before anything is made, and refuses a database that our code cannot use.
 * Answers the schema where our tables are, or are made: the one that is given, or the first one of the user.
 */
export async function judgeDatabase(
  databaseUrl: string,
  options: {
    schema?: string | undefined;
    /** Of what else makes tables, beside ours. */
    jobSchemaOf?: ((schema: string) => string) | undefined;
  } = {},
): Promise<string> {
  const { schema, jobSchemaOf } = options;
  try {
    const facts = await look(
      schema === undefined ? databaseUrl : withSchema(databaseUrl, schema),
      jobSchemaOf,
    );
    const problems = [...findProblems(facts), ...findSchemaProblems(facts, schema)];
    if (problems.length === 0) return facts.schema ?? '';
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
  /** The schemas of the search_path that have our tables. */
  taken: string[];
  /** The tables are there, and the list of what was done to them is not. */
  lacksList: boolean;
  /** Undefined: nobody asked for it. */
  jobSchema: string | undefined;
  mayMakeJobs: boolean;
  triggers: string;
  transactionTimeout: string | null;
  isConforming: boolean;
}

async function look(databaseUrl: string, jobSchemaOf?: (schema: string) => string): Promise<Facts> {
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
    const jobSchema = facts.schema === null ? undefined : jobSchemaOf?.(facts.schema);
    if (jobSchema === undefined || jobSchema === facts.schema)
      return { ...facts, jobSchema, mayMakeJobs: true };
    const jobs = await client.query<{ mayMakeJobs: boolean }>(askJobs, [jobSchema]);
    return { ...facts, jobSchema, mayMakeJobs: jobs.rows[0]?.mayMakeJobs === true };
  } finally {
    await client.end();
  }
}

/** Those of them that are there have to let us in; one that is not has to be made. */
const askJobs = `SELECT coalesce(
    (SELECT has_schema_privilege(oid, 'CREATE') AND has_schema_privilege(oid, 'USAGE') FROM pg_namespace WHERE nspname = $1),
    has_database_privilege(current_database(), 'CREATE')
  ) AS "mayMakeJobs"`;

const askFacts = `SELECT
    current_setting('server_version_num')::int / 10000 AS version,
    current_setting('server_encoding') AS encoding,
    pg_is_in_recovery() AS "isStandby",
    current_setting('transaction_read_only')::bool AS "isReadOnly",
    current_schema() AS schema,
    coalesce(has_schema_privilege(current_schema(), 'CREATE'), true) AS "mayCreate",
    ARRAY(
      SELECT nspname::text FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
      WHERE relname = 'tenant_log' AND nspname = ANY(current_schemas(false))
    ) AS taken,
    to_regclass(quote_ident(current_schema()) || '.tenant_log') IS NOT NULL
      AND to_regclass(quote_ident(current_schema()) || '.migration') IS NULL AS "lacksList",
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
  return unmet(expectations);
}

function findSchemaProblems(facts: Facts, given: string | undefined): string[] {
  const { schema, jobSchema = '', taken } = facts;
  if (schema === null)
    return [
      given === undefined
        ? 'Expected a schema to make tables in, got none on the search_path of this user. Create one that it may use (CREATE SCHEMA name AUTHORIZATION user) and name it with DATABASE_SCHEMA, or set it: ALTER ROLE user SET search_path = name.'
        : `Expected the schema "${given}" (DATABASE_SCHEMA), got none of that name that this user may use. Create it: CREATE SCHEMA ${given} AUTHORIZATION user.`,
    ];
  const [other] = taken.filter((each) => each !== schema);
  return unmet([
    [
      schemaForm.test(schema),
      `Expected a schema whose name has at most ${longestName} small letters, digits and "_", got "${schema}" as the first one of this user. Name another one with DATABASE_SCHEMA.`,
    ],
    [
      facts.mayCreate,
      `Expected the right to make tables in the schema "${schema}", got none. Give it: GRANT CREATE, USAGE ON SCHEMA ${schema} TO user.`,
    ],
    [
      other === undefined || taken.includes(schema),
      `Expected our tables in the schema "${schema}", the first one of this user, got them in "${other ?? ''}". Set DATABASE_SCHEMA=${other ?? ''} to go on with them, or DATABASE_SCHEMA=${schema} to begin anew there.`,
    ],
    [
      !facts.lacksList,
      `Expected the table "migration" beside our others in the schema "${schema}", got none. An earlier version kept it elsewhere: ALTER TABLE public.migration SET SCHEMA ${schema}.`,
    ],
    [
      facts.mayMakeJobs,
      `Expected the right to make the schema "${jobSchema}" for the queue, got none. Give it: GRANT CREATE ON DATABASE name TO user. Or make it for this user: CREATE SCHEMA ${jobSchema} AUTHORIZATION user.`,
    ],
  ]);
}

function unmet(expectations: readonly (readonly [boolean, string])[]): string[] {
  return expectations.filter(([isMet]) => !isMet).map(([, sentence]) => sentence);
}

/** Names that need no quotes; characters. */
const longestName = 40;
const schemaForm = /^[a-z_][a-z0-9_]{0,39}$/;
