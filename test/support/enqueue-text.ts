import type { ApiClient } from './api-client.ts';
import { Enqueue } from './operations.ts';
import { sender } from './start-gateway.ts';

/** Stores one text message and answers its id. */
export async function enqueueText(api: ApiClient, phone: string): Promise<string> {
  const input = { from: sender, to: { phone }, message: { text: { body: 'Hello' } } };
  const { enqueueMessage: result } = await api.call(Enqueue, { input });
  if (result.__typename !== 'EnqueuedMessage') {
    throw new Error(`Expected EnqueuedMessage, got ${JSON.stringify(result)}.`);
  }
  return result.message.id;
}
