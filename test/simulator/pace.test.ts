import { expect, test } from 'vitest';
import { PaceLimits } from '../../src/simulator/limit-pace.ts';
import { openScene, senderId } from './scene.ts';

test('one number sends 80 at once and then 80 a second', () => {
  const limits = new PaceLimits();
  const send = (n: number, nowMs: number) => limits.take(senderId, String(n), nowMs);
  for (let n = 0; n < 80; n += 1) expect(send(n, 0)).toBeUndefined();
  expect(send(80, 0)).toBe(130429);
  expect(send(80, 12.5)).toBeUndefined();
  expect(send(81, 12.5)).toBe(130429);
  for (let n = 0; n < 80; n += 1) expect(send(n, 2000)).toBeUndefined();
  expect(limits.refused).toEqual({ number: 2, pair: 0 });
});

test('one recipient takes 45 at once and then one every 6 seconds, while others go on', () => {
  const limits = new PaceLimits();
  for (let n = 0; n < 45; n += 1) expect(limits.take(senderId, 'a', 0)).toBeUndefined();
  expect(limits.take(senderId, 'a', 0)).toBe(131056);
  expect(limits.take(senderId, 'b', 0)).toBeUndefined();
  expect(limits.take(senderId, 'a', 6000)).toBeUndefined();
  expect(limits.take(senderId, 'a', 6000)).toBe(131056);
  expect(limits.refused).toEqual({ number: 0, pair: 2 });
});

test('the limits are enforced when asked for, and the summary counts their refusals', async () => {
  await using scene = await openScene({ SIMULATOR_ENFORCE_PACE: 'true' });
  const answers = await Promise.all(Array.from({ length: 46 }, () => scene.send()));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(45);
  expect((await scene.call('GET', '/_ledger/summary')).json()).toMatchObject({
    byDecision: { ACCEPTED: 45, 'REFUSED:131056': 1 },
    paceRefusals: { number: 0, pair: 1 },
  });
});

test('without being asked for, no limit is enforced', async () => {
  await using scene = await openScene();
  const answers = await Promise.all(Array.from({ length: 100 }, () => scene.send()));
  expect(answers.every(({ status }) => status === 200)).toBe(true);
});
