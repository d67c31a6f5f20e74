import { expect, test } from 'vitest';
import { CurrentCursor, TakeSnapshot, Watch } from '../support/operations.ts';
import type { ApiClient } from '../support/api-client.ts';
import { startGateway } from '../support/start-gateway.ts';
import { enqueue } from './scene.ts';

const messages = 60;
const snapshots = 12;

test('a page of messages under load tells the place it belongs to: what came before is in it, and nothing that comes after', async () => {
  await using gateway = await startGateway();
  const { api } = gateway;
  const { cursor: start } = await api.call(CurrentCursor, {});
  const enqueued = enqueueOneByOne(api);
  const taken = [];
  for (let count = 0; count < snapshots; count += 1) taken.push((await api.call(TakeSnapshot, {})).messages);
  const ids = await enqueued;

  // The whole log, with the place of each event.
  const log: { id: string; status: string; cursor: string }[] = [];
  const reads = new Set<string>();
  for await (const { messageEvents: item } of api.watch(Watch, { after: start })) {
    if (item.__typename !== 'MessageEvent') continue;
    log.push({ id: item.message.id, status: item.status, cursor: item.cursor });
    if (item.status === 'READ') reads.add(item.message.id);
    if (reads.size === ids.length) break;
  }

  expect(taken.some(({ edges }) => edges.length > 0 && edges.length < messages)).toBe(true);
  for (const { cursor, edges } of taken) {
    const before = cursor === start ? 0 : log.findIndex((event) => event.cursor === cursor) + 1;
    const then = new Map(log.slice(0, before).map(({ id, status }) => [id, status]));
    expect(new Map(edges.map(({ node }) => [node.id, node.status]))).toEqual(then);
  }
});

/** As fast as answers come: together they could all be stored before the first page is read. */
async function enqueueOneByOne(api: ApiClient): Promise<string[]> {
  const ids: string[] = [];
  for (let at = 0; at < messages; at += 1)
    ids.push(await enqueue(api, { to: { phone: `+165055602${String(at).padStart(2, '0')}` } }));
  return ids;
}

test('an empty page tells its place too', async () => {
  await using gateway = await startGateway({ env: { HELIOGRAPH_ROLES: 'gateway' } });
  const { cursor } = await gateway.api.call(CurrentCursor, {});
  const { messages: page } = await gateway.api.call(TakeSnapshot, {});
  expect(page).toEqual({ cursor, edges: [] });
});
