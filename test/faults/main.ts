import { parseArgs } from 'node:util';
import { runFaults } from './run-faults.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '1200' },
    seed: { type: 'string' },
    kills: { type: 'string', default: '220' },
    faults: { type: 'string', default: '220' },
    rate: { type: 'string', default: '25' },
    workers: { type: 'string', default: '3' },
    report: { type: 'string' },
  },
});

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
const run = await runFaults(
  {
    seed: Number(values.seed ?? Date.now() % 1_000_000),
    seconds: Number(values.seconds),
    kills: Number(values.kills),
    faults: Number(values.faults),
    rate: Number(values.rate),
    gateways: 2,
    workers: Number(values.workers),
    recoveries: 5,
  },
  say,
);
for (const each of run.verdicts) {
  say(`${each.holds ? 'holds ' : 'BROKEN'} ${each.promise}: ${each.figure}`);
  each.violations.forEach((line) => {
    say(`         ${line}`);
  });
}
say(JSON.stringify(run.faults));
process.exitCode = run.verdicts.every((each) => each.holds) ? 0 : 1;
