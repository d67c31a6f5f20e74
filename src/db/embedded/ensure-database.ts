import { Client } from 'pg';
import { errorCode } from './if-missing.ts';
import { refuse } from './refuse.ts';

/** Creates the database of a connection string when the server does not have it yet. */
export async function ensureDatabase(connectionString: string, serverPid: number): Promise<void> {
  try {
    await visit(connectionString);
  } catch (error) {
    if (errorCode(error) !== databaseMissing) throw refuseSilence(error, serverPid);
    const maintenance = new URL(connectionString);
    maintenance.pathname = '/postgres';
    await visit(maintenance.href, 'CREATE DATABASE heliograph');
  }
}

const databaseMissing = '3D000';

async function visit(connectionString: string, statement?: string): Promise<void> {
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
