import { afterAll, beforeAll, expect, test } from 'vitest';
import { CurrentCursor, Watch } from '../support/operations.ts';
import { startGateway, type Gateway } from '../support/start-gateway.ts';
import { enqueueMany } from './enqueue-many.ts';

const total = 1_000;
/** Events after which the watcher hangs up and comes back with its last cursor. */
const cutEvery = 700;

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway[Symbol.asyncDispose]());

test('1,000 messages of several clients all reach READ, WhatsApp gets each once, and a watcher who is cut off again and again sees each event once, in order', async () => {
  const { api, simulator, database } = gateway;
  const { cursor } = await api.call(CurrentCursor, {});
  const enqueued = enqueueMany(api, { clients: 8, total });
  const seen = await watchUntilAllRead(cursor);
  const ids = await enqueued;

  expect(new Set(ids).size).toBe(total);
  const ledger = await simulator.ledger();
  expect(ledger.filter((entry) => entry.decision === 'ACCEPTED')).toHaveLength(total);
  expect(new Set(ledger.map((entry) => entry.opaque)).size).toBe(total);
  expect(new Set(ledger.map((entry) => entry.opaque?.split('.')[1]))).toEqual(new Set(ids));

  // The log is the truth; the watcher saw all of it and nothing twice.
  const log = await database.query<{ message_id: string; status: string }>(
    'SELECT message_id, status FROM event ORDER BY seq',
  );
  expect(seen.events).toEqual(log.map((row) => `${row.message_id} ${row.status}`));
  expect(seen.cuts).toBeGreaterThan(3);
  for (const id of ids) {
    const statuses = seen.events.filter((event) => event.startsWith(id)).map((event) => event.split(' ')[1]);
    expect(statuses[0]).toBe('QUEUED');
    expect(statuses.at(-1)).toBe('READ');
    expect(new Set(statuses).size).toBe(statuses.length);
  }
});

async function watchUntilAllRead(cursor: string): Promise<{ events: string[]; cuts: number }> {
  const events: string[] = [];
  const read = new Set<string>();
  let after = cursor;
  let cuts = -1;
  while (read.size < total) {
    cuts += 1;
    let taken = 0;
    for await (const { messageEvents: item } of gateway.api.watch(Watch, { after })) {
      after = item.cursor;
      if (item.__typename !== 'MessageEvent') continue;
      events.push(`${item.message.id} ${item.status}`);
      if (item.status === 'READ') read.add(item.message.id);
      taken += 1;
      if (read.size === total || taken === cutEvery) break;
    }
  }
  return { events, cuts };
}
