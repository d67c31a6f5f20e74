import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';

/**
 * How long a statement whose caller has left may still take: almost all end sooner, and a new connection costs more than
 * they do; ms.
 */
const lateAfterMs = 200;
/** How often the server looks whether somebody still waits for a statement that runs; ms. */
const lookEveryMs = 500;

/** Has the server end what runs in a session whose connection was closed. Without it such a statement runs to its end. */
export function noticeLeaving(client: pg.PoolClient): void {
  // Servers on systems that cannot tell refuse it; theirs run to their end, within the time of a statement.
  client.query(`SET client_connection_check_interval = ${lookEveryMs}`).catch(() => undefined);
}

/** The answer to a statement, or nothing when its caller leaves meanwhile: then it is ended with its connection. */
export async function answerUntil<T>(
  client: pg.PoolClient,
  asked: Promise<T>,
  until: AbortSignal,
): Promise<T> {
  const answered = new AbortController();
  const left = async (): Promise<void> => {
    await pause(lateAfterMs, undefined, { signal: answered.signal }).catch(() => undefined);
    // An orderly goodbye would wait for the answer.
    if (!answered.signal.aborted) client.connection.stream.destroy();
  };
  const leave = (): void => void left();
  if (until.aborted) leave();
  else until.addEventListener('abort', leave, { once: true });
  try {
    return await asked;
  } finally {
    until.removeEventListener('abort', leave);
    answered.abort();
  }
}
