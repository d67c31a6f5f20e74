import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import type { Database } from '../db/database.ts';
import { listSuppressions } from './list-suppressions.ts';
import { csvColumns } from './read-csv.ts';
import type { Suppression } from './suppression.ts';

export interface ExportProgress {
  written: number;
  /** Entries that still hold, of people whose names were erased: a file cannot say who they are. */
  nameless: number;
}

/** Entries that one query reads. */
const pageSize = 1_000;

/** Writes the lists as CSV, oldest first, in constant memory; answers when the last byte was taken. */
export async function exportSuppressions(
  database: Database,
  tenantId: string,
  file: Writable,
  report: (progress: ExportProgress) => void,
): Promise<ExportProgress> {
  const progress: ExportProgress = { written: 0, nameless: 0 };

  async function* rows(): AsyncGenerator<string[], void, undefined> {
    let newerThan: string | undefined;
    do {
      const page = await listSuppressions(
        database,
        tenantId,
        {},
        { newerThan, newestFirst: false, limit: pageSize },
      );
      for (const entry of page) {
        if (entry.phone === null && entry.userId === null) progress.nameless += 1;
        else {
          progress.written += 1;
          yield toCells(entry);
        }
      }
      report(progress);
      newerThan = page.length === pageSize ? page.at(-1)?.id : undefined;
    } while (newerThan !== undefined);
  }

  await pipeline(Readable.from(rows()), stringify({ header: true, columns: [...csvColumns] }), file);
  return progress;
}

/** In the order of `csvColumns`. */
function toCells({ list, scope, phone, userId, reason, createdAt }: Suppression): string[] {
  return [list, scope, phone ?? '', userId ?? '', reason ?? '', createdAt.toISOString()];
}
