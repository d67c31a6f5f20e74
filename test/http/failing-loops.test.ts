import { expect, test } from 'vitest';
import { createLog } from '../../src/log/log.ts';
import { enqueueText } from '../support/enqueue-text.ts';
import { eventually } from '../support/eventually.ts';
import { startGateway, type Gateway } from '../support/start-gateway.ts';
import { shortTimes } from '../support/start-worker.ts';

async function readyz({ url }: Gateway): Promise<string> {
  const response = await fetch(`${url}/readyz`);
  return `${response.status} ${await response.text()}`;
}

test('a loop that fails twice in a row is named by /readyz and by one line at error, until it passes again', async () => {
  const lines: { event: string; level: number; loop?: string }[] = [];
  const log = createLog('debug', {
    write: (line) => lines.push(JSON.parse(line) as (typeof lines)[number]), // pino's own lines
  });
  const ofLoop = () => lines.filter(({ loop }) => loop === 'lanes');
  await using gateway = await startGateway({ times: shortTimes, log });
  const is = (state: string) =>
    eventually(
      () => readyz(gateway),
      (seen) => seen === state,
    );
  await is('200 ok');

  await gateway.database.query('ALTER TABLE lane RENAME TO lane_gone');
  await is('200 ok\nfailing: lanes');
  await eventually(
    () => Promise.resolve(ofLoop()),
    (seen) => seen.length >= 5,
  );
  expect(ofLoop().slice(0, 2)).toMatchObject([
    { event: 'loop.failed', level: 40, inARow: 1 },
    { event: 'loop.keeps_failing', level: 50, inARow: 2 },
  ]);
  expect(lines.filter(({ level }) => level >= 50)).toHaveLength(1);
  expect(JSON.stringify(ofLoop()[1])).toContain('42P01');

  await gateway.database.query('ALTER TABLE lane_gone RENAME TO lane');
  await is('200 ok');
  expect(ofLoop().at(-1)).toMatchObject({ event: 'loop.recovered', level: 30 });
});

test.each([
  ['apply-webhooks', 'ALTER TABLE webhook_inbox RENAME COLUMN applied_at TO gone'],
  ['claim', 'ALTER TABLE sender_pace RENAME TO gone'],
])('the loop "%s" is named too', async (loop, breakIt) => {
  await using gateway = await startGateway({ times: shortTimes, log: createLog('silent') });
  await gateway.database.query(breakIt);
  await enqueueText(gateway.api, '+16505550101');
  await eventually(
    () => readyz(gateway),
    (seen) => seen.startsWith('200') && (seen.split('failing: ')[1]?.split(', ') ?? []).includes(loop),
  );
});
