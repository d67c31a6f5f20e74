import type { ApiClient } from '../support/api-client.ts';
import { EnqueueList } from '../support/operations.ts';
import { sender } from '../support/start-gateway.ts';

const listSize = 50;

/** Enqueues messages in lists from several clients at once; answers their ids. Of ten thousand numbers each. */
export async function enqueueMany(
  api: ApiClient,
  plan: { clients: number; total: number; retry?: boolean },
): Promise<string[]> {
  const lists = Array.from({ length: plan.total / listSize }, (_, list) => list);
  const ids: string[] = [];
  await Promise.all(
    Array.from({ length: plan.clients }, async () => {
      for (let list = lists.shift(); list !== undefined; list = lists.shift()) {
        ids.push(...(await enqueueList(api, list, plan.retry ?? false)));
      }
    }),
  );
  return ids;
}

async function enqueueList(api: ApiClient, list: number, retry: boolean): Promise<string[]> {
  const inputs = Array.from({ length: listSize }, (_, index) => {
    const number = list * listSize + index;
    return {
      from: sender,
      to: { phone: `+1650556${String(number % 10_000).padStart(4, '0')}` },
      message: { text: { body: `Message ${number}`, previewUrl: false } },
      externalId: `many-${number}`,
      idempotencyKey: `many-${number}`,
    };
  });
  for (let tries = 1; ; tries += 1) {
    try {
      const { enqueueMessages } = await api.call(EnqueueList, { inputs });
      return enqueueMessages.map((result) => {
        if (result.__typename === 'EnqueuedMessage') return result.message.id;
        throw new Error(`Expected a stored message, got ${JSON.stringify(result)}`);
      });
    } catch (error) {
      // What a careful client does: the same keys again, until it is answered.
      if (!retry || tries === 50) throw error;
    }
  }
}
