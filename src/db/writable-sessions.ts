import pg from 'pg';
import { readsOnly } from './failures.ts';

/**
 * Throws when a session is on a server that only reads. An address may lead to a standby for a while, as during a failover.
 * What a standby reads is old, and "not there" would be believed of what it has not heard of yet: so such a session is ended
 * before anybody uses it.
 */
async function refuseReadOnly(client: pg.ClientBase): Promise<void> {
  const isSaidToWrite = client instanceof ReportingClient && client.mayWrite();
  // A pooler in between keeps what the server says to itself, or hands on what is old.
  if (!isSaidToWrite) await expectWritable(async (text) => (await client.query<ReadOnlyRow>(text)).rows);
}

/** Throws when the database does not take writes now. */
export async function expectWritable(ask: (text: string) => Promise<ReadOnlyRow[]>): Promise<void> {
  const [row] = await ask(askReadOnly);
  if (row?.isReadOnly !== false) throw readsOnly();
}

interface ReadOnlyRow {
  isReadOnly: boolean;
}

const askReadOnly = `SELECT pg_is_in_recovery() OR current_setting('transaction_read_only')::bool AS "isReadOnly"`;

/** What Postgres says with the start of a session, and again whenever it changes: each is off where a session may write. */
const reported = ['in_hot_standby', 'default_transaction_read_only'];

/** A client that listens to what the server says of itself. */
class ReportingClient extends pg.Client {
  readonly #reports = new Map<string, string>();

  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.connection.on('parameterStatus', (said: { parameterName: string; parameterValue: string }) => {
      this.#reports.set(said.parameterName, said.parameterValue);
      const isForbidden = reported.includes(said.parameterName) && said.parameterValue === 'on';
      // Whoever holds a connection listens to its errors, and gives it up; while it starts, nobody does yet.
      if (isForbidden && this.listenerCount('error') > 0) this.emit('error', readsOnly());
    });
  }

  mayWrite(): boolean {
    return reported.every((name) => this.#reports.get(name) === 'off');
  }
}

/** What a pool is given so that every session of it may write: ours, and pg-boss's. */
export const writableSessions = { Client: ReportingClient, onConnect: refuseReadOnly };
