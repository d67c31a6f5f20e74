import { isUtf8 } from 'node:buffer';
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
  let before: Place = { lines: 0, empty_lines: 0 };
  /** A line end of two bytes inside a quote is two for the library. */
  let countedTwice = 0;
  try {
    for await (const { record, info } of parser) {
      // What the library reads after a broken row may be the inside of a quote.
      if (info.lines >= (fault()?.lines ?? Infinity)) break;
      const cells = record.map(toText);
      const line = info.lines - countedTwice - countIn(cells, /[\r\n]/g);
      if (columns) yield record.every(isText) ? judge(cells, columns, line) : { line, fault: noUtf8 };
      else columns = readHeader(cells);
      countedTwice += countIn(cells, /\r\n/g);
      before = info;
    }
  } finally {
    file.destroy();
  }
  const broken = fault();
  if (broken) {
    const skipped = broken.empty_lines - before.empty_lines;
    throw new UnreadableCsv(sentenceOf(broken.code, before.lines - countedTwice + 1 + skipped));
  }
  if (!columns) {
    throw new UnreadableCsv(`Expected a first line of ${csvColumns.join(',')}, got an empty file.`);
  }
}

/** How far the library has come: lines from 1 to where a row ends, and how many empty ones it passed over. */
interface Place {
  lines: number;
  empty_lines: number;
}

interface Fault extends Place {
  code: string;
}

/** As it came, or text where a mark at the beginning of the file says what it is written in. */
type Cell = Uint8Array | string;

/** An error of the stream itself would throw away the good rows that are still in its buffer, so faults are noted. */
function openParser(file: Readable): {
  parser: AsyncIterable<{ record: Cell[]; info: Place }>;
  fault: () => Fault | undefined;
} {
  const faults: Fault[] = [];
  const parser = parse({
    bom: true,
    // Bytes, so that what is no UTF-8 is seen and not mended.
    encoding: null,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    max_record_size: maxRowBytes,
    skip_records_with_error: true,
    on_skip: (error) => {
      // Of a long row it says so for every byte.
      if (error && faults.length === 0)
        faults.push({
          code: error.code,
          lines: Number(error['lines']),
          empty_lines: Number(error['empty_lines']),
        });
    },
  });
  file.on('error', (error) => parser.destroy(error));
  return { parser: file.pipe(parser), fault: () => faults[0] };
}

/** With U+FFFD in the place of what is none. */
function toText(cell: Cell): string {
  if (typeof cell === 'string') return cell;
  return Buffer.from(cell.buffer, cell.byteOffset, cell.byteLength).toString();
}

/** A mended name would be another person's. */
function isText(cell: Cell): boolean {
  return typeof cell === 'string' ? !cell.includes('\uFFFD') : isUtf8(cell);
}

const noUtf8 = 'expected UTF-8, got bytes that are none. Save the file as UTF-8';

function countIn(cells: readonly string[], what: RegExp): number {
  return cells.reduce((count, cell) => count + (cell.match(what)?.length ?? 0), 0);
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

function readHeader(cells: readonly string[]): Column[] {
  const names = cells.map((each) => each.trim().toLowerCase());
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

function judge(cells: readonly string[], columns: readonly Column[], line: number): CsvItem {
  if (cells.length !== columns.length) {
    return { line, fault: `expected ${columns.length} columns, got ${cells.length}` };
  }
  const given = Object.fromEntries(columns.flatMap((column, index) => givenIn(column, cells[index] ?? '')));
  const judged = row.safeParse(given);
  if (judged.success) return { line, row: judged.data };
  return { line, fault: judged.error.issues.map((issue) => issue.message).join(' ') };
}

/** A blank cell is a value that is not given. A reason is kept as it is written, so that an export comes back as it was. */
function givenIn(column: Column, cell: string): [Column, string][] {
  const value = cell.trim();
  if (value === '') return [];
  return [[column, column === 'reason' ? cell : value]];
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
