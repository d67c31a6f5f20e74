import { pino, type DestinationStream, type Logger } from 'pino';
import { framesOf } from './frames-of.ts';

/**
 * One wide line per outcome, as JSON: a stable event name and ids, codes and latencies.
 * Personal data (numbers, texts, wamids, tokens) never goes in; redaction is the second wall.
 */
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;

export type LogLevel = 'silent' | 'error' | 'warn' | 'info' | 'debug';

export function createLog(level: LogLevel, destination?: DestinationStream): Log {
  return pino(
    {
      level,
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: personal.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
        censor: '[redacted]',
      },
      serializers: { error: describeError },
    },
    destination ?? standardError(),
  );
}

/** A terminal that was closed takes no more lines (EIO). That is no reason to stop, least of all in the middle of a drain. */
function standardError(): DestinationStream {
  const stream = pino.destination({ fd: 2, sync: true });
  stream.on('error', () => undefined);
  return stream;
}

/** Fields that carry personal data or secrets wherever they appear. */
const personal = [
  'authorization',
  'body',
  'caption',
  'from',
  'phone',
  'recipient',
  'secret',
  'text',
  'to',
  'token',
  'userId',
  'wamid',
];

/** Further out stands nothing that tells one fault from another. */
const maxFrames = 7;

/** Database and HTTP errors carry values in `detail`, `where` and `parameters`: only what is safe is kept. */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error };
  const { code, constraint, table } = error as Error & Record<'code' | 'constraint' | 'table', unknown>;
  const cause = error.cause === undefined ? undefined : describeError(error.cause);
  // A message of the database quotes the offending value; its code and constraint say enough.
  const fromDatabase = typeof code === 'string' && /^(?=.*\d)[0-9A-Z]{5}$/.test(code);
  return {
    name: error.name,
    ...(fromDatabase ? {} : { message: error.message }),
    ...(code === undefined ? {} : { code }),
    ...(constraint === undefined ? {} : { constraint }),
    ...(table === undefined ? {} : { table }),
    ...(cause === undefined ? {} : { cause }),
    stack: framesOf(error).slice(0, maxFrames).join('\n'),
  };
}
