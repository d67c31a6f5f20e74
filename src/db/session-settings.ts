/**
 * A COMMIT that is answered is on the disk, and on the standby where one is waited for, whatever an operator has set for the
 * database or the role; a COMMIT that is less than that says so by a warning. Given with each connection, pg-boss's too.
 */
export const durable = '-c synchronous_commit=on -c client_min_messages=warning';

/**
 * Statements that run all the time read ranges of indexes. A plan that is made once, while a table is small or unknown, must
 * not be a walk through all of it for ever; and a statement of milliseconds is not worth compiling.
 */
export const ours = `-c enable_seqscan=off -c jit=off ${durable}`;

/** Behind the settings of the address itself, so that these count: pg would take one or the other. */
export function withSettings(connectionString: string, settings: string): string {
  // pg reads an address with a name and no host, and URL does not.
  const isHostless = !URL.canParse(connectionString);
  const url = new URL(isHostless ? connectionString.replace('@/', '@host/') : connectionString);
  const given = url.searchParams.get('options');
  url.searchParams.set('options', given === null ? settings : `${given} ${settings}`);
  return isHostless ? url.href.replace('@host/', '@/') : url.href;
}
