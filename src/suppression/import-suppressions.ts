import type { KeyObject } from 'node:crypto';
import type { Readable } from 'node:stream';
import { hashAliases } from '../contacts/hash-aliases.ts';
import type { Database } from '../db/database.ts';
import { mayPass, sqlState } from '../db/failures.ts';
import { inParts } from '../db/in-parts.ts';
import { appendEvents } from '../events/append-events.ts';
import { addSuppressions } from './add-suppressions.ts';
import { readCsv, UnreadableCsv, type CsvItem, type SuppressionRow } from './read-csv.ts';

export interface ImportProgress {
  /** Rows that were read, good or bad. */
  rows: number;
  added: number;
  /** Rows of people who were on the list before, or came back later. */
  unchanged: number;
  bad: number;
}

type Good = Extract<CsvItem, { row: SuppressionRow }>;

/** Rows in one transaction: it stays far below the limit of a statement, and the log is held for milliseconds. */
const batchSize = 1_000;

/**
 * Puts everybody of a file on the lists, batch by batch: whatever stops it, what was reported is stored, and the same
 * file again adds only what is missing. Throws `UnreadableCsv` where the file cannot be read on.
 */
export async function importSuppressions(
  tools: { database: Database; recipientKey: KeyObject },
  tenantId: string,
  file: Readable,
  report: { badRow: (line: number, fault: string) => void; progress: (progress: ImportProgress) => void },
): Promise<ImportProgress> {
  const progress: ImportProgress = { rows: 0, added: 0, unchanged: 0, bad: 0 };
  let batch: Good[] = [];
  let isFirst = true;

  function skip(line: number, fault: string): void {
    progress.bad += 1;
    report.badRow(line, fault);
  }

  async function store(): Promise<void> {
    let refused = 0;
    await inParts(
      batch,
      async (some) => {
        const added = await storeBatch(
          tools,
          tenantId,
          some.map(({ row }) => row),
        );
        progress.added += added;
        progress.unchanged += some.length - added;
      },
      ({ line }, error) => {
        refused += 1;
        // What may pass by itself is no fault of the row, nor is what refuses all of them: the same file again adds them.
        if (mayPass(error) || (refused > 1 && refused === batch.length)) throw error;
        skip(line, `the database refused it (${sqlState(error) ?? 'unknown'})`);
      },
    );
    batch = [];
    // Of a list without statistics the planner reads everything for each batch.
    if (isFirst) await tools.database.query('ANALYZE suppression');
    isFirst = false;
    report.progress(progress);
  }

  try {
    for await (const item of readCsv(file)) {
      progress.rows += 1;
      if ('row' in item) batch.push(item);
      else skip(item.line, item.fault);
      if (batch.length === batchSize) await store();
    }
  } catch (error) {
    // The rows before a broken place are good.
    if (error instanceof UnreadableCsv && batch.length > 0) await store();
    throw error;
  }
  if (batch.length > 0) await store();
  return progress;
}

/** Answers how many were new. */
async function storeBatch(
  { database, recipientKey }: { database: Database; recipientKey: KeyObject },
  tenantId: string,
  rows: readonly SuppressionRow[],
): Promise<number> {
  return database.transaction(async (tx) => {
    const aliases = await hashAliases(
      tx,
      tenantId,
      recipientKey,
      rows.map((each) => each.recipient),
    );
    const { changed, drafts } = await addSuppressions(
      tx,
      tenantId,
      rows.map(({ createdAt, ...row }, index) => ({
        ...row,
        hashes: aliases[index] ?? [],
        source: 'IMPORT',
        saidAt: createdAt,
      })),
    );
    appendEvents(tx, tenantId, drafts);
    return changed.filter(Boolean).length;
  });
}
