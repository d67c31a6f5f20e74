import { expect, test } from 'vitest';
import { Ledger, type LedgerEntry } from '../../src/simulator/ledger.ts';
import { someNumber, someText, textLike } from './matchers.ts';
import { makeBody, openScene, senderId } from './scene.ts';

test('the ledger has one entry per request, with what was asked and what really came of it', async () => {
  await using scene = await openScene();
  const accepted = makeBody({ biz_opaque_callback_data: 'v1.m1.1.mac' });
  await scene.send(accepted);
  await scene.send({ to: 'call me' });
  expect(await scene.ledger()).toEqual([
    {
      time: textLike(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      phoneNumberId: senderId,
      recipient: '+16505550101',
      type: 'text',
      opaque: 'v1.m1.1.mac',
      decision: 'ACCEPTED',
      wamid: textLike(/^wamid\./),
      body: accepted,
    },
    {
      time: someText,
      phoneNumberId: senderId,
      recipient: 'call me',
      type: 'text',
      opaque: null,
      decision: 'REFUSED:131009',
      wamid: null,
      body: makeBody({ to: 'call me' }),
    },
  ]);
});

test('the ledger is written before the answer and before the first webhook', async () => {
  await using scene = await openScene();
  await scene.setRules({ webhooks: { beforeAnswer: true } });
  let isAnswered = false;
  const seen: unknown[] = [];
  scene.receiver.onPost(async () => {
    seen.push({ isAnswered, decisions: (await scene.ledger()).map(({ decision }) => decision) });
  });
  await scene.send();
  isAnswered = true;
  expect(seen[0]).toEqual({ isAnswered: false, decisions: ['ACCEPTED'] });
  await scene.allTold();
});

test('the ledger can be asked for what is new', async () => {
  await using scene = await openScene();
  await scene.send();
  const next = (await scene.call('GET', '/_ledger')).headers['x-ledger-next'];
  await scene.send({ to: '+16505550102' });
  expect(await scene.ledger(`?since=${String(next)}`)).toMatchObject([{ recipient: '+16505550102' }]);
  expect((await scene.call('GET', '/_ledger?since=soon')).status).toBe(400);
});

test('the ledger can be asked for one recipient, however the number is written', async () => {
  await using scene = await openScene();
  await scene.send({ to: '+1 650-555-0101' });
  await scene.send({ to: '+16505550102' });
  for (const written of ['16505550101', '%2B16505550101', '+16505550101']) {
    expect(await scene.ledger(`?recipient=${written}`)).toMatchObject([{ recipient: '+1 650-555-0101' }]);
  }
});

test('the oldest entries leave when the limit is reached, and the answer says how many', async () => {
  await using scene = await openScene({ SIMULATOR_LEDGER_LIMIT: '3' });
  for (let n = 1; n <= 8; n += 1) await scene.send({ biz_opaque_callback_data: `m${n}` });
  const answer = await scene.call('GET', '/_ledger');
  expect(answer.headers['x-ledger-dropped']).toBe('5');
  expect(answer.headers['x-ledger-next']).toBe('8');
  expect(answer.json()).toMatchObject([{ opaque: 'm6' }, { opaque: 'm7' }, { opaque: 'm8' }]);
  expect(await scene.ledger('?since=7')).toMatchObject([{ opaque: 'm8' }]);
});

test('the oldest entries also leave when the bodies together grow too long', () => {
  const ledger = new Ledger(10);
  const body = 'x'.repeat(300 * 1024 * 1024);
  const entry: Omit<LedgerEntry, 'opaque'> = {
    timeMs: 0,
    phoneNumberId: senderId,
    recipient: null,
    type: null,
    decision: 'ACCEPTED',
    wamid: null,
    body,
    isJson: false,
  };
  ledger.write({ ...entry, opaque: 'first' });
  ledger.write({ ...entry, opaque: 'second' });
  expect(ledger.since(0).map(({ opaque }) => opaque)).toEqual(['second']);
  expect(ledger.dropped).toBe(1);
});

test('the ledger can be cleared', async () => {
  await using scene = await openScene();
  await scene.send();
  expect((await scene.call('DELETE', '/_ledger')).status).toBe(204);
  expect(await scene.ledger()).toEqual([]);
});

test('the summary counts decisions, distinct messages, and messages accepted more than once', async () => {
  await using scene = await openScene();
  await scene.send({ biz_opaque_callback_data: 'v1.m1.1.mac' });
  await scene.send({ biz_opaque_callback_data: 'v1.m1.2.cam' });
  await scene.send({ biz_opaque_callback_data: 'v1.m2.1.mac' });
  await scene.send({ biz_opaque_callback_data: 'mine' });
  await scene.send();
  await scene.send({ text: {}, biz_opaque_callback_data: 'v1.m3.1.mac' });
  await scene.allTold();
  expect((await scene.call('GET', '/_ledger/summary')).json()).toEqual({
    entries: 6,
    accepted: 5,
    refused: 1,
    byDecision: { ACCEPTED: 5, 'REFUSED:131008': 1 },
    distinctOpaqueMessages: 3,
    messagesAcceptedTwice: 1,
    examplesAcceptedTwice: ['m1'],
    acceptedWithoutOpaque: 1,
    dropped: 0,
    paceRefusals: { number: 0, pair: 0 },
    webhooks: { posts: someNumber, told: 15, retries: 0, lost: 0, untold: 0 },
  });
});
