import { writeFile } from 'node:fs/promises';
import { environment, features, type FaultProfile } from './profile.ts';
import type { Run } from './run-faults.ts';

/** Writes the run down as JSON, and answers it as a table for people. */
export async function report(path: string, profile: FaultProfile, run: Run, tookMs: number): Promise<string> {
  const seconds = Math.round(tookMs / 1_000);
  const shown = Object.fromEntries(Object.entries(environment).filter(([name]) => !/KEY/.test(name)));
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
    ...run.verdicts.flatMap(({ holds, promise, figure, violations }) => [
      `${holds ? 'holds ' : 'BROKEN'}  ${promise}: ${figure}`,
      ...violations.map((line) => `          ${line}`),
    ]),
    missing.length === 0 ? 'Every promised fault happened.' : `NEVER HAPPENED: ${missing.join(', ')}`,
    `Report: ${path}`,
  ].join('\n');
}

function table(title: string, counts: Record<string, number>): string {
  const rows = Object.entries(counts).map(
    ([name, count]) => `  ${name.padEnd(32)}${String(count).padStart(8)}`,
  );
  return [`${title}:`, ...rows, ''].join('\n');
}
