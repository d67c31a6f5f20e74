import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openDatabase, type Database } from '../../src/db/database.ts';
import { settleUnknown } from '../../src/delivery/settle-unknown.ts';
import { moveFlow, readFlow } from '../../src/delivery/webhook-flow.ts';
import { createLog } from '../../src/log/log.ts';
import { nothingIsSent } from '../graphql/scene.ts';
import { enqueueText } from '../support/enqueue-text.ts';
import { startGateway, type Gateway } from '../support/start-gateway.ts';

const windowMs = 120_000;
let gateway: Gateway;
let own: Database;
let sender: { tenantId: string; senderId: string };
let id: string;
const cleanup = new AsyncDisposableStack();
beforeAll(async () => {
  gateway = cleanup.use(await startGateway(nothingIsSent));
  const log = createLog('error');
  own = cleanup.use(openDatabase({ connectionString: gateway.database.url, name: 'test', max: 2, log }));
  const [row] = await own.query<typeof sender>(
    'SELECT tenant_id AS "tenantId", sender_id AS "senderId" FROM sender',
  );
  if (!row) throw new Error('Expected a sender.');
  sender = row;
});
afterAll(() => cleanup.disposeAsync());
beforeEach(async () => {
  await own.query('DELETE FROM webhook_flow');
  await own.query(`UPDATE delivery SET unknown_since = now() WHERE phase = 'UNKNOWN'`);
  id = await enqueueText(gateway.api, '+16505550101');
});

/** Seconds before now. */
interface Story {
  started: number;
  unknown: number;
  accepted?: number;
  heard?: number;
  since?: number;
}

test.each<{ name: string; story: Story; judged: boolean }>([
  { name: 'not before twice the window', story: { started: 240, unknown: 230 }, judged: false },
  { name: 'after twice the window', story: { started: 250, unknown: 241 }, judged: true },
])('with nothing to compare with, silence is judged $name', async ({ story, judged }) => {
  expect(await isJudged(story)).toBe(judged);
});

test.each<{ name: string; story: Story; judged: boolean }>([
  {
    name: 'after twice the window for what was sent later than that',
    story: { started: 250, unknown: 241, accepted: 300, heard: 500, since: 900 },
    judged: true,
  },
  {
    name: 'never for what was sent before it',
    story: { started: 300, unknown: 241, accepted: 250, heard: 500, since: 900 },
    judged: false,
  },
])('when the last accepted message is never heard of, silence is judged $name', async ({ story, judged }) => {
  expect(await isJudged(story)).toBe(judged);
});

test.each<{ name: string; story: Story; judged: boolean }>([
  {
    name: 'a whole window later',
    story: { started: 130, unknown: 121, heard: 20, since: 500 },
    judged: true,
  },
  { name: 'not earlier', story: { started: 130, unknown: 119, heard: 20, since: 500 }, judged: false },
  {
    name: 'not before they have flowed for a whole window',
    story: { started: 900, unknown: 800, heard: 20, since: 119 },
    judged: false,
  },
  {
    name: 'not while WhatsApp accepts and webhooks stay away',
    story: { started: 900, unknown: 800, accepted: 61, heard: 70, since: 850 },
    judged: false,
  },
])('when webhooks speak of later messages, silence is judged $name', async ({ story, judged }) => {
  expect(await isJudged(story)).toBe(judged);
});

test('a hearing begins the flow, goes on with it, and begins it anew after a stall', async () => {
  const hear = (secondsAgo: number) => news('HEARD', secondsAgo);
  const since = async () =>
    (await own.transaction((tx) => readFlow(tx, sender))).flowingSince?.getTime() ?? 0;
  await hear(500);
  const first = await since();
  expect(first).toBeGreaterThan(0);
  await news('ACCEPTED', 450);
  await news('ACCEPTED', 30);
  await hear(450);
  const second = await since();
  expect(second).toBeGreaterThan(first);
  await hear(29);
  const third = await since();
  expect(third).toBeGreaterThan(second);
  await hear(10);
  await news('ACCEPTED', 5);
  await hear(5);
  expect(await since()).toBe(third);
  await hear(400);
  expect(await own.transaction((tx) => readFlow(tx, sender))).toMatchObject({
    flowingSince: new Date(third),
  });
});

async function news(is: 'ACCEPTED' | 'HEARD', secondsAgo: number): Promise<void> {
  const startedAt = new Date(Date.now() - secondsAgo * 1000);
  await own.transaction((tx) => {
    moveFlow(tx, sender.tenantId, [{ senderId: sender.senderId, startedAt, is }], windowMs);
    return Promise.resolve();
  });
}

async function isJudged(story: Story): Promise<boolean> {
  await own.query(
    `UPDATE delivery SET phase = 'UNKNOWN', in_doubt = true, attempt = 1, ready = false,
       unknown_since = now() - make_interval(secs => $2) WHERE message_id = $1`,
    [id, story.unknown],
  );
  await own.query(
    `INSERT INTO attempt (tenant_id, message_id, attempt, sender_id, started_at)
     VALUES ($1, $2, 1, $3, now() - make_interval(secs => $4))`,
    [sender.tenantId, id, sender.senderId, story.started],
  );
  await own.query(
    `INSERT INTO webhook_flow VALUES ($1, $2, now() - make_interval(secs => $3), now() - make_interval(secs => $4),
       now() - make_interval(secs => $5))`,
    [sender.tenantId, sender.senderId, story.accepted, story.heard, story.since],
  );
  const changes = await own.transaction((tx) => settleUnknown(tx, sender, windowMs, 100));
  const judged = changes.flatMap(({ moved }) => moved.map(({ delivery }) => delivery));
  expect(judged.every((each) => each.messageId === id && each.phase === 'UNCONFIRMED')).toBe(true);
  return judged.length === 1;
}
