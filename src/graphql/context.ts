import type { Caller } from '../auth/authenticate.ts';
import type { Database } from '../db/database.ts';
import type { Doorbell } from '../db/doorbell.ts';
import type { Queue } from '../queue/start-queue.ts';
import type { Loaders } from './loaders.ts';

/** What the schema works with. */
export interface Services {
  database: Database;
  queue: Queue;
  doorbell: Doorbell;
  fingerprintKey: Buffer;
  /** What proves that a status speaks of an attempt of ours. */
  opaqueKey: Buffer;
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
}
