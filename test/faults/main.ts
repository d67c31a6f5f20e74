import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { enumerateFailpoints } from './enumerate-failpoints.ts';
import type { FaultProfile } from './profile.ts';
import { report } from './report.ts';
import { runFaults } from './run-faults.ts';

/** `npm run test:faults`: a long run of faults, and every failpoint by every action, with a report. */
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

if (!values['only-failpoints']) {
  say(`Seed ${profile.seed}`);
  const began = performance.now();
  const run = await runFaults(profile, say);
  const path = values.report ?? join(tmpdir(), `heliograph-faults-${profile.seed}.json`);
  say(await report(path, profile, run, performance.now() - began));
  isGood = run.verdicts.every((each) => each.holds) && run.counts.missing.length === 0;
}

if (!values['no-failpoints']) {
  const { verdicts, hit, missed } = await enumerateFailpoints(['kill', 'throw', 'pause'], say);
  say(`\nFailpoints: ${hit.length} struck, ${missed.length} never reached ${missed.join(', ')}`);
  for (const { holds, promise, figure, violations } of verdicts)
    say([`${holds ? 'holds ' : 'BROKEN'}  ${promise}: ${figure}`, ...violations].join('\n          '));
  isGood = isGood && missed.length === 0 && verdicts.every((each) => each.holds);
}
process.exitCode = isGood ? 0 : 1;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
