import type { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { z } from 'zod';
import { wellFormedText } from '../content/text-rules.ts';
import { recipient, type Recipient } from '../recipient/recipient.ts';
import type { SuppressionList, SuppressionScope } from './suppression.ts';

/** Columns of the file, in the order in which they are written; `list` and one of the names must be there. */
export const csvColumns = ['list', 'scope', 'phone', 'user_id', 'reason', 'created_at'] as const;
type Column = (typeof csvColumns)[number];

export interface SuppressionRow {
  recipient: Recipient;
  list: SuppressionList;
  scope: SuppressionScope;
  reason: string | undefined;
  createdAt: Date | undefined;
}

export type CsvItem = { line: number; row: SuppressionRow } | { line: number; fault: string };

/** The file cannot be read on from here: nothing after this place was looked at. */
export class UnreadableCsv extends Error {
  override readonly name = 'UnreadableCsv';
}

/** Bytes of one row; the longest that we write has below 4,000. */
const maxRowBytes = 16_384;
/** UTF-16 code units, as for the API. */
const maxReason = 500;

/** Reads a file row by row, in constant memory. A row with bad values is told by its line; a broken file throws. */
export async function* readCsv(file: Readable): AsyncGenerator<CsvItem, void, undefined> {
  const { parser, fault } = openParser(file);
  let columns: Column[] | undefined;
  let line = 1;
  try {
    for await (const { record, info } of parser) {
      // What the library reads after a broken row may be the inside of a quote.
      if (info.lines >= (fault()?.line ?? Infinity)) break;
      if (columns) yield judge(record, columns, line);
      else columns = readHeader(record);
      line = info.lines + 1;
    }
  } finally {
    file.destroy();
  }
  const broken = fault();
  if (broken) throw new UnreadableCsv(sentenceOf(broken.code, line));
  if (!columns) {
    throw new UnreadableCsv(`Expected a first line of ${csvColumns.join(',')}, got an empty file.`);
  }
}

interface Fault {
  code: string;
  line: number;
}

/** An error of the stream itself would throw away the good rows that are still in its buffer, so faults are noted. */
function openParser(file: Readable): {
  parser: AsyncIterable<{ record: string[]; info: { lines: number } }>;
  fault: () => Fault | undefined;
} {
  const faults: Fault[] = [];
  const parser = parse({
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    max_record_size: maxRowBytes,
    skip_records_with_error: true,
    on_skip: (error) => {
      // Of a long row it says so for every byte.
      if (error && faults.length === 0) faults.push({ code: error.code, line: Number(error['lines']) });
    },
  });
  file.on('error', (error) => parser.destroy(error));
  return { parser: file.pipe(parser), fault: () => faults[0] };
}

/** The library's own sentences quote the file, which is full of numbers. */
function sentenceOf(code: string, line: number): string {
  const faults: Partial<Record<string, string>> = {
    CSV_MAX_RECORD_SIZE: `a row of more than ${maxRowBytes} bytes. Look for a quote that is not closed`,
    CSV_QUOTE_NOT_CLOSED: 'a quote that is not closed',
    INVALID_OPENING_QUOTE: 'a quote in the middle of a value. Write values with quotes as "with ""quotes"""',
    CSV_INVALID_CLOSING_QUOTE: 'text after a closing quote. Write values with quotes as "with ""quotes"""',
  };
  return `Line ${line}: expected a row of CSV, got ${faults[code] ?? `something else (${code})`}.`;
}

function readHeader(record: readonly string[]): Column[] {
  const names = record.map((each) => each.trim().toLowerCase());
  const known = names.filter((name): name is Column => csvColumns.some((column) => column === name));
  const isUsable =
    known.length === names.length &&
    new Set(names).size === names.length &&
    known.includes('list') &&
    (known.includes('phone') || known.includes('user_id'));
  if (isUsable) return known;
  throw new UnreadableCsv(
    `Expected a first line with list, phone or user_id, and no columns but ${csvColumns.join(',')}, each once; ` +
      `got ${names.length} columns of which ${new Set(known).size} are known.`,
  );
}

/** An empty cell is a value that is not given. */
function judge(record: readonly string[], columns: readonly Column[], line: number): CsvItem {
  if (record.length !== columns.length) {
    return { line, fault: `expected ${columns.length} columns, got ${record.length}` };
  }
  // The library mends what is no UTF-8: a mended name would be another person's.
  if (record.some((cell) => cell.includes('\uFFFD'))) {
    return { line, fault: 'expected UTF-8, got bytes that are none. Save the file as UTF-8' };
  }
  const given = Object.fromEntries(
    columns.flatMap((column, index) => (record[index] ? [[column, record[index].trim()]] : [])),
  );
  const judged = row.safeParse(given);
  if (judged.success) return { line, row: judged.data };
  return { line, fault: judged.error.issues.map((issue) => issue.message).join(' ') };
}

const row = z
  .object({
    list: z.enum(['UNSUBSCRIBED', 'BLOCKED'], { error: 'Expected UNSUBSCRIBED or BLOCKED as list.' }),
    scope: z.enum(['ALL', 'MARKETING'], { error: 'Expected ALL or MARKETING as scope.' }).default('ALL'),
    phone: z.string().optional(),
    user_id: z.string().optional(),
    reason: wellFormedText({ what: 'The reason', min: 1, max: maxReason }).optional(),
    created_at: z.iso
      .datetime({ offset: true, error: 'Expected a time like 2026-11-22T10:00:00Z as created_at.' })
      .optional(),
  })
  .refine(({ list, scope }) => list === 'UNSUBSCRIBED' || scope === 'ALL', {
    error: 'A block is always for ALL.',
  })
  .transform(
    ({ phone, user_id: userId, list, scope, reason, created_at: createdAt }, ctx): SuppressionRow => {
      const who = recipient.safeParse({ phone, userId });
      if (who.success) {
        return {
          recipient: who.data,
          list,
          scope,
          reason,
          createdAt: createdAt ? new Date(createdAt) : undefined,
        };
      }
      for (const { message } of who.error.issues) ctx.addIssue({ code: 'custom', message });
      return z.NEVER;
    },
  );
