import { Client } from 'pg';
import { connectionStringOf } from './connection-string.ts';
import { errorCode } from './if-missing.ts';
import type { Postmaster } from './read-postmaster.ts';
import { refuse } from './refuse.ts';

export const databaseName = 'heliograph';

/** Creates our database when the server does not have it yet. */
export async function ensureDatabase(server: Postmaster): Promise<void> {
  try {
    await visit(connectionStringOf(server, databaseName));
  } catch (error) {
    if (errorCode(error) !== databaseMissing) throw refuseSilence(error, server.pid);
    await visit(connectionStringOf(server, 'postgres'), `CREATE DATABASE ${databaseName}`);
  }
}

const databaseMissing = '3D000';

/** Connects, has the statement done if there is one, and leaves. */
export async function visit(connectionString: string, statement?: string): Promise<void> {
  const client = new Client({ connectionString, connectionTimeoutMillis: connectLimitMs });
  await client.connect();
  try {
    if (statement !== undefined) await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Over a unix socket it takes milliseconds; 10 s means a machine that is out of breath, or a server that hangs. */
const connectLimitMs = 10_000;

function refuseSilence(error: unknown, serverPid: number): Error {
  return refuse({
    expected: `server process ${serverPid} to take a connection within ${connectLimitMs / 1000} s`,
    got: error instanceof Error ? error.message : String(error),
    next: `If it hangs, end it (kill -QUIT ${serverPid}; nothing that was committed is lost) and start again.`,
    cause: error,
  });
}
