import { expect, test } from 'vitest';
import { pruneLogs } from '../../src/events/prune-log.ts';
import { cursorAt } from '../../src/events/cursor.ts';
import { followLog } from '../../src/events/follow-log.ts';
import { readHead } from '../../src/events/read-log.ts';
import { openLog, tenantId, type OpenLog } from './open-log.ts';

const retentionDays = 30;

/** Events whose codes count from the first. */
async function append(log: OpenLog, count: number): Promise<void> {
  await log.append(Array.from({ length: count }, (_, index) => String(index)));
}

async function age(log: OpenLog, upTo: number): Promise<void> {
  await log.database.query(`UPDATE event SET at = at - interval '31 days' WHERE seq <= $1`, [upTo]);
}

test('events older than they are kept are forgotten in chunks, and the floor stands just below the first that is left', async () => {
  await using log = await openLog();
  await append(log, 12_010);
  await age(log, 12_003);
  expect(await pruneLogs(log.database, retentionDays)).toBe(12_003);
  expect(await log.database.query('SELECT floor, head FROM tenant_log')).toEqual([
    { floor: 12_003, head: 12_010 },
  ]);
  const left = await log.database.query<{ seq: number }>('SELECT seq FROM event ORDER BY seq');
  expect(left.map(({ seq }) => seq)).toEqual([12_004, 12_005, 12_006, 12_007, 12_008, 12_009, 12_010]);
  expect(await pruneLogs(log.database, retentionDays)).toBe(0);
});

test('an old event that stands after a young one waits for it, so that no hole appears', async () => {
  await using log = await openLog();
  await append(log, 10);
  await age(log, 10);
  await log.database.query('UPDATE event SET at = now() WHERE seq = 4');
  expect(await pruneLogs(log.database, retentionDays)).toBe(3);
  const { signal } = new AbortController();
  const from = cursorAt(await readHead(log.database, tenantId), { seq: 3 });
  const items = followLog(log, from, { matches: () => true, signal });
  for (const seq of [4, 5, 6, 7, 8, 9, 10]) {
    expect(await items.next()).toMatchObject({ value: { kind: 'EVENT', event: { seq } } });
  }
  await items.return?.();
});

test('readers beside the pruning see every event or a gap, and never a hole', async () => {
  await using log = await openLog();
  await append(log, 8_000);
  await age(log, 7_999);
  const head = await readHead(log.database, tenantId);
  const ends = Array.from({ length: 8 }, async (_, reader) => {
    const { signal } = new AbortController();
    const seen: number[] = [];
    for await (const item of followLog(log, cursorAt(head, { seq: reader }), {
      matches: () => true,
      signal,
    })) {
      if (item.kind === 'GAP') return { seen, from: reader, gap: item.reason };
      if (item.kind === 'EVENT') seen.push(item.event.seq);
      if (seen.at(-1) === 8_000) break;
    }
    return { seen, from: reader, gap: undefined };
  });
  await pruneLogs(log.database, retentionDays);
  for (const { seen, from, gap } of await Promise.all(ends)) {
    expect(seen).toEqual(seen.map((_, index) => from + index + 1));
    expect(gap === 'PRUNED' || seen.length === 8_000 - from).toBe(true);
  }
});
