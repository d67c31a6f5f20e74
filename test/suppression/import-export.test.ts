import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createDatabase, type TestDatabase } from '../support/create-database.ts';
import { eventually } from '../support/eventually.ts';
import { refuseRows } from '../support/refuse-rows.ts';
import { startCommand, type CommandEnd } from './run-command.ts';

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await createDatabase();
  folder = await mkdtemp(join(tmpdir(), 'heliograph-csv-'));
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});
beforeEach(() => database.query('TRUNCATE suppression, event'));

const run = (...args: string[]): Promise<CommandEnd> => startCommand(database.url, args).ended;

async function importText(text: string): Promise<CommandEnd> {
  const file = join(folder, 'in.csv');
  await writeFile(file, text);
  return run('import', file);
}

test('a row that is no UTF-8 is skipped and told by its line, and never mended', async () => {
  const file = join(folder, 'latin1.csv');
  await writeFile(
    file,
    'list,phone,user_id,reason\nBLOCKED,+16505550101,,fine\nBLOCKED,,US.Caf\u00e9,\n',
    'latin1',
  );
  const { code, stderr } = await run('import', file);
  expect(code).toBe(2);
  expect(stderr).toContain('Line 3 is skipped: expected UTF-8');
  expect(await entries()).toMatchObject([{ phone: '+16505550101', reason: 'fine' }]);
});

const entries = () =>
  database.query(
    'SELECT list, scope, phone, user_id, reason, source FROM suppression ORDER BY suppression_id',
  );

test('a file is imported as it says, each entry is a change of the log, and the same file again changes nothing', async () => {
  const text =
    '\uFEFF"list",scope,phone,user_id,reason,created_at\r\n' +
    'UNSUBSCRIBED,MARKETING,+16505550101,,"asked, ""politely""\r\nby letter",2026-01-02T03:04:05Z\r\n' +
    '\r\n' +
    'BLOCKED,,,US.Troll,,\r\n' +
    'UNSUBSCRIBED,MARKETING,+16505550101,,twice,2026-01-02T03:04:05Z\r\n';
  const first = await importText(text);
  expect(first).toMatchObject({ code: 0, stdout: '' });
  expect(first.stderr).toBe('Done: 3 rows read, 2 added, 1 unchanged, 0 skipped.\n');
  expect(await entries()).toMatchObject([
    {
      list: 'UNSUBSCRIBED',
      scope: 'MARKETING',
      phone: '+16505550101',
      reason: 'asked, "politely"\r\nby letter',
    },
    { list: 'BLOCKED', scope: 'ALL', user_id: 'US.Troll', source: 'IMPORT' },
  ]);
  const again = await importText(text);
  expect(again.stderr).toBe('Done: 3 rows read, 0 added, 3 unchanged, 0 skipped.\n');
  expect(await entries()).toHaveLength(2);
  expect(await database.query(`SELECT 1 FROM event WHERE subject = 'SUPPRESSION'`)).toHaveLength(2);
});

test('bad rows are told by their line and skipped, the others are imported, and the exit code says so', async () => {
  const { code, stderr } = await importText(
    [
      'list,phone,created_at',
      'BLOCKED,+16505550101,',
      'BLOCKED,0650,',
      'WHITE,+16505550102,',
      'BLOCKED,,',
      'BLOCKED,+16505550103',
      'BLOCKED,+16505550104,yesterday',
      'BLOCKED,+16505550105,',
    ].join('\n'),
  );
  expect(code).toBe(2);
  expect(stderr.split('\n').map((line) => line.slice(0, 60))).toEqual([
    'Line 3 is skipped: Expected a phone number in E.164 like "+1',
    'Line 4 is skipped: Expected UNSUBSCRIBED or BLOCKED as list.',
    'Line 5 is skipped: Expected exactly one of phone and userId.',
    'Line 6 is skipped: expected 3 columns, got 2',
    'Line 7 is skipped: Expected a time like 2026-11-22T10:00:00Z',
    'Done: 7 rows read, 2 added, 0 unchanged, 5 skipped.',
    '',
  ]);
  expect(stderr).not.toContain('0650,');
});

test.each([
  ['an empty file', '', 'got an empty file'],
  ['a first line without list', 'phone\n+16505550101\n', 'got 1 columns of which 1 are known'],
  [
    'a column that nobody knows',
    'list,phone,shoe\nBLOCKED,+16505550101,42\n',
    'got 3 columns of which 2 are known',
  ],
  ['a column twice', 'list,phone,phone\nBLOCKED,+16505550101,\n', 'got 3 columns of which 2 are known'],
  ['10 MB in one line', 'x'.repeat(10_000_000), 'a row of more than 16384 bytes'],
  ['what is no text at all', '\0\u0001PK\n\0\n', 'got 1 columns of which 0 are known'],
])('%s is refused with what was expected, and nothing is stored', async (_name, text, sentence) => {
  const { code, stderr } = await importText(text);
  expect(code).toBe(1);
  expect(stderr).toContain(sentence);
  expect(stderr).toContain('\nNothing was stored.\n');
  expect(stderr.length).toBeLessThan(500);
  expect(await entries()).toEqual([]);
});

test.each([
  [
    'a line of 10 MB',
    `BLOCKED,${'1'.repeat(10_000_000)}`,
    'Line 3: expected a row of CSV, got a row of more than 16384',
  ],
  [
    'a quote that is never closed',
    'BLOCKED,"+16505550102',
    'Line 3: expected a row of CSV, got a quote that is not',
  ],
  [
    'a quote amid a value',
    'BLOCKED,+1650"5550102',
    'Line 3: expected a row of CSV, got a quote in the middle',
  ],
])(
  'after %s nothing is guessed: what stands before it is stored, and the line is named',
  async (_name, line, sentence) => {
    const { code, stderr } = await importText(
      `list,phone\nBLOCKED,+16505550101\n${line}\nBLOCKED,+16505550103\n`,
    );
    expect(code).toBe(1);
    expect(stderr).toContain(sentence);
    expect(stderr).toContain('\n1 rows before that are stored.');
    expect(stderr).not.toContain('1650');
    expect(await entries()).toMatchObject([{ phone: '+16505550101' }]);
  },
);

test('lines are counted as an editor counts them, past empty ones and line ends within quotes; a blank cell is no value', async () => {
  const { code, stderr } = await importText(
    [
      'list,phone,user_id,reason',
      '',
      'BLOCKED,12,,',
      'BLOCKED,+16505550101,  ,"two\r\nlines"',
      '',
      'BLOCKED,13,,',
      'BLOCKED,+16505550102,,"open',
    ].join('\r\n'),
  );
  expect(code).toBe(1);
  expect([...stderr.matchAll(/^Line \d+/gm)].map(([line]) => line)).toEqual(['Line 3', 'Line 7', 'Line 8']);
  expect(await entries()).toMatchObject([{ phone: '+16505550101' }]);
});

test('a row that the database refuses is skipped by its line, and those beside it are stored', async () => {
  await using refused = new AsyncDisposableStack();
  refused.use(await refuseRows(database, 'suppression', `NEW.phone = '+16505550102'`));
  const phones = [101, 102, 103].map((last) => `BLOCKED,+16505550${last}`);
  const { code, stderr } = await importText(['list,phone', ...phones].join('\n'));
  expect(code).toBe(2);
  expect(stderr).toContain('Line 3 is skipped: the database refused it (P0001)\n');
  expect(stderr).toContain('Done: 3 rows read, 2 added, 0 unchanged, 1 skipped.');
  expect(await entries()).toHaveLength(2);
});

test('what is exported and imported elsewhere is the same list, whoever has no name any more left out', async () => {
  await importText(
    'list,scope,phone,user_id,reason,created_at\nUNSUBSCRIBED,ALL,+16505550101,,"a ""b"", c",2026-01-02T03:04:05.678Z\nBLOCKED,,,US.Troll,,2026-01-02T03:04:06Z\nBLOCKED,,+16505550102,,,\n',
  );
  await database.query(`UPDATE suppression SET phone = NULL WHERE phone = '+16505550102'`);
  const { code, stdout, stderr } = await run('export');
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout:
      'list,scope,phone,user_id,reason,created_at\nUNSUBSCRIBED,ALL,+16505550101,,"a ""b"", c",2026-01-02T03:04:05.678Z\nBLOCKED,ALL,,US.Troll,,2026-01-02T03:04:06.000Z\n',
  });
  expect(stderr).toContain('1 entries are left out');
  await using elsewhere = await createDatabase();
  const file = join(folder, 'out.csv');
  expect((await run('export', file)).code).toBe(0);
  expect((await startCommand(elsewhere.url, ['import', file]).ended).stderr).toContain('2 added');
  expect((await startCommand(elsewhere.url, ['export']).ended).stdout).toBe(stdout);
});

test(
  'whatever reason and name an entry has, it comes back from its export as it was',
  { timeout: 240_000 },
  async () => {
    const part = fc.constantFrom(
      '"',
      ',',
      '\n',
      '\r\n',
      '\uFEFF',
      '\uFFFD',
      ' ',
      '😀',
      'é',
      "'",
      '=1+1',
      'why',
    );
    const reason = fc.array(part, { maxLength: 6 }).map((parts) => `x${parts.join('')}`);
    const entry = fc.record({
      list: fc.constantFrom('UNSUBSCRIBED', 'BLOCKED'),
      user: fc.stringMatching(/^[A-Z]{2}\.[A-Za-z0-9]{1,20}$/),
      reason: fc.option(reason),
      at: fc.date({ min: new Date('2000-01-01'), max: new Date('2026-01-01'), noInvalidDate: true }),
    });
    const entries = fc.uniqueArray(entry, { minLength: 150, maxLength: 200, selector: ({ user }) => user });
    await using elsewhere = await createDatabase();
    await fc.assert(
      fc.asyncProperty(entries, async (some) => {
        await Promise.all([database, elsewhere].map((each) => each.query('TRUNCATE suppression')));
        const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
        const rows = some.map(({ list, user, reason: why, at }) =>
          [list, user, quoted(why ?? ''), at.toISOString()].join(','),
        );
        const file = join(folder, 'given.csv');
        await writeFile(file, ['list,user_id,reason,created_at', ...rows].join('\n'));
        expect((await startCommand(database.url, ['import', file]).ended).code).toBe(0);
        const stored = await database.query<{ reason: string | null }>(
          'SELECT reason FROM suppression ORDER BY user_id COLLATE "C"',
        );
        const byName = some.toSorted((a, b) => (a.user < b.user ? -1 : 1));
        expect(stored.map((row) => row.reason)).toEqual(byName.map((each) => each.reason));
        const out = join(folder, 'exported.csv');
        expect((await startCommand(database.url, ['export', out]).ended).code).toBe(0);
        expect((await startCommand(elsewhere.url, ['import', out]).ended).code).toBe(0);
        const { stdout } = await startCommand(elsewhere.url, ['export']).ended;
        expect(stdout).toBe(await readFile(out, 'utf8'));
      }),
      // It starts four processes; one that fails is shown whole.
      { numRuns: 1, endOnFailure: true },
    );
  },
);

test('an import that is killed midway and run again loses nobody and doubles nobody', async () => {
  const rows = 20_000;
  const file = join(folder, 'long.csv');
  const lines = Array.from({ length: rows }, (_, index) => `UNSUBSCRIBED,+1650${5_560_000 + index}`);
  await writeFile(file, ['list,phone', ...lines].join('\n'));
  const { child, ended } = startCommand(database.url, ['import', file]);
  const count = () => database.query<{ count: number }>('SELECT count(*)::int AS count FROM suppression');
  await eventually(count, ([row]) => (row?.count ?? 0) > 3_000);
  child.kill('SIGKILL');
  await ended;
  const [killed] = await count();
  expect(killed?.count).toBeLessThan(rows);
  expect((killed?.count ?? 0) % 1_000).toBe(0);
  const { code, stderr } = await run('import', file);
  expect({ code, stderr }).toMatchObject({ code: 0 });
  expect(stderr).toContain(`${rows - (killed?.count ?? 0)} added, ${killed?.count} unchanged`);
  expect(await count()).toEqual([{ count: rows }]);
  const events = await database.query(`SELECT DISTINCT message_id FROM event WHERE subject = 'SUPPRESSION'`);
  const all = await database.query(`SELECT 1 FROM event WHERE subject = 'SUPPRESSION'`);
  expect([events.length, all.length]).toEqual([rows, rows]);
});

test('the address of the database in the file .env of the folder is heeded, as by every start', async () => {
  await writeFile(join(folder, '.env'), `DATABASE_URL=${database.url}\n`);
  await writeFile(join(folder, 'in.csv'), 'list,phone\nBLOCKED,+16505550101\n');
  const { ended } = startCommand(undefined, ['import', 'in.csv'], folder);
  expect(await ended).toMatchObject({ code: 0 });
  expect(await entries()).toMatchObject([{ phone: '+16505550101' }]);
});

test.each([
  [['import'], 'Expected "npm run suppressions -- import FILE" or'],
  [['eat', 'x'], 'Expected "npm run suppressions -- import FILE" or'],
  [['import', '/nowhere/at/all.csv'], 'Expected to use /nowhere/at/all.csv, got ENOENT'],
  [['export', '/nowhere/at/all.csv'], 'Expected to use /nowhere/at/all.csv, got ENOENT'],
])('called as %j it says what was expected', async (args, sentence) => {
  const { code, stderr } = await run(...args);
  expect(code).toBe(1);
  expect(stderr.slice(0, sentence.length)).toBe(sentence);
});
