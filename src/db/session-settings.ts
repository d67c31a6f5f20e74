/**
 * What our code relies on in every session, whatever an operator has set for the database or the role. A parameter that
 * the server does not know ends the connection, so all of these are of Postgres 14 or older. `judge-database.ts` looks
 * at what a session cannot set by itself.
 */
const reliedOn = {
  // What is acknowledged is on the disk, and on the standby where one is waited for.
  synchronous_commit: 'on',
  // Without the warning that a wait for the standby was canceled, a COMMIT is believed too early.
  client_min_messages: 'warning',
  // pg reads and writes values in these forms.
  DateStyle: 'ISO,MDY',
  IntervalStyle: 'postgres',
  TimeZone: 'UTC',
  bytea_output: 'hex',
  extra_float_digits: '1',
  array_nulls: 'on',
  standard_conforming_strings: 'on',
  backslash_quote: 'safe_encoding',
  xmloption: 'content',
  // Statements that wait for each other's locks read what the other one has committed.
  default_transaction_isolation: 'read committed',
  default_transaction_deferrable: 'off',
  transform_null_equals: 'off',
  // A statement that is prepared once may be planned once.
  plan_cache_mode: 'auto',
  // LISTEN waits in silence.
  idle_session_timeout: '0',
} as const;

/** For sessions that have no reason for limits of their own; somebody else's are none of theirs. */
const noLimits = { statement_timeout: '0', lock_timeout: '0', idle_in_transaction_session_timeout: '0' };

/**
 * Statements that run all the time read ranges of indexes. A plan that is made once, while a table is small or unknown, must
 * not be a walk through all of it for ever; and a statement of milliseconds is not worth compiling.
 */
const planning = {
  enable_seqscan: 'off',
  enable_indexscan: 'on',
  enable_indexonlyscan: 'on',
  enable_bitmapscan: 'on',
  enable_nestloop: 'on',
  jit: 'off',
};

/** A session's settings by its work: `pool` runs our statements, `other` those of pg-boss, the migrator and the verdict. */
const settingsOf = {
  pool: { ...reliedOn, ...planning },
  other: { ...noLimits, ...reliedOn },
} as const;

/** Given to the driver by us. In an address they would win over what we give. */
const ours = [
  'application_name',
  'fallback_application_name',
  'client_encoding',
  'encoding',
  'connectionTimeoutMillis',
  'query_timeout',
  'statement_timeout',
  'lock_timeout',
  'idle_in_transaction_session_timeout',
  'keepAlive',
  'pipeline',
  'binary',
  'parseInputDatesAsUTC',
];

/**
 * The address with the settings of a session in it. All connections are opened with one of these: pg lets an address win
 * over what is given beside it, so that settings beside an address with `options` would be lost.
 */
export function sessionUrl(connectionString: string, work: keyof typeof settingsOf): string {
  return changeAddress(connectionString, (url) => {
    for (const name of ours) url.searchParams.delete(name);
    addOptions(url, settingsOf[work]);
  });
}

/** The address with the one schema where our tables are: whatever else the search_path of a role holds, nothing is taken from there. */
export function withSchema(connectionString: string, schema: string): string {
  return changeAddress(connectionString, (url) => {
    addOptions(url, { search_path: schema });
  });
}

function changeAddress(connectionString: string, change: (url: URL) => void): string {
  // The driver reads a name without a host behind it, and URL does not.
  const isHostless = !URL.canParse(connectionString);
  const url = new URL(isHostless ? connectionString.replace('@/', '@host/') : connectionString);
  change(url);
  return isHostless ? url.href.replace('@host/', '@/') : url.href;
}

/** Of two values of one parameter the last one holds. */
function addOptions(url: URL, settings: Readonly<Record<string, string>>): void {
  const options = [url.searchParams.get('options') ?? '', ...Object.entries(settings).map(toOption)];
  url.searchParams.set('options', options.filter((each) => each !== '').join(' '));
}

function toOption([name, value]: [string, string]): string {
  return `-c ${name}=${value.replaceAll(/[\\ ]/g, '\\$&')}`;
}
