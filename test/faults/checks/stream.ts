import { judge, type Evidence, type EventRow, type Leg, type SeenEvent, type Verdict } from '../evidence.ts';

/**
 * P8: whoever comes back with a cursor has seen, in the end, every event once and in order; the log itself has no hole.
 * Where a standby took over, whoever saw what is lost is told of a gap before he sees anything of what came instead.
 */
export function checkStreams(evidence: Evidence): Verdict {
  const violations: string[] = [];
  evidence.events.forEach(({ seq }, index) => {
    const before = evidence.events[index - 1]?.seq ?? seq - 1;
    if (seq !== before + 1) violations.push(`the log goes from ${before} to ${seq}`);
  });
  for (const { name, legs } of evidence.watchers) {
    violations.push(...judgeLegs(evidence, legs).map((what) => `${name} ${what}`));
    const { afterSeq, seen } = legs.at(-1) ?? { afterSeq: 0, seen: [] };
    const log = evidence.events.filter((event) => event.seq > afterSeq);
    const at = log.findIndex((event, index) =>
      evidence.failover === undefined ? seen[index]?.what !== whatOf(event) : !isSame(seen[index], event),
    );
    if (at >= 0)
      violations.push(
        `${name} saw ${describe(seen[at])} as its event ${at}, where the log has "${whatOf(log[at])}"`,
      );
    else if (seen.length > log.length)
      violations.push(`${name} saw ${seen.length} events, and the log has ${log.length}`);
  }
  const gaps = evidence.watchers.reduce((sum, { legs }) => sum + legs.length - 1, 0);
  const figure = `${evidence.events.length} events, ${evidence.watchers.length} watchers${gaps > 0 ? `, told of ${gaps} gaps` : ''}`;
  return judge('P8 every event once, in order', figure, violations);
}

function judgeLegs({ events, failover }: Evidence, legs: readonly Leg[]): string[] {
  const log = new Map(events.map((event) => [event.seq, event]));
  const isKept = (told: SeenEvent): boolean => isSame(told, log.get(told.seq));
  const violations: string[] = [];
  if (legs.length > 1 && failover === undefined) violations.push('was told of a gap where there is none');
  for (const { afterSeq, seen } of legs) {
    const jump = seen.find(({ seq }, index) => seq !== afterSeq + index + 1);
    if (jump) violations.push(`was told "${jump.what}" as number ${jump.seq}, out of turn`);
    if (failover !== 'ASYNCHRONOUS') continue;
    const lostAt = seen.findIndex((told) => !isKept(told));
    const kept = seen.slice(lostAt).find(isKept);
    if (lostAt >= 0 && kept)
      violations.push(
        `saw "${String(seen[lostAt]?.what)}", which is lost, and then "${kept.what}" (${kept.seq}) with no gap between`,
      );
  }
  if (failover === 'SYNCHRONOUS') {
    const lost = legs.flatMap(({ seen }) => seen).find((told) => !isKept(told));
    if (lost) violations.push(`saw "${lost.what}" (${lost.seq}), which is not in the log`);
  }
  return violations;
}

/** The same message may come to the same status at the same place of both histories, but not at the same moment. */
function isSame(told: SeenEvent | undefined, event: EventRow | undefined): boolean {
  return (
    told !== undefined &&
    event !== undefined &&
    told.what === whatOf(event) &&
    Math.abs(told.atMs - event.atMs) <= 1
  );
}

function whatOf(event: EventRow | undefined): string {
  return event ? `${event.messageId} ${event.status} ${String(event.attempt)}` : 'nothing';
}

function describe(told: SeenEvent | undefined): string {
  return told ? `"${told.what}" (${told.seq}, at ${told.atMs})` : 'nothing';
}
