/** The outcome of a COMMIT could not be learned: it may or may not have been stored. */
export class CommitUnknown extends Error {
  override readonly name = 'CommitUnknown';
}

/** A statement before this one failed: that one knows why. */
export const inFailedTransaction = '25P02';

/** 40P01 deadlock, 40001 serialisation failure, or no connection: nothing was stored, and the same work may succeed. */
export function mayRunAgain(error: unknown): boolean {
  const code = sqlState(error);
  return code === '40P01' || code === '40001' || isConnectionLost(error);
}

/**
 * Whether an error says something of the server or of other transactions, and may be gone a moment later: mayRunAgain,
 * resources (53), a lock that was not free (55P03), an operator or a time limit (57), the machine (58). Every other error
 * comes from the work itself, a fault of our code included, and would come again.
 */
export function mayPass(error: unknown): boolean {
  if (error instanceof CommitUnknown || mayRunAgain(error)) return true;
  return /^(53|55P03|57|58)/.test(sqlState(error) ?? '');
}

/**
 * Whether an error says that the server is away or in trouble: no other work would succeed at this moment. A statement that
 * took too long (57014) may do so because of its rows.
 */
export function isServerInTrouble(error: unknown): boolean {
  if (error instanceof CommitUnknown || isConnectionLost(error)) return true;
  return /^(53|57(?!014)|58)/.test(sqlState(error) ?? '');
}

/** A refusal of the COMMIT itself by a rule of the data. Everything else at COMMIT leaves its outcome open. */
export function isDefiniteRefusal(error: unknown): boolean {
  return /^(22|23|40)/.test(sqlState(error) ?? '');
}

/**
 * Class 08 and 57P01–57P03: the server ended the session; 53300: it had no place for one; 25006: it only reads, as a
 * standby does, and another connection may lead to the primary; 25P03, 25P04: it ended a transaction that stood still, as in
 * a machine that was suspended. Without an SQLSTATE the error came from the socket or
 * from pg itself.
 */
export function isConnectionLost(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof CommitUnknown) return false;
  const code = sqlState(error);
  if (code !== undefined) return /^(57P|08|53300|25006|25P0[34])/.test(code);
  return (
    /^(ECONN|EPIPE|ENOENT|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN)/.test(
      String((error as NodeJS.ErrnoException).code),
    ) || saidByDriver.test(error.message)
  );
}

/** A server that only reads, as Postgres itself says it: such as a standby. */
export function readsOnly(): Error {
  return Object.assign(new Error('Expected a server that takes writes, got one that only reads.'), {
    code: '25006',
  });
}

/** How pg begins its sentences. Any other message may quote any word, that of a caller too. */
const saidByDriver =
  /^(Connection (terminated|ended)|timeout (exceeded|expired)|Query read timeout|Client has encountered a connection error|(There was an error|The server does not support).* SSL connection)/;

export function sqlState(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined;
  // Every SQLSTATE has a digit, and codes of the operating system such as EPIPE have none.
  return /^(?=.*\d)[0-9A-Z]{5}$/.test(error.code) ? error.code : undefined;
}

export function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
