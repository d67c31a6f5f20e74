import { mayPass } from '../db/failures.ts';
import type { EnqueueOutcome } from './enqueue-messages.ts';
import type { EnqueueRequest } from './enqueue-request.ts';

export type Store = (tenantId: string, requests: readonly EnqueueRequest[]) => Promise<EnqueueOutcome[]>;

/** Somebody who waits for the outcome of one message. */
export interface Caller {
  request: EnqueueRequest;
  resolve: (outcome: EnqueueOutcome) => void;
  reject: (error: unknown) => void;
}

/**
 * All at once; when one of them spoils it for the others, by halves until it stands alone. Nothing is stored of a batch
 * that failed, so its halves may be.
 */
export async function storeApart(store: Store, tenantId: string, batch: readonly Caller[]): Promise<void> {
  try {
    const outcomes = await store(
      tenantId,
      batch.map((each) => each.request),
    );
    batch.forEach((each, index) => {
      const outcome = outcomes[index];
      if (outcome) each.resolve(outcome);
      else each.reject(new Error('Expected one outcome for each message, got fewer.'));
    });
  } catch (error) {
    if (batch.length === 1 || mayPass(error)) {
      for (const each of batch) each.reject(error);
      return;
    }
    const middle = Math.ceil(batch.length / 2);
    await storeApart(store, tenantId, batch.slice(0, middle));
    await storeApart(store, tenantId, batch.slice(middle));
  }
}
