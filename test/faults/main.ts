import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { enumerateFailpoints } from './enumerate-failpoints.ts';
import type { FaultProfile } from './profile.ts';
import { report, reportFailover, reportLanding } from './report.ts';
import { runFailover } from './run-failover.ts';
import { runFaults } from './run-faults.ts';
import { isGoodLanding, runLanding } from './run-landing.ts';

/** `npm run test:faults`: a long run of faults, every failpoint by every action, and failovers, with a report. */
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '1000' },
    seed: { type: 'string' },
    kills: { type: 'string', default: '220' },
    faults: { type: 'string', default: '240' },
    rate: { type: 'string', default: '32' },
    workers: { type: 'string', default: '3' },
    recoveries: { type: 'string', default: '5' },
    report: { type: 'string' },
    'no-failpoints': { type: 'boolean', default: false },
    'only-failpoints': { type: 'boolean', default: false },
    'no-failover': { type: 'boolean', default: false },
    'only-failover': { type: 'boolean', default: false },
  },
});

const profile: FaultProfile = {
  seed: Number(values.seed ?? Date.now() % 1_000_000),
  seconds: Number(values.seconds),
  kills: Number(values.kills),
  faults: Number(values.faults),
  rate: Number(values.rate),
  gateways: 2,
  workers: Number(values.workers),
  recoveries: Number(values.recoveries),
};
let isGood = true;

if (!values['only-failpoints'] && !values['only-failover']) {
  say(`Seed ${profile.seed}`);
  const began = performance.now();
  const run = await runFaults(profile, say);
  const path = values.report ?? join(tmpdir(), `heliograph-faults-${profile.seed}.json`);
  say(await report(path, profile, run, performance.now() - began));
  isGood = run.verdicts.every((each) => each.holds) && run.counts.missing.length === 0;
}

if (!values['no-failpoints'] && !values['only-failover']) {
  const { verdicts, hit, missed } = await enumerateFailpoints(['kill', 'throw', 'pause'], say);
  say(`\nFailpoints: ${hit.length} struck, ${missed.length} never reached ${missed.join(', ')}`);
  for (const { holds, promise, figure, violations } of verdicts)
    say([`${holds ? 'holds ' : 'BROKEN'}  ${promise}: ${figure}`, ...violations].join('\n          '));
  isGood = isGood && missed.length === 0 && verdicts.every((each) => each.holds);
}

if (!values['no-failover'] && !values['only-failpoints']) {
  for (const replication of ['SYNCHRONOUS', 'ASYNCHRONOUS'] as const) {
    const run = await runFailover({ replication, seed: profile.seed }, say);
    say(`\n${reportFailover(replication, run)}`);
    const { verdicts, counts } = run;
    const isHeld = verdicts.every((each) => each.holds) && Object.keys(counts.ends).length === 0;
    isGood = isGood && isHeld && counts.missing.length === 0;
  }
  const landing = await runLanding({ seed: profile.seed }, say);
  say(`\n${reportLanding(landing)}`);
  isGood = isGood && isGoodLanding(landing);
}
process.exitCode = isGood ? 0 : 1;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
