import { writeFile } from 'node:fs/promises';
import type { Replication } from './await-streaming.ts';
import type { Verdict } from './evidence.ts';
import { environment, features, type FaultProfile } from './profile.ts';
import type { FailoverRun } from './run-failover.ts';
import type { LandingRun } from './run-landing.ts';
import type { Run } from './run-faults.ts';

/** Writes the run down as JSON, and answers it as a table for people. */
export async function report(path: string, profile: FaultProfile, run: Run, tookMs: number): Promise<string> {
  const seconds = Math.round(tookMs / 1_000);
  const shown = Object.fromEntries(
    Object.entries(environment).filter(([name]) => !/KEY|SECRET|TOKEN/.test(name)),
  );
  const { done, lines, answers, traces, missing } = run.counts;
  const whole = {
    profile,
    environment: shown,
    features,
    seconds,
    verdicts: run.verdicts,
    counts: run.counts,
  };
  await writeFile(path, `${JSON.stringify(whole, null, 2)}\n`);
  return [
    `Seed ${profile.seed}: ${profile.seconds} s of faults on ${profile.gateways} gateways and ${profile.workers} workers, ${seconds} s in all`,
    `Profile: ${Object.entries(shown)
      .map(([name, value]) => `${name}=${value}`)
      .join(' ')}`,
    `Offered besides: ${
      Object.entries(features)
        .flatMap(([name, has]) => (has ? [name] : []))
        .join(', ') || 'nothing'
    }`,
    '',
    table('What happened', traces),
    table('Done to processes and Postgres', done),
    table('Done to connections', lines),
    table('Done by WhatsApp', answers),
    ...verdictLines(run.verdicts),
    missing.length === 0 ? 'Every promised fault happened.' : `NEVER HAPPENED: ${missing.join(', ')}`,
    `Report: ${path}`,
  ].join('\n');
}

/** What became of one failover, for people. */
export function reportFailover(replication: Replication, run: FailoverRun): string {
  const { counts, verdicts } = run;
  const { failover, lost, lostEvents } = counts;
  const loss =
    replication === 'ASYNCHRONOUS'
      ? `asynchronous replication: ${lost} acknowledged messages lost, as documented (${lostEvents} events that watchers were told of, ${failover.behindBytes} bytes)`
      : `synchronous replication: ${lost} acknowledged messages lost; ${failover.waiting} commits of messages waited for the standby, ${failover.unheard} of them unheard of by it (${failover.behindBytes} bytes)`;
  return [
    `Failover, ${loss}`,
    `  from timeline ${failover.timelineBefore} to ${failover.timelineAfter}, the new primary took connections ${failover.movedAtMs - failover.killedAtMs} ms after the kill`,
    `  ${counts.acknowledged} acknowledged, the first one ${counts.acknowledgedMs} ms after it, and all processes ready after ${counts.readyMs} ms`,
    `  ${counts.gaps} gaps told, ${counts.unanswered} calls unanswered, ${counts.outcomeUnknown} answers OutcomeUnknown, processes that ended: ${JSON.stringify(counts.ends)}`,
    ...verdictLines(verdicts),
    counts.missing.length === 0 ? 'It really happened.' : `NEVER HAPPENED: ${counts.missing.join(', ')}`,
  ].join('\n');
}

/** What became of a landing on a standby that only reads, for people. */
export function reportLanding({ counts, verdicts }: LandingRun): string {
  return [
    `Landing on a standby that only reads: ${counts.landed} connections landed, ${counts.failed} calls failed, ${counts.misled.length} of them not told to try again`,
    `  ${counts.acknowledged} acknowledged; after the return the first one at ${counts.acknowledgedMs} ms, all processes ready at ${counts.readyMs} ms, the last failed call at ${counts.lastFailedMs} ms; processes that ended: ${JSON.stringify(counts.ends)}`,
    ...verdictLines(verdicts),
  ].join('\n');
}

function verdictLines(verdicts: readonly Verdict[]): string[] {
  return verdicts.flatMap(({ holds, promise, figure, violations }) => [
    `${holds ? 'holds ' : 'BROKEN'}  ${promise}: ${figure}`,
    ...violations.map((line) => `          ${line}`),
  ]);
}

function table(title: string, counts: Record<string, number>): string {
  const rows = Object.entries(counts).map(
    ([name, count]) => `  ${name.padEnd(32)}${String(count).padStart(8)}`,
  );
  return [`${title}:`, ...rows, ''].join('\n');
}
