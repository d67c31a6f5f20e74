import { spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { seededBugs, type SeededBug } from './bugs.ts';

/** Two at a time: a bug takes a few seconds, most of them the start of a database. */
const lanes = 2;
/** A bug that hangs its test is caught too, by this; ms. */
const timeoutMs = 120_000;
/** What a test needs to run. */
const needed = [
  'src',
  'test',
  'migrations',
  'examples',
  'tools',
  'schema.graphql',
  'package.json',
  'tsconfig.json',
  'vitest.config.ts',
];

/**
 * Puts one mistake at a time into a copy of the project and runs the test that must notice it. A test that stays green
 * beside its bug proves nothing, and fails this run. Arguments: words that the names of the bugs must contain, and
 * `--times 10` to run each test so often: one that finds its bug by luck is green now and then.
 */
const given = parseArgs({ allowPositionals: true, options: { times: { type: 'string', default: '1' } } });
const times = Number(given.values.times);
if (!Number.isInteger(times) || times < 1)
  throw new Error(`Expected --times with a whole number from 1, got "${given.values.times}".`);
const wanted = seededBugs.filter(({ name }) => given.positionals.every((word) => name.includes(word)));
const waiting = [...wanted];
const missed: string[] = [];
await Promise.all(Array.from({ length: lanes }, runLane));
process.stdout.write(
  `\n${wanted.length - missed.length} of ${wanted.length} seeded bugs were caught.\n${missed.join('\n')}\n`,
);
process.exitCode = missed.length === 0 && wanted.length > 0 ? 0 : 1;

async function runLane(): Promise<void> {
  const copy = await mkdtemp(join(tmpdir(), 'heliograph-seeded-'));
  try {
    for (const each of needed) await cp(each, join(copy, each), { recursive: true });
    await symlink(join(process.cwd(), 'node_modules'), join(copy, 'node_modules'));
    for (let bug = waiting.shift(); bug; bug = waiting.shift()) {
      const verdict = await tryBug(copy, bug);
      const score = `${verdict.caught} of ${times}`;
      if (verdict.why === undefined)
        process.stdout.write(`caught ${score}  ${bug.name}\n        by "${bug.caughtBy.title}"\n`);
      else {
        process.stdout.write(`MISSED, caught ${score}  ${bug.name}: ${verdict.why}\n`);
        missed.push(`  ${bug.name}: ${verdict.why}`);
      }
    }
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

type Verdict = { caught: true } | { caught: false; why: string };

/** `why` it was missed, if it ever was. */
async function tryBug(copy: string, bug: SeededBug): Promise<{ caught: number; why: string | undefined }> {
  const originals = new Map<string, string>();
  try {
    for (const { file, find, replace } of bug.changes) {
      const path = join(copy, file);
      const text = await readFile(path, 'utf8');
      if (!originals.has(path)) originals.set(path, text);
      if (text.split(find).length !== 2)
        return {
          caught: 0,
          why: `expected its place once in ${file}, got it ${text.split(find).length - 1} times`,
        };
      await writeFile(
        path,
        text.replace(find, () => replace),
      );
    }
    let caught = 0;
    let why: string | undefined;
    for (let time = 0; time < times; time += 1) {
      const verdict = await runTest(copy, bug.caughtBy);
      if (verdict.caught) caught += 1;
      else why = verdict.why;
    }
    return { caught, why };
  } finally {
    for (const [path, text] of originals) await writeFile(path, text);
  }
}

async function runTest(copy: string, { file, title }: SeededBug['caughtBy']): Promise<Verdict> {
  const results = join(copy, 'results.json');
  await rm(results, { force: true });
  const pattern = title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const child = spawn(
    process.execPath,
    [
      'node_modules/vitest/vitest.mjs',
      'run',
      file,
      '-t',
      pattern,
      '--reporter=json',
      `--outputFile=${results}`,
    ],
    { cwd: copy, stdio: 'ignore', timeout: timeoutMs, killSignal: 'SIGTERM' },
  );
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  const report = await readFile(results, 'utf8').catch(() => undefined);
  // A run that came to no end was stopped by the bug, not by the lack of one.
  if (report === undefined) return code === 0 ? { caught: false, why: 'no results' } : { caught: true };
  const { testResults } = JSON.parse(report) as Report; // vitest's own format
  const ran = testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === 'passed' || status === 'failed');
  if (ran.length === 0) return { caught: false, why: `expected the test "${title}" in ${file}, got none` };
  const red = ran.filter(({ status }) => status === 'failed').map((each) => each.title);
  if (title === '')
    return { caught: false, why: `expected the title of a test, and these are red: ${red.join(' | ')}` };
  return red.length > 0 ? { caught: true } : { caught: false, why: `"${title}" stayed green` };
}

interface Report {
  testResults: { assertionResults: { status: string; title: string }[] }[];
}
