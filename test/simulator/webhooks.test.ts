import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { WebhookPoster } from '../../src/simulator/post-webhooks.ts';
import { someList, textLike } from './matchers.ts';
import { makeBody, openScene, senderId, type Scene } from './scene.ts';

const words = async (scene: Scene, count: number) =>
  (await scene.receiver.waitForStatuses(count)).map(({ status }) => status);

test("an accepted message is told as sent, delivered and read in Meta's envelope", async () => {
  await using scene = await openScene();
  const opaque = 'v1.m1.1.mac';
  await scene.send({ biz_opaque_callback_data: opaque });
  const statuses = await scene.receiver.waitForStatuses(3);
  const id = (await scene.ledger())[0]?.wamid;
  const common = {
    id,
    timestamp: textLike(/^\d{10}$/),
    recipient_id: '16505550101',
    biz_opaque_callback_data: opaque,
  };
  const pricing = {
    billable: false,
    pricing_model: 'PMP',
    type: 'free_customer_service',
    category: 'service',
  };
  expect(statuses).toEqual([
    { ...common, status: 'sent', pricing },
    { ...common, status: 'delivered', pricing },
    { ...common, status: 'read' },
  ]);
  expect(JSON.parse(scene.receiver.posts[0]?.body ?? '')).toEqual({
    object: 'whatsapp_business_account',
    entry: [
      {
        id: '102290129340398',
        changes: [
          {
            field: 'messages',
            value: {
              messaging_product: 'whatsapp',
              metadata: { display_phone_number: '15550783881', phone_number_id: senderId },
              statuses: someList,
            },
          },
        ],
      },
    ],
  });
});

test('statuses come after the delays of the settings', async () => {
  await using scene = await openScene({ SIMULATOR_WEBHOOK_DELAYS_MS: '0,60,120' });
  const before = performance.now();
  await scene.send();
  const posts = await scene.receiver.waitForPosts(3);
  expect(performance.now() - before).toBeGreaterThanOrEqual(120);
  expect(posts.map((post) => post.statuses.map(({ status }) => status))).toEqual([
    ['sent'],
    ['delivered'],
    ['read'],
  ]);
});

test('the bytes are escaped like those of Meta, and the signature is over exactly these bytes', async () => {
  await using scene = await openScene({ WHATSAPP_APP_SECRET: 'app-secret' });
  await scene.send({ biz_opaque_callback_data: 'Ä/ü😀' });
  const [post] = await scene.receiver.waitForPosts(1);
  expect(post?.body).toContain(String.raw`"biz_opaque_callback_data":"\u00c4\/\u00fc\ud83d\ude00"`);
  const digest = createHmac('sha256', 'app-secret')
    .update(post?.body ?? '')
    .digest('hex');
  expect(post?.signature).toBe(`sha256=${digest}`);
  expect(post?.statuses[0]).toMatchObject({ biz_opaque_callback_data: 'Ä/ü😀' });
});

test('a raw webhook is posted as it is, once, with the signature of the reference', async () => {
  await using scene = await openScene({ WHATSAPP_APP_SECRET: 'app-secret' });
  scene.receiver.answerNext(418);
  const body = String.raw`{"a":"\u00e4"}`;
  expect((await scene.call('POST', '/_webhooks', body)).json()).toEqual({ status: 418 });
  expect(scene.receiver.posts).toMatchObject([
    { body, signature: 'sha256=bd4e3282043058e357f2d2552276dbaef3cb8359e51b2f7509f6372e4d2b9c4f' },
  ]);
});

test('a raw webhook that nobody takes is answered with 502', async () => {
  await using scene = await openScene({ SIMULATOR_WEBHOOK_URL: 'http://127.0.0.1:9/' });
  expect((await scene.call('POST', '/_webhooks', '{}')).status).toBe(502);
});

test('a webhook is posted again, byte for byte, until the receiver answers exactly 200', async () => {
  await using scene = await openScene();
  scene.receiver.answerNext(500, 204);
  await scene.send();
  const [first, ...again] = await scene.receiver.waitForPosts(3);
  expect(again).toEqual([first, first]);
  expect(await scene.allTold()).toEqual({ posts: 3, told: 3, retries: 2, lost: 0, untold: 0 });
});

test('statuses that pile up share posts of at most a hundred, for several senders', async () => {
  await using scene = await openScene({ SIMULATOR_SENDERS: `+15550783881=${senderId},+15550783882=222` });
  const release = scene.receiver.hold();
  await Promise.all(Array.from({ length: 100 }, () => scene.send()));
  await Promise.all(Array.from({ length: 100 }, () => scene.call('POST', '/v24.0/222/messages', makeBody())));
  release();
  const statuses = await scene.receiver.waitForStatuses(600);
  const sizes = scene.receiver.posts.map((post) => post.statuses.length);
  expect(statuses).toHaveLength(600);
  expect(Math.max(...sizes)).toBeGreaterThan(50);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(100);
  expect(scene.receiver.posts.some(({ body }) => body.includes(senderId) && body.includes('"222"'))).toBe(
    true,
  );
});

test('statuses beyond half a million untold ones are lost and counted', async () => {
  const poster = new WebhookPoster('http://127.0.0.1:9/', 'secret');
  for (let n = 0; n < 500_000; n += 1) poster.reserve();
  expect(poster.reserve()).toBe(false);
  expect(poster.counts.lost).toBe(1);
  await poster.close();
});

const reshaped: [string, object, string[]][] = [
  ['drop leaves statuses out', { drop: ['delivered', 'read'] }, ['sent']],
  [
    'duplicate sends further copies',
    { duplicate: 1, drop: ['read'] },
    ['sent', 'sent', 'delivered', 'delivered'],
  ],
  ['order decides what comes and in which order', { order: ['read', 'sent'] }, ['read', 'sent']],
  ['failWith ends in failed instead of delivered', { failWith: 131026 }, ['sent', 'failed']],
  [
    'order may contradict itself',
    { order: ['delivered', 'failed'], failWith: 131026 },
    ['delivered', 'failed'],
  ],
  [
    'unknownStatus adds a word that nobody knows',
    { unknownStatus: 'pondered' },
    ['sent', 'delivered', 'read', 'pondered'],
  ],
];

test.each(reshaped)('%s', async (_, webhooks, expected) => {
  await using scene = await openScene();
  await scene.setRules({ webhooks });
  await scene.send();
  expect(await words(scene, expected.length)).toEqual(expected);
  expect(await scene.allTold()).toMatchObject({ told: expected.length });
});

test('drop all sends nothing', async () => {
  await using scene = await openScene();
  await scene.setRules({ webhooks: { drop: 'all' } });
  expect((await scene.send()).status).toBe(200);
  expect(await scene.allTold()).toMatchObject({ posts: 0, told: 0, lost: 0 });
});

test('shuffle changes the order of arrival but never the true order that timestamps tell', async () => {
  await using scene = await openScene({
    SIMULATOR_WEBHOOK_DELAYS_MS: '0,1000,2000',
    SIMULATOR_FLUSH_MS: '1000',
  });
  await scene.setRules({ webhooks: { shuffle: true } });
  await scene.send();
  await scene[Symbol.asyncDispose](); // stopping posts at once what was to come later
  const statuses = await scene.receiver.waitForStatuses(3);
  expect(statuses.map(({ status }) => status)).not.toEqual(['sent', 'delivered', 'read']);
  const byTime = statuses.toSorted((a, b) => Number(a.timestamp) - Number(b.timestamp));
  expect(byTime.map(({ status }) => status)).toEqual(['sent', 'delivered', 'read']);
});

test('a failed status carries the error as Meta words it', async () => {
  await using scene = await openScene();
  await scene.setRules({ webhooks: { order: ['failed'], failWith: 131047 } });
  await scene.send();
  const [status] = await scene.receiver.waitForStatuses(1);
  expect(status).toMatchObject({
    errors: [
      {
        code: 131047,
        title: 'Re-engagement message',
        message: 'Re-engagement message',
        error_data: { details: textLike(/more than 24 hours/) },
        href: textLike(/^https:/),
      },
    ],
  });
  expect(status).not.toHaveProperty('pricing');
});

test('withoutOpaque leaves the opaque value out', async () => {
  await using scene = await openScene();
  await scene.setRules({ webhooks: { withoutOpaque: true } });
  await scene.send({ biz_opaque_callback_data: 'mine' });
  const [status] = await scene.receiver.waitForStatuses(1);
  expect(status).not.toHaveProperty('biz_opaque_callback_data');
});

test('beforeAnswer posts the first status before the answer, even when the receiver fails', async () => {
  await using scene = await openScene();
  await scene.setRules({ webhooks: { beforeAnswer: true } });
  scene.receiver.answerNext(500);
  let isAnswered = false;
  const early: boolean[] = [];
  scene.receiver.onPost(() => {
    early.push(!isAnswered);
    return Promise.resolve();
  });
  await scene.send();
  isAnswered = true;
  expect(early[0]).toBe(true);
  expect([...(await words(scene, 4))].sort()).toEqual(['delivered', 'read', 'sent', 'sent']);
});

test('delayMs delays every status', async () => {
  await using scene = await openScene();
  await scene.setRules({ webhooks: { delayMs: 50 } });
  const before = performance.now();
  await scene.send();
  await scene.receiver.waitForStatuses(3);
  expect(performance.now() - before).toBeGreaterThanOrEqual(50);
});
