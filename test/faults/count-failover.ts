import type { Evidence } from './evidence.ts';
import type { Failover } from './fail-over.ts';
import type { GoneOn } from './run-failover.ts';
import type { Topology } from './topology.ts';

export interface FailoverCounts extends GoneOn {
  failover: Failover;
  acknowledged: number;
  /** Acknowledged by the old primary, and unknown to the new one. */
  lost: number;
  /** Events that watchers were told of, and that the log does not have. */
  lostEvents: number;
  gaps: number;
  unanswered: number;
  outcomeUnknown: number;
  /** How processes ended in the run, by their names. None should. */
  ends: Record<string, Record<string, number>>;
  /** What makes it a failover of its kind and never happened. A run without it proves nothing. */
  missing: string[];
}

/** From what the failover left behind, never from the intention. */
export function countFailover(run: {
  topology: Topology;
  evidence: Evidence;
  failover: Failover;
  goneOn: GoneOn;
}): FailoverCounts {
  const { topology, evidence, failover } = run;
  const answers = evidence.history.flatMap((line) =>
    line.is === 'ok' && 'answers' in line ? line.answers : [],
  );
  const acknowledged = new Set(answers.flatMap((each) => (each.is === 'ENQUEUED' ? [each.messageId] : [])));
  const stored = new Set(evidence.messages.map((each) => each.messageId));
  const counted = {
    failover,
    ...run.goneOn,
    acknowledged: acknowledged.size,
    lost: [...acknowledged].filter((id) => !stored.has(id)).length,
    lostEvents: countLostEvents(evidence),
    gaps: evidence.watchers.reduce((sum, { legs }) => sum + legs.length - 1, 0),
    unanswered: evidence.history.filter((line) => line.is === 'info').length,
    outcomeUnknown: answers.filter((each) => each.is === 'UNKNOWN').length,
    ends: Object.fromEntries(
      [...topology.gateways, ...topology.workers]
        .filter((each) => Object.keys(each.ends).length > 0)
        .map((each) => [each.name, each.ends]),
    ),
  };
  return { ...counted, missing: findMissing(evidence, counted) };
}

function countLostEvents({ events, watchers }: Evidence): number {
  const kept = new Set(events.map((event) => `${event.messageId} ${event.status} ${String(event.attempt)}`));
  const told = watchers.flatMap(({ legs }) => legs.flatMap(({ seen }) => seen.map(({ what }) => what)));
  return new Set(told.filter((what) => !kept.has(what))).size;
}

function findMissing({ failover }: Evidence, counted: Omit<FailoverCounts, 'missing'>): string[] {
  const { streams, waiting, behindBytes, timelineBefore, timelineAfter } = counted.failover;
  const isSynchronous = failover === 'SYNCHRONOUS';
  const happened: Record<string, boolean> = {
    'a standby that streamed until the primary was killed': streams.includes(
      isSynchronous ? 'sync' : 'async',
    ),
    'a promotion': timelineAfter !== '' && timelineAfter !== timelineBefore,
    'acknowledged messages after it': Number.isFinite(counted.acknowledgedMs),
    'a standby that was behind': behindBytes > 0,
    ...(isSynchronous
      ? { 'messages whose COMMIT waited for the standby': waiting > 0 }
      : {
          'acknowledged messages that are lost': counted.lost > 0,
          'lost events that a watcher was told of': counted.lostEvents > 0,
          'a gap': counted.gaps > 0,
        }),
  };
  return Object.entries(happened).flatMap(([name, has]) => (has ? [] : [name]));
}
