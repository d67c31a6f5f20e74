import { crashedActs, type CrashedAct } from './crash-before-commit.ts';
import type { Driver } from './drive.ts';
import type { Evidence } from './evidence.ts';
import { crashNameOf } from './nemesis.ts';
import { times } from './profile.ts';
import type { ProxyFault } from './proxy.ts';
import { allProxies, type Topology } from './topology.ts';

export interface FaultCounts {
  /** What the nemesis did to processes and to Postgres. */
  done: Record<string, number>;
  /** What really befell connections. */
  lines: Record<string, number>;
  /** What WhatsApp did. */
  answers: Record<string, number>;
  /** What this led to; read from what is left. */
  traces: Record<string, number>;
  /** Faults that were promised and never happened. A run without them proves nothing. */
  missing: string[];
}

/** Every fault is counted from evidence that it happened, never from the intention. */
export function countFaults(run: {
  topology: Topology;
  evidence: Evidence;
  done: Record<string, number>;
  answers: Record<string, number>;
  driver: Driver['counts'];
}): FaultCounts {
  const { topology, evidence, answers, done } = run;
  const lines: Record<string, number> = {};
  for (const proxy of allProxies(topology)) {
    for (const [fault, count] of Object.entries(proxy.happened)) lines[fault] = (lines[fault] ?? 0) + count;
  }
  const traces = readTraces(evidence, run.driver);
  const skipped = topology.postgres.diskFixed === undefined ? [] : ['fillDisk'];
  const missing = [
    ...neededActs.filter((name) => !skipped.includes(name) && !done[name]),
    ...neededLines.filter((name) => !lines[name]),
    ...neededTraces.filter((name) => !traces[name]),
    ...['lost answer', 'shuffled webhooks', 'duplicated webhooks', 'lost webhooks'].filter(
      (name) => !answers[name],
    ),
  ];
  return { done, lines, answers, traces, missing };
}

const neededActs = [
  'SIGKILL',
  'SIGSTOP',
  'SIGTERM',
  'terminateBackends',
  'restartPostgres',
  'landOnStandby',
  'fillDisk',
  ...(Object.keys(crashedActs) as CrashedAct[]).map(crashNameOf),
];
const neededLines: ProxyFault[] = ['slow', 'stall', 'deafen', 'cut', 'split', 'loseCommitReply'];
const neededTraces = [
  'unknown',
  'lost leases',
  'replayed',
  'conflicts',
  'unanswered calls',
  'retried',
  'reconnects',
] as const;

function readTraces(evidence: Evidence, driver: Driver['counts']): Record<string, number> {
  const answers = evidence.history.flatMap((line) =>
    line.is === 'ok' && 'answers' in line ? line.answers : [],
  );
  const count = (status: string): number => evidence.events.filter((event) => event.status === status).length;
  return {
    acknowledged: driver.acknowledged,
    'raced keys': driver.racedKeys,
    canceled: driver.canceled,
    'never answered': driver.unanswered,
    sends: evidence.ledger.length,
    unknown: count('UNKNOWN'),
    unconfirmed: count('UNCONFIRMED'),
    retried: count('RETRYING'),
    'lost leases': evidence.attempts.filter((each) => each.outcome === null).length,
    'stale settles': evidence.attempts.filter(
      (each) => each.finishedAtMs !== null && each.finishedAtMs - each.startedAtMs > times.leaseMs,
    ).length,
    replayed: answers.filter((each) => each.is === 'ENQUEUED' && each.replayed).length,
    conflicts: answers.filter((each) => each.is === 'REFUSED').length,
    'outcome unknown': answers.filter((each) => each.is === 'UNKNOWN').length,
    'unanswered calls': evidence.history.filter((line) => line.is === 'info').length,
    'second copies proved': evidence.events.filter((event) => event.kind === 'DUPLICATE_DETECTED').length,
    reconnects: evidence.watchers.reduce((sum, each) => sum + each.connections - 1, 0),
  };
}
