import { expect } from 'vitest';
import type { EnqueueMessageInput, SuppressionViewFragment } from '../generated/graphql.ts';
import { aMessage } from '../graphql/scene.ts';
import { eventually } from '../support/eventually.ts';
import { Enqueue, FindMessage, ListSuppressions } from '../support/operations.ts';
import type { Gateway } from '../support/start-gateway.ts';
import { allApplied, postWebhook } from '../webhooks/post-webhook.ts';

export async function postAndApply(gateway: Gateway, webhook: object): Promise<void> {
  expect(await postWebhook(gateway.url, webhook)).toBe(200);
  await allApplied(gateway);
}

export async function findEntries(
  gateway: Gateway,
  recipient: { phone: string } | { userId: string },
): Promise<SuppressionViewFragment[]> {
  const { suppressions } = await gateway.api.call(ListSuppressions, { filter: { recipient } });
  return suppressions.edges.map((edge) => edge.node);
}

/** What a filtered message to somebody comes to: its error, or that it was read. */
export async function sendFiltered(
  gateway: Gateway,
  changes: Partial<EnqueueMessageInput>,
): Promise<string | undefined> {
  const input = aMessage({ filterUnsubscribed: true, filterBlocked: true, ...changes });
  const { enqueueMessage } = await gateway.api.call(Enqueue, { input });
  if (enqueueMessage.__typename !== 'EnqueuedMessage') throw new Error('Expected the message to be stored.');
  const { id } = enqueueMessage.message;
  const look = async () => (await gateway.api.call(FindMessage, { id })).message;
  const end = await eventually(look, (message) => message?.status === 'READ' || message?.status === 'FAILED');
  return end?.error?.code ?? end?.status;
}
