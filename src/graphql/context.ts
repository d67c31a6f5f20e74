import type { KeyObject } from 'node:crypto';
import type { Caller } from '../auth/authenticate.ts';
import type { Database } from '../db/database.ts';
import type { Doorbell } from '../db/doorbell.ts';
import type { Cursor } from '../events/cursor.ts';
import type { LogReader } from '../events/log-reader.ts';
import type { EnqueueGatherer } from '../messages/gather-enqueues.ts';
import type { DepthWatch } from '../messages/watch-depth.ts';
import type { VerdictWatch } from '../messages/watch-verdicts.ts';
import type { Queue } from '../queue/start-queue.ts';
import type { KnownSenders } from '../senders/know-senders.ts';
import type { AnswerMeter } from './limit-answer.ts';
import type { Loaders } from './loaders.ts';
import type { OpenStreams } from './open-streams.ts';
import type { Weight } from './weigh-operation.ts';

/** What the schema works with. */
export interface Services {
  database: Database;
  queue: Queue;
  doorbell: Doorbell;
  logReader: LogReader;
  streams: OpenStreams;
  fingerprintKey: KeyObject;
  /** What proves that a status speaks of an attempt of ours. */
  opaqueKey: KeyObject;
  /** What people are found by in the lists of suppression. */
  recipientKey: KeyObject;
  /** Single messages of all callers go through it together. */
  gatherer: EnqueueGatherer;
  /** The longest that one send takes: nothing is sent that expires sooner; ms. */
  sendDeadlineMs: number;
  /** Half of it without a status means that webhooks are stalled; ms. */
  settleWindowMs: number;
  /** What lanes are known by. */
  laneKey: KeyObject;
  senders: KnownSenders;
  /** Undefined: no queue is too long. */
  depth?: DepthWatch | undefined;
}

/** One operation of one caller. */
export interface Context extends Services {
  caller: Caller;
  loaders: Loaders;
  /** The history that the log of the tenant belongs to. */
  logEpoch: () => Promise<string>;
  /** Who waits for the verdict of WhatsApp in this process. */
  verdicts: VerdictWatch;
  /** Ends when the caller goes away. */
  signal: AbortSignal;
  /** Told how far a stream of this operation has gone out. */
  noteCursor: (cursor: Cursor) => void;
  /** What the operation was judged to cost. */
  weight?: Weight;
  /** Gives the turn to others, for who has nothing left to do but to wait. */
  endTurn?: () => void;
  /** How much of the answer is there. */
  answer?: AnswerMeter;
}
