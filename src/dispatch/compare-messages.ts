import type { Database } from '../db/database.ts';
import { compareWithEvidence, type DeliveryPlace } from '../delivery/compare-with-evidence.ts';
import type { Log } from '../log/log.ts';

/** Deliveries of one question: some milliseconds each hundred. */
const pageSize = 500;
/** Named in the log at most; the count tells the rest. */
const maxNamed = 20;

/** Whether every stored state is still what its evidence says. A difference is a fault of ours: it is told, not mended. */
export async function compareMessages(
  { database, log }: { database: Database; log: Log },
  signal?: AbortSignal,
): Promise<number> {
  let after: DeliveryPlace | undefined;
  let compared = 0;
  let different = 0;
  do {
    const page = await compareWithEvidence(database, after, pageSize);
    for (const each of page.discrepancies) {
      different += 1;
      if (different <= maxNamed) log.error({ event: 'deliveries.differ_from_evidence', ...each });
    }
    compared += page.compared;
    after = page.last;
  } while (after !== undefined && !signal?.aborted);
  log.info({ event: 'deliveries.compared', compared, different, isWhole: after === undefined });
  return different;
}
