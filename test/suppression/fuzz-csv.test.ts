import { Readable } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvColumns, readCsv, UnreadableCsv, type CsvItem } from '../../src/suppression/read-csv.ts';

/** Files of the short form; the long one asks for more. */
const numRuns = Number(process.env['FUZZ_RUNS'] ?? 5_000);
/** Other runs share the processors; ms. */
const timeout = 60_000 + numRuns * 60;

/** What came of a file: its items, and the sentence of the place where it could not be read on. */
async function readAll(chunks: readonly Buffer[]): Promise<{ items: CsvItem[]; broken: string | undefined }> {
  const items: CsvItem[] = [];
  try {
    for await (const item of readCsv(Readable.from(chunks))) items.push(item);
    return { items, broken: undefined };
  } catch (error) {
    if (!(error instanceof UnreadableCsv)) throw error;
    return { items, broken: error.message };
  }
}

/** Cut at any place: between the two bytes of a line end, within a character, within a quote. */
function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const at = [0, ...places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return at
    .slice(1)
    .flatMap((end, index) => (end > (at[index] ?? 0) ? [bytes.subarray(at[index], end)] : []));
}
const places = fc.array(fc.nat(), { maxLength: 4 });

const odd = fc.constantFrom(
  '"',
  '""',
  ',',
  '\n',
  '\r',
  '\r\n',
  '\n\r',
  '\0',
  '\uFEFF',
  '\uFFFD',
  ' ',
  '\t',
  '😀',
  'é',
  "'",
);
const word = fc.constantFrom('a', 'STOP', '+16505550101', 'US.A', 'list', '2026-11-22T10:00:00Z');
const someText = fc.array(fc.oneof(odd, word), { maxLength: 5 }).map((parts) => parts.join(''));
const notUtf8 = fc.constantFrom([0xff], [0xc3], [0xe2, 0x82], [0xed, 0xa0, 0xbd]);

test(
  'whatever bytes a file holds, it is read, or refused with a sentence, and nothing else is thrown',
  {
    timeout,
  },
  async () => {
    const line = fc.oneof(
      someText.map((text) => Buffer.from(text)),
      notUtf8.map((bytes) => Buffer.from(bytes)),
    );
    const rest = fc.array(line, { maxLength: 8 }).map((lines) => Buffer.concat(lines));
    const head = fc.constantFrom('', 'list,phone\n', '\uFEFFlist,user_id\r\n', 'list,phone,reason\r', 'x\n');
    await fc.assert(
      fc.asyncProperty(head, rest, places, async (first, bytes, at) => {
        const { items, broken } = await readAll(cut(Buffer.concat([Buffer.from(first), bytes]), at));
        expect(broken ?? 'Expected').toMatch(/^(Line \d+: e|E)xpected/);
        const lines = items.map((item) => item.line);
        expect(lines).toEqual([...new Set(lines)].sort((a, b) => a - b));
      }),
      { numRuns },
    );
  },
);

interface Written {
  bytes: Buffer;
  /** What has to come of it; empty lines are nothing. */
  item: 'ROW' | 'FAULT' | 'NOTHING' | 'BROKEN';
}

/** In quotes where it needs them, and sometimes where it does not. */
function quote(text: string, always: boolean): string {
  return always || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const end = fc.constantFrom('\n', '\r\n', '\r');
/** May be kept: it says something, and nothing that the database refuses. */
const reason = someText.map((text) => `why ${text.replaceAll('\0', '')}`);
const goodRow = fc
  .tuple(fc.nat({ max: 899 }), reason, fc.boolean(), end)
  .map(([last, why, quoted, lineEnd]) => {
    const cells = ['BLOCKED', `+1650555${String(1000 + last)}`, why].map((each) => quote(each, quoted));
    return { bytes: Buffer.from(`${cells.join(',')}${lineEnd}`), item: 'ROW' as const, why };
  });
const otherRow: fc.Arbitrary<Written> = fc.oneof(
  end.map((lineEnd) => ({ bytes: Buffer.from(lineEnd), item: 'NOTHING' as const })),
  fc.tuple(fc.constantFrom(1, 2, 4), someText, end).map(([count, text, lineEnd]) => ({
    bytes: Buffer.from(`${Array<string>(count).fill(quote(text, true)).join(',')}${lineEnd}`),
    item: 'FAULT' as const,
  })),
  fc.tuple(someText, end).map(([text, lineEnd]) => ({
    bytes: Buffer.from(`BLOCKED,${quote(`x${text}`, false)},${lineEnd}`),
    item: 'FAULT' as const,
  })),
  fc.tuple(notUtf8, end).map(([bytes, lineEnd]) => ({
    bytes: Buffer.concat([
      Buffer.from('BLOCKED,+16505550101,"a\r\n'),
      Buffer.from(bytes),
      Buffer.from(`"${lineEnd}`),
    ]),
    item: 'FAULT' as const,
  })),
);
const brokenRow: fc.Arbitrary<Written> = fc
  .constantFrom(`BLOCKED,${'1'.repeat(20_000)},\n`, 'BLOCKED,+1650"5550101,\n')
  .map((text) => ({ bytes: Buffer.from(text), item: 'BROKEN' as const }));
/** Whatever follows it may close it. */
const openQuote: Written = { bytes: Buffer.from('BLOCKED,"a\r\nb'), item: 'BROKEN' };
const file: fc.Arbitrary<(Written & { why?: string })[]> = fc
  .tuple(
    fc.array(
      fc.oneof(
        { weight: 6, arbitrary: goodRow },
        { weight: 4, arbitrary: otherRow },
        { weight: 1, arbitrary: brokenRow },
      ),
      { maxLength: 8 },
    ),
    fc.constantFrom([], [], [openQuote]),
  )
  .map(([rows, last]) => [...rows, ...last]);

test(
  'every row of a file has the line on which it begins, whatever stands before it',
  { timeout },
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.boolean(), file, places, async (hasMark, written, at) => {
        // What a mark calls UTF-8 the library decodes: U+FFFD in it cannot be told from what was mended.
        fc.pre(!hasMark || !written.some(({ bytes }) => bytes.includes('\uFFFD')));
        const head = Buffer.from(`${hasMark ? '\uFEFF' : ''}list,phone,reason\n`);
        const expected: object[] = [];
        let before = head;
        let brokenAt: number | undefined;
        for (const { bytes, item, why } of written) {
          const line = 1 + (before.toString('latin1').match(/\r\n|\r|\n/g) ?? []).length;
          before = Buffer.concat([before, bytes]);
          if (item === 'BROKEN') brokenAt ??= line;
          if (brokenAt !== undefined) continue;
          if (item === 'ROW')
            expected.push({ line, row: expect.objectContaining({ reason: why }) as unknown });
          if (item === 'FAULT') expected.push({ line, fault: expect.any(String) as unknown });
        }
        const { items, broken } = await readAll(cut(before, at));
        expect(items).toEqual(expected);
        expect(broken?.split(':')[0]).toBe(brokenAt === undefined ? undefined : `Line ${brokenAt}`);
      }),
      { numRuns },
    );
  },
);

test('the first line may have its columns in any order, in any case and between blanks', async () => {
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray([...csvColumns]), async (columns) => {
      const head = columns.map((each) => ` ${each.toUpperCase()} `).join(',');
      const isUsable = columns.includes('list') && (columns.includes('phone') || columns.includes('user_id'));
      const { broken } = await readAll([Buffer.from(`${head}\n`)]);
      if (isUsable) expect(broken).toBeUndefined();
      else expect(broken).toMatch(/^Expected a first line/);
    }),
    { numRuns: 300 },
  );
});
