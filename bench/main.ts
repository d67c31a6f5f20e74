import { mkdir, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { backlog } from './scenarios/backlog.ts';
import { dispatch } from './scenarios/dispatch.ts';
import { doors } from './scenarios/doors.ts';
import { enqueueList } from './scenarios/enqueue-list.ts';
import { enqueueOne } from './scenarios/enqueue-one.ts';
import { sendLatency } from './scenarios/send-latency.ts';
import { startUp } from './scenarios/start-up.ts';
import { statuses } from './scenarios/statuses.ts';
import { stream } from './scenarios/stream.ts';
import type { Form, Outcome } from './support/comparison.ts';
import { describeMachine } from './support/describe-machine.ts';
import { describe, renderTable, writeReport, type Results } from './support/report.ts';
import { openStage, type Stage } from './support/stage.ts';

/**
 * Ours and its reference in the same run, in turns: `npm run bench`. `--short` only shows that everything runs and that
 * nothing is lost or doubled; `--only <scenario>` takes one, and writes no report.
 */
const scenarios: Record<string, (stage: Stage, form: Form) => Promise<Outcome>> = {
  enqueueOne,
  enqueueList,
  dispatch,
  sendLatency,
  stream,
  statuses,
  startUp,
  backlog,
  doors,
};

const { values } = parseArgs({
  options: { short: { type: 'boolean', default: false }, only: { type: 'string' } },
});
const form: Form = values.short
  ? { isShort: true, rounds: 1, seconds: 0.3 }
  : { isShort: false, rounds: 5, seconds: 3 };
const chosen = Object.entries(scenarios).filter(
  ([name]) => values.only === undefined || name === values.only,
);
if (chosen.length === 0)
  throw new Error(
    `Expected --only to be one of ${Object.keys(scenarios).join(', ')}, got ${String(values.only)}.`,
  );

await using stage = await openStage();
const results: Results = {
  ...describeMachine(stage.serverVersion),
  isShort: form.isShort,
  comparisons: [],
  checks: [],
  costs: [],
  doors: [],
};
for (const [name, run] of chosen) {
  process.stdout.write(`${name} …\n`);
  const { comparisons, checks, costs = [], doors: sieges = [] } = await run(stage, form);
  results.comparisons.push(...comparisons);
  results.checks.push(...checks);
  results.costs.push(...costs);
  results.doors.push(...sieges);
  for (const each of comparisons) process.stdout.write(`  ${describe(each)}\n`);
}
process.stdout.write(`${renderTable(results)}\n`);
// Figures are kept only of a whole run.
if (!values.short && values.only === undefined) {
  await mkdir('bench/results', { recursive: true });
  await writeFile('bench/results/latest.json', `${JSON.stringify(results, null, 2)}\n`);
  await writeReport(results);
}
// A figure that is missed is a figure; a message that is lost or doubled is a failure.
process.exitCode = results.checks.every((each) => each.expected === each.got) ? 0 : 1;
