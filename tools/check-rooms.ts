import { createRequire } from 'node:module';
import { cruise, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser';
import { checkTables } from './check-tables.ts';

/** Fewer means that the tool could not read the sources and is green for nothing. */
const leastModules = 100;

const config = createRequire(import.meta.url)('../.dependency-cruiser.cjs') as {
  forbidden: never[];
  options: ICruiseOptions;
};
const { output } = await cruise(['src'], {
  ...config.options,
  validate: true,
  ruleSet: { forbidden: config.forbidden },
});
const { summary } = output as ICruiseResult; // without an output type the result is the object

const problems = [
  ...(summary.totalCruised < leastModules
    ? [
        `Expected at least ${leastModules} modules in src, got ${summary.totalCruised}: the sources were not read.`,
      ]
    : []),
  ...summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`),
  ...(await checkTables()),
];
if (problems.length > 0) {
  process.stderr.write(`${problems.join('\n')}\nSee .dependency-cruiser.cjs and the README, "Rooms".\n`);
  process.exitCode = 1;
} else {
  process.stdout.write(
    `${summary.totalCruised} modules in their rooms, ${summary.totalDependenciesCruised ?? 0} imports point down.\n`,
  );
}
