import { judge, type Evidence, type Verdict } from '../evidence.ts';

/** P8: whoever comes back with a cursor has seen, in the end, every event once and in order; the log itself has no hole. */
export function checkStreams(evidence: Evidence): Verdict {
  const violations: string[] = [];
  evidence.events.forEach(({ seq }, index) => {
    const before = evidence.events[index - 1]?.seq ?? seq - 1;
    if (seq !== before + 1) violations.push(`the log goes from ${before} to ${seq}`);
  });
  for (const { name, afterSeq, seen } of evidence.watchers) {
    const log = evidence.events
      .filter((event) => event.seq > afterSeq)
      .map((event) => `${event.messageId} ${event.status} ${String(event.attempt)}`);
    const at = log.findIndex((event, index) => event !== seen[index]);
    if (at >= 0)
      violations.push(
        `${name} saw "${String(seen[at])}" as its event ${at}, where the log has "${String(log[at])}"`,
      );
    else if (seen.length > log.length)
      violations.push(`${name} saw ${seen.length} events, and the log has ${log.length}`);
  }
  const figure = `${evidence.events.length} events, ${evidence.watchers.length} watchers`;
  return judge('P8 every event once, in order', figure, violations);
}
