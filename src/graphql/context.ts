import type { Caller } from '../auth/authenticate.ts';
import type { Database } from '../db/database.ts';
import type { Doorbell } from '../db/doorbell.ts';
import type { Cursor } from '../events/cursor.ts';
import type { LogReader } from '../events/log-reader.ts';
import type { Queue } from '../queue/start-queue.ts';
import type { Loaders } from './loaders.ts';
import type { OpenStreams } from './open-streams.ts';

/** What the schema works with. */
export interface Services {
  database: Database;
  queue: Queue;
  doorbell: Doorbell;
  logReader: LogReader;
  streams: OpenStreams;
  fingerprintKey: Buffer;
  /** What people are found by in the lists of suppression. */
  recipientKey: Buffer;
}

/** One operation of one caller. */
export interface Context extends Services {
  caller: Caller;
  loaders: Loaders;
  /** The history that the log of the tenant belongs to. */
  logEpoch: () => Promise<string>;
  /** Ends when the caller goes away. */
  signal: AbortSignal;
  /** Told how far a stream of this operation has gone out. */
  noteCursor: (cursor: Cursor) => void;
}
