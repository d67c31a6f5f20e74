import { sqlState } from './failures.ts';

/** A database that cannot be used, told as: what was expected, what came, what to do. */
export class DatabaseRefusal extends Error {
  override readonly name = 'DatabaseRefusal';
}

/** Gives a failure of the database in DATABASE_URL its sentence. Others, and what has a sentence already, stay as they are. */
export function explainDatabase(error: unknown, databaseUrl: string | undefined): unknown {
  if (databaseUrl === undefined || !(error instanceof Error) || error instanceof DatabaseRefusal)
    return error;
  const story = storyOf(error, databaseUrl);
  if (story === undefined) return error;
  return new DatabaseRefusal(
    `Expected ${story.expected} at ${placeOf(databaseUrl)} (DATABASE_URL), got ${story.got}. ${story.next}`,
    {
      cause: error,
    },
  );
}

/** Host, port and name of the database, never its user's password. */
export function placeOf(databaseUrl: string): string {
  const url = new URL(URL.canParse(databaseUrl) ? databaseUrl : databaseUrl.replace('@/', '@localhost/'));
  const host = url.searchParams.get('host') ?? decodeURIComponent(url.hostname);
  const name = decodeURIComponent(url.pathname.slice(1)) || url.username;
  const place =
    host.startsWith('/') || host === ''
      ? host
      : `${host}:${url.searchParams.get('port') ?? (url.port || '5432')}`;
  return `${place || 'this machine'}, database "${name}"`;
}

interface Story {
  expected: string;
  got: string;
  next: string;
}

function storyOf(error: Error, databaseUrl: string): Story | undefined {
  const code = codeOf(error);
  // Files are the database's only where its address names some.
  if (/^(open|read) /.test(code) && !/[?&]ssl(rootcert|cert|key)=/.test(databaseUrl)) return undefined;
  const known = stories.find(({ codes }) => codes.test(code));
  if (known !== undefined) return { ...known, got: known.got(code) };
  // What the server says may quote any word.
  if (sqlState(error) !== undefined) return undefined;
  return [...saidWithoutCode].find(([words]) => words.test(error.message))?.[1];
}

/** Some codes say what they mean only together with where they come from. */
function codeOf(error: Error & { code?: unknown; syscall?: unknown; severity?: unknown }): string {
  const state = sqlState(error);
  if (state === '28000' && error.message.endsWith('no encryption')) return `unencrypted ${state}`;
  if (state !== undefined)
    return error.severity === 'FATAL' && fatal.includes(state) ? `FATAL ${state}` : state;
  const code = typeof error.code === 'string' ? error.code : '';
  return ['ENOENT', 'EACCES', 'EISDIR', 'ENOTDIR'].includes(code) ? `${String(error.syscall)} ${code}` : code;
}

/** Of a connection; of a statement these are faults of ours. */
const fatal = ['42704', '22023', '0A000', '08P01'];

const unreachable = {
  expected: 'a Postgres that takes connections',
  next: 'Check that it runs and that host and port are right, and start again.',
};
const speaksTls = 'a server that speaks TLS as we do';
const checkTls = 'Check the port, and the settings of TLS behind DATABASE_URL (sslmode, sslcert, sslkey).';
const tls = {
  expected: 'a certificate that proves the server',
  next:
    `Name the authority that signed it with ?sslmode=verify-full&sslrootcert=/path/to/ca.pem behind DATABASE_URL. ` +
    'On a network that is yours alone, ?sslmode=no-verify encrypts without a proof.',
};

const stories: readonly { codes: RegExp; expected: string; got: (code: string) => string; next: string }[] = [
  {
    codes: /^(ECONN|EPIPE|ETIMEDOUT|EHOST|ENET|EADDRNOTAVAIL|connect ENOENT|connect EACCES|08)/,
    ...unreachable,
    got: (code) => code,
  },
  {
    codes: /^(ENOTFOUND|EAI_)/,
    expected: 'a host that can be found',
    got: (code) => code,
    next: 'Check the name of the host, and that this machine can look names up.',
  },
  {
    codes: /^(SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_|CERT_|ERR_TLS_CERT|HOSTNAME_MISMATCH)/,
    ...tls,
    got: (code) => `one that does not (${code})`,
  },
  {
    codes: /^(open|read) (ENOENT|EACCES|EISDIR|ENOTDIR)/,
    expected: 'to read the files of TLS that are named',
    got: (code) => code,
    next: 'Check the paths behind DATABASE_URL (sslrootcert, sslcert, sslkey) and their rights.',
  },
  {
    codes: /^(ERR_SSL|ERR_TLS|EPROTO|ERR_OSSL)/,
    expected: speaksTls,
    got: (code) => code,
    next: checkTls,
  },
  {
    codes: /^unencrypted 28000/,
    expected: 'to be let in',
    got: () => 'a refusal of connections without TLS from this address (28000)',
    next: 'Write ?sslmode=verify-full behind DATABASE_URL, or let this address in (pg_hba.conf).',
  },
  {
    codes: /^28/,
    expected: 'to be let in',
    got: (code) => `a refusal of this user, password or address (${code})`,
    next: 'Check user and password. Characters such as @ : / # in a password are written as %XX.',
  },
  {
    codes: /^3D000/,
    expected: 'the database to exist',
    got: (code) => `none of that name (${code})`,
    next: "Create it, encoded in UTF8: CREATE DATABASE name ENCODING 'UTF8' TEMPLATE template0.",
  },
  {
    codes: /^42501/,
    expected: 'to be allowed to make and use our tables',
    got: (code) => `a refusal (${code})`,
    next:
      'The user of DATABASE_URL owns what it makes: give it rights with GRANT CREATE ON DATABASE name TO user ' +
      'and GRANT CREATE, USAGE ON SCHEMA name TO user, and let it own the tables that are there.',
  },
  {
    codes: /^3F000/,
    expected: 'a schema to make tables in',
    got: (code) => `none on the search_path of this user (${code})`,
    next: 'Create one that the user may use and name it with DATABASE_SCHEMA.',
  },
  {
    codes: /^25006/,
    expected: 'a database that takes writes',
    got: (code) => `one that only reads, such as a standby (${code})`,
    next: 'Set DATABASE_URL to the primary, or wait until this one is promoted, and start again.',
  },
  {
    codes: /^53300/,
    expected: 'a free connection',
    got: (code) => `none (${code})`,
    next: 'Allow more (max_connections, or the connection limit of the user or the database), or start fewer processes.',
  },
  {
    codes: /^(53100|58030)/,
    expected: 'room on the disk',
    got: (code) => `none (${code})`,
    next: 'Free some space for Postgres and start again.',
  },
  {
    codes: /^53[24]00/,
    expected: 'memory and other resources for our statements',
    got: (code) => `too little (${code})`,
    next: 'Give Postgres more memory, or lower what its settings let each session take.',
  },
  {
    codes: /^(55P03|57014)/,
    expected: 'our tables to be free for a change',
    got: (code) => `somebody who holds them for longer than we wait (${code})`,
    next: 'End the session that holds them (pg_stat_activity, pg_locks), and start again.',
  },
  {
    codes: /^(26000|42P05)/,
    expected: 'sessions that keep what was prepared in them',
    got: (code) => `one that does not (${code})`,
    next: 'A pooler in between must keep sessions: use its session mode, or connect to Postgres itself.',
  },
  {
    codes: /^57P/,
    expected: 'a Postgres that is ready',
    got: (code) => `one that starts, stops or recovers (${code})`,
    next: 'Wait until it is up and start again.',
  },
  {
    codes: /^FATAL (42704|22023|0A000|08P01)/,
    expected: 'a Postgres 15 or newer that takes start parameters',
    got: (code) => `a refusal of one (${code})`,
    next: 'A pooler in between must keep sessions and let the parameter "options" through.',
  },
];

/** What pg says without a code. */
const saidWithoutCode = new Map<RegExp, Story>([
  [
    /^(timeout e|Query read timeout|Connection terminated due to connection timeout)/,
    { ...unreachable, got: 'no answer in time' },
  ],
  [
    /^received invalid response/,
    {
      expected: 'a Postgres',
      got: 'somebody who does not speak its protocol',
      next: 'Check host and port: 5432 is usual, and 3306 is that of MySQL.',
    },
  ],
  [
    /error establishing an SSL connection/,
    { expected: speaksTls, got: 'an answer that is not of TLS', next: checkTls },
  ],
  [
    /^Not run migration \S+ is preceding already run/,
    {
      expected: 'the migrations of this version in their order',
      got: 'those of another one',
      next: 'Start the version of Heliograph that migrated it last, or a newer one.',
    },
  ],
  [
    /does not support SSL/,
    {
      expected: 'a server that speaks TLS',
      got: 'one that does not',
      next: 'Turn TLS on in Postgres, or, on a network that is yours alone, write ?sslmode=disable behind DATABASE_URL.',
    },
  ],
  [
    /SASL|password must be a string/,
    {
      expected: 'a password',
      got: 'none, or one in another form than the server asks for',
      next: 'Write postgres://user:password@host:port/database.',
    },
  ],
  [
    /Connection terminated|connection error|Client has encountered/i,
    { ...unreachable, got: 'a connection that was cut' },
  ],
  [
    /SECURITY WARNING|sslrootcert/,
    {
      expected: 'settings of TLS that fit together',
      got: 'sslmode=verify-ca without sslrootcert',
      next: 'Name the authority: &sslrootcert=/path/to/ca.pem.',
    },
  ],
]);
