import { mkdir, writeFile } from 'node:fs/promises';
import { doorTargets, type Siege } from '../doors/siege.ts';
import type { Check, Comparison, Figure } from './comparison.ts';
import type { Cost } from './cpu-time.ts';
import type { Machine } from './describe-machine.ts';
import { drawRatios } from './draw-ratios.ts';
import { drawTimes } from './draw-times.ts';

export interface Results extends Machine {
  isShort: boolean;
  comparisons: Comparison[];
  checks: Check[];
  costs: Cost[];
  doors: Siege[];
}

/** Writes the page that people read, and its chart. */
export async function writeReport(results: Results): Promise<void> {
  await mkdir('docs/benchmarks', { recursive: true });
  await writeFile('docs/benchmarks/ratios.svg', drawRatios(results.comparisons));
  await writeFile('docs/benchmarks/times.svg', drawTimes(results.comparisons));
  await writeFile('docs/benchmarks.md', renderPage(results));
}

function renderPage(results: Results): string {
  const versions = Object.entries(results.versions).map(([name, version]) => `${name} ${version}`);
  return `# Benchmarks

Written by \`npm run bench\`. Each line measures ours and its reference in the same run, on the same machine, in turns; the
ratio is the median over the rounds, with the least and the greatest. Absolute figures depend on the machine; ratios say
what the gateway adds. A missed target stands here as missed.

${results.at} · ${results.machine} · load before the run ${results.loadBefore} · ${versions.join(', ')}

![Ratio of each rate to its reference](benchmarks/ratios.svg)

![Times, half and ninety-nine of a hundred, beside their references](benchmarks/times.svg)

${renderTable(results)}

${renderObstacles(results)}

Load, gateway, workers, simulator and Postgres are processes of their own and share these cores. The references are in
\`bench/references\`. \`npm run bench -- --short\` only checks that everything runs and that nothing is lost or doubled.
`;
}

function renderObstacles({ comparisons }: Results): string {
  const missed = comparisons.filter((each) => each.met === false && each.obstacle !== undefined);
  const lines = missed.map(
    ({ scenario, reference, obstacle = '' }) => `- *${scenario}, to ${reference}*: ${obstacle}`,
  );
  return lines.length === 0 ? '' : `What stands in the way of what is missed:\n\n${lines.join('\n')}`;
}

export function renderTable({
  comparisons,
  checks,
  costs,
  doors,
}: Pick<Results, 'comparisons' | 'checks' | 'costs' | 'doors'>): string {
  const rows = comparisons.map((each) => line(cellsOf(each)));
  const checked = checks.map((each) =>
    line([
      each.what,
      String(each.expected),
      String(each.got),
      each.expected === each.got ? 'right' : '**wrong**',
    ]),
  );
  return [
    line(['scenario', 'reference', 'unit', 'ours', 'reference', 'ratio (spread)', 'target', '']),
    line(Array.from({ length: 8 }, () => '---')),
    ...rows,
    '',
    line(['check', 'expected', 'got', '']),
    line(Array.from({ length: 4 }, () => '---')),
    ...checked,
    '',
    line(['processor time of one message, µs', 'by process', 'most a second on two processors']),
    line(Array.from({ length: 3 }, () => '---')),
    ...costs.map(renderCost),
    '',
    `Good requests beside attackers (\`bench/doors\`): ${doorTargets}.`,
    '',
    line([
      'attack',
      'what it does',
      'p99 of good requests before / during / after, ms',
      'refused, or later than 10 s',
      'descriptors before / most / as before after',
      'memory before / most, MB',
      "attacker's share of the processors",
      '',
    ]),
    line(Array.from({ length: 8 }, () => '---')),
    ...doors.map(renderSiege),
  ].join('\n');
}

/** One comparison in one line, as soon as it is measured. */
export function describe(comparison: Comparison): string {
  return cellsOf(comparison).join(' · ');
}

function cellsOf({ scenario, reference, unit, ours, theirs, ratio, target, met }: Comparison): string[] {
  return [
    scenario,
    reference,
    unit,
    figure(ours),
    theirs ? figure(theirs) : '–',
    ratio ? `${round(ratio.median)} (${round(ratio.min)}–${round(ratio.max)})` : '–',
    target,
    met === null ? '–' : met ? 'met' : '**missed**',
  ];
}

/** Two processors do no more than this, whoever waits for whom. */
function renderCost({ scenario, microseconds }: Cost): string {
  const parts = Object.entries(microseconds).map(([name, each]) => `${name} ${each}`);
  const sum = Object.values(microseconds).reduce((all, each) => all + each, 0);
  return line([scenario, parts.join(', '), round(2_000_000 / sum)]);
}

function renderSiege(siege: Siege): string {
  const { attack, what, p99, good, refused, descriptors, backAfterSeconds, residentMb } = siege;
  return line([
    attack,
    what,
    [p99.before, p99.during, p99.after].map(round).join(' / '),
    `${refused} of ${good.toLocaleString('en')}`,
    `${descriptors.before} / ${descriptors.most} / ${backAfterSeconds === null ? 'never' : `${backAfterSeconds.toFixed(1)} s`}`,
    `${residentMb.before} / ${residentMb.most}`,
    `${Math.round(siege.attackerShare * 100)} %`,
    siege.met ? 'met' : '**missed**',
  ]);
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function figure({ median, p99 }: Figure): string {
  return p99 === undefined ? round(median) : `${round(median)} / ${round(p99)}`;
}

function round(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)));
}
