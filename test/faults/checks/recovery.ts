import { times } from '../profile.ts';
import { judge, type Evidence, type Mark, type Verdict } from '../evidence.ts';

/**
 * P16: after the death of all workers waiting messages move again within 15 s, and what they held stands as UNKNOWN by
 * its lease; after Postgres is back everything moves within 3 s. A machine that takes longer to start a process gets
 * 3 s from then on.
 */
export function checkRecovery(evidence: Evidence): Verdict {
  const sendings = evidence.events.filter((event) => event.status === 'SENDING').map((event) => event.atMs);
  const waits = evidence.marks
    .filter(({ kind }) => kind !== 'WORKER_BACK')
    .map((mark) => ({
      kind: mark.kind,
      ms: (sendings.find((at) => at > mark.atMs) ?? Infinity) - mark.atMs,
      limitMs: mark.kind === 'POSTGRES_BACK' ? soonMs : Math.max(15_000, backAfter(evidence, mark) + soonMs),
    }));
  const doubts = readDoubts(evidence);
  const longest = (kind: string): string =>
    `${Math.round(Math.max(0, ...waits.filter((each) => each.kind === kind).map(({ ms }) => ms)))} ms`;
  const starts = evidence.marks.filter(isKill).map((mark) => backAfter(evidence, mark));
  return judge(
    'P16 things move again soon',
    `at most ${longest('WORKERS_KILLED')} after all workers were killed (starting one took up to ${Math.round(Math.max(0, ...starts))} ms), ` +
      `${longest('POSTGRES_BACK')} after Postgres was back; ` +
      `${doubts.length} held by the killed stood as UNKNOWN at most ${Math.round(Math.max(0, ...doubts.map(({ ms }) => ms)))} ms after their claim`,
    [
      ...waits
        .filter(({ ms, limitMs }) => ms > limitMs)
        .map(({ kind, ms }) => `after ${kind} nothing moved for ${Math.round(ms)} ms`),
      ...doubts
        .filter(({ ms, limitMs }) => ms > limitMs)
        .map(({ ms }) => `a message of a killed worker stood as SENDING for ${Math.round(ms)} ms`),
    ],
  );
}

/** The sweep looks every second, and a claim takes a moment; ms. */
const soonMs = 3_000;

function isKill(mark: Mark): boolean {
  return mark.kind === 'WORKERS_KILLED';
}

/** How long the machine took to bring the first worker back; ms. */
function backAfter({ marks }: Evidence, kill: Mark): number {
  const back = marks.find((mark) => mark.kind === 'WORKER_BACK' && mark.atMs > kill.atMs);
  return (back?.atMs ?? kill.atMs) - kill.atMs;
}

/** From the claim to UNKNOWN, of attempts that were under way when all workers were killed. */
function readDoubts(evidence: Evidence): { ms: number; limitMs: number }[] {
  const unknown = new Map<string, number>();
  for (const event of evidence.events)
    if (event.status === 'UNKNOWN' && !unknown.has(event.messageId)) unknown.set(event.messageId, event.atMs);
  const kills = evidence.marks.filter(isKill);
  return evidence.attempts.flatMap(({ messageId, startedAtMs, outcome }) => {
    const at = unknown.get(messageId);
    const kill = kills.find(({ atMs }) => startedAtMs <= atMs && atMs - startedAtMs < times.leaseMs);
    if (outcome !== null || !kill || at === undefined || at < startedAtMs) return [];
    const backMs = kill.atMs + backAfter(evidence, kill) - startedAtMs;
    return [{ ms: at - startedAtMs, limitMs: Math.max(times.leaseMs, backMs) + soonMs }];
  });
}
