import type { CommitVerdict } from '../../src/db/judge-commits.ts';
import type { Replication } from './await-streaming.ts';
import type { Overtaken } from './crash-before-commit.ts';
import type { HistoryLine } from './history.ts';

/** Everything that a run left behind, read when it was over. All times are milliseconds of one machine's clock. */
export interface Evidence {
  history: HistoryLine[];
  /** What WhatsApp really got. */
  ledger: LedgerRow[];
  messages: { messageId: string; externalId: string; sendAtMs?: number | null }[];
  keys: { key: string; messageId: string }[];
  deliveries: DeliveryRow[];
  attempts: AttemptRow[];
  /** The log, in order. */
  events: EventRow[];
  /** Statuses that came by signed webhooks. */
  webhooks: { wamid: string; status: string }[];
  /** Statuses that the simulator was answered 200 for. */
  webhooksTold: number;
  /** Webhooks that were stored and never applied, and items that were set aside. */
  webhooksLeft: number;
  watchers: { name: string; legs: Leg[]; connections: number }[];
  /** From healing until nothing was on its way any more; undefined when that never came. */
  settledAfterMs: number | undefined;
  /** Moments after which things had to move again, while messages were waiting. */
  marks: Mark[];
  /** What processes believed of their unanswered COMMITs. */
  beliefs: Belief[];
  /** Transactions that a crash took back while their process had not sent COMMIT yet. */
  overtaken: Overtaken[];
  /** How the standby followed that took over in the middle of the run; undefined when none did. */
  failover?: Replication | undefined;
}

/** What a watcher was told from one place of the log on; a gap ends it, and begins the next one elsewhere. */
export interface Leg {
  afterSeq: number;
  seen: SeenEvent[];
}

export interface SeenEvent {
  /** From its cursor. */
  seq: number;
  what: string;
  atMs: number;
}

export interface Belief {
  process: string;
  proof: string;
  xid: string;
  verdict: CommitVerdict;
  /** From the question to the verdict. */
  tookMs: number;
  /** Its proof stands in the database. */
  isProved: boolean;
}

export interface Mark {
  kind: 'WORKERS_KILLED' | 'WORKER_BACK' | 'POSTGRES_BACK';
  atMs: number;
}

export interface LedgerRow {
  timeMs: number;
  /** From the opaque value; null when it had none of ours. */
  messageId: string | null;
  attempt: number;
  accepted: boolean;
  wamid: string | null;
}

export interface DeliveryRow {
  messageId: string;
  phase: string;
  onUnknown: string;
  possibleDuplicate: boolean;
  expiresAtMs: number;
  lane: string | null;
  lanePlace: number;
  laneBarrier: number;
  laneUntilMs: number | null;
}

export interface AttemptRow {
  messageId: string;
  attempt: number;
  startedAtMs: number;
  finishedAtMs: number | null;
  outcome: string | null;
  wamid: string | null;
}

export interface EventRow {
  seq: number;
  messageId: string;
  kind: string;
  status: string;
  attempt: number | null;
  atMs: number;
}

/** What became of one promise. */
export interface Verdict {
  promise: string;
  holds: boolean;
  figure: string;
  /** The first of them, to look at. */
  violations: string[];
}

export function judge(promise: string, figure: string, violations: readonly string[]): Verdict {
  const count = violations.length === 0 ? figure : `${violations.length} violations; ${figure}`;
  return { promise, holds: violations.length === 0, figure: count, violations: violations.slice(0, shown) };
}

const shown = 10;
