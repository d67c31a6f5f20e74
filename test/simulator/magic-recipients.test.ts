import { isPossiblePhoneNumber, isValidPhoneNumber } from 'libphonenumber-js';
import * as strict from 'libphonenumber-js/max';
import { expect, test } from 'vitest';
import { errorCodes } from '../../src/simulator/error-codes.ts';
import { codeRecipients, magicRecipients } from '../../src/simulator/magic-recipients.ts';
import { textLike } from './matchers.ts';
import { sendRaw } from './raw-client.ts';
import { openScene } from './scene.ts';

const codeNumber = (place: 0 | 1, code: number) => `+8835100${place}${String(code).padStart(7, '0')}`;

test('every magic number passes for a real phone number, also where metadata is strict', () => {
  const byCode = [...errorCodes.keys()].flatMap((code) => [codeNumber(0, code), codeNumber(1, code)]);
  const numbers = [...magicRecipients.map(({ number }) => number), codeRecipients.example, ...byCode];
  expect(new Set(numbers).size).toBe(magicRecipients.length + 2 * errorCodes.size);
  for (const number of numbers) {
    expect(number).toMatch(/^\+[1-9]\d{6,14}$/);
    expect(isValidPhoneNumber(number) && isPossiblePhoneNumber(number), number).toBe(true);
    expect(strict.isValidPhoneNumber(number), number).toBe(true);
  }
});

const refused: [string, number, number][] = [
  ['+16505550110', 130429, 400],
  ['+16505550111', 131056, 400],
  ['+16505550112', 190, 401],
  ['+16505550113', 131009, 400],
  ['+16505550114', 131000, 500],
];

test.each(refused)('%s is refused with %i', async (to, code, http) => {
  await using scene = await openScene();
  const answer = await scene.send({ to });
  expect(answer.status).toBe(http);
  expect(answer.json()).toMatchObject({ error: { code } });
  expect(await scene.ledger()).toMatchObject([{ decision: `REFUSED:${code}` }]);
});

const told: [string, string[], number?][] = [
  ['+16505550120', ['failed'], 131047],
  ['+16505550121', ['failed'], 131026],
  ['+16505550122', ['sent']],
];

test.each(told)('%s is accepted and then told %j', async (to, expected, code) => {
  await using scene = await openScene();
  expect((await scene.send({ to })).status).toBe(200);
  const statuses = await scene.receiver.waitForStatuses(expected.length);
  expect(statuses.map(({ status }) => status)).toEqual(expected);
  expect(await scene.allTold()).toMatchObject({ told: expected.length });
  if (code !== undefined) expect(statuses).toMatchObject([{ errors: [{ code }] }]);
});

test('+16505550115 is refused twice and then accepted, again and again', async () => {
  await using scene = await openScene();
  for (let n = 0; n < 6; n += 1) await scene.send({ to: '+16505550115' });
  const decisions = (await scene.ledger()).map(({ decision }) => decision);
  expect(decisions).toEqual([
    'REFUSED:131016',
    'REFUSED:131016',
    'ACCEPTED',
    'REFUSED:131016',
    'REFUSED:131016',
    'ACCEPTED',
  ]);
});

test('+16505550123 is told everything twice and out of order', async () => {
  await using scene = await openScene();
  await scene.send({ to: '+16505550123' });
  const words = (await scene.receiver.waitForStatuses(6)).map(({ status }) => status);
  expect(words).not.toEqual(words.toSorted((a, b) => rank.indexOf(a) - rank.indexOf(b)));
  expect([...words].sort()).toEqual(['delivered', 'delivered', 'read', 'read', 'sent', 'sent']);
});

const rank = ['sent', 'delivered', 'read'];

test('+16505550130 answers 503 without JSON and has accepted nothing', async () => {
  await using scene = await openScene();
  expect(await scene.send({ to: '+16505550130' })).toMatchObject({ status: 503 });
  expect(await scene.ledger()).toMatchObject([{ decision: 'REFUSED:503' }]);
  expect(await scene.allTold()).toMatchObject({ told: 0 });
});

const answerLost: [string, number][] = [
  ['+16505550131', 3],
  ['+16505550132', 0],
  ['+16505550133', 3],
];

test.each(answerLost)('%s is accepted, its answer is lost, and %i webhooks come', async (to, count) => {
  await using scene = await openScene();
  using client = sendRaw(scene.port, { to });
  expect(await client.ended).toBe('closed');
  expect(client.received()).not.toContain('}]}');
  expect(await scene.ledger()).toMatchObject([{ decision: 'ACCEPTED' }]);
  expect(await scene.allTold()).toMatchObject({ told: count });
});

test('+16505550134 is accepted and never answered', async () => {
  await using scene = await openScene();
  using client = sendRaw(scene.port, { to: '+16505550134' });
  await scene.receiver.waitForStatuses(3);
  expect(client.received()).toBe('');
});

test('+16505550135 is accepted and answered with a page', async () => {
  await using scene = await openScene();
  expect(await scene.send({ to: '+16505550135' })).toMatchObject({
    status: 200,
    text: textLike(/^<!/),
  });
  expect(await scene.ledger()).toMatchObject([{ decision: 'ACCEPTED' }]);
});

test('every code of the table can be had at once, with its HTTP status', async () => {
  await using scene = await openScene();
  expect(errorCodes.size).toBe(143);
  for (const [code, { http }] of errorCodes) {
    const answer = await scene.send({ to: codeNumber(0, code) });
    expect(answer.status).toBe(http);
    expect(answer.json()).toMatchObject({ error: { code } });
  }
});

test('every code of the table can be had by webhook', async () => {
  await using scene = await openScene();
  for (const code of errorCodes.keys()) await scene.send({ to: codeNumber(1, code) });
  const statuses = await scene.receiver.waitForStatuses(errorCodes.size);
  const codes = statuses.map(({ errors }) => (errors as [{ code: number }])[0].code); // their shape has a test of its own
  expect(new Set(codes)).toEqual(new Set(errorCodes.keys()));
});

test('a rule comes before magic', async () => {
  await using scene = await openScene();
  await scene.setRules({ match: { recipient: '+16505550110' }, answer: { kind: 'accept' } });
  expect((await scene.send({ to: '+16505550110' })).status).toBe(200);
});

test('DELETE /_rules also lets magic begin afresh', async () => {
  await using scene = await openScene();
  for (let n = 0; n < 2; n += 1) await scene.send({ to: '+16505550115' });
  await scene.call('DELETE', '/_rules');
  expect((await scene.send({ to: '+16505550115' })).status).toBe(500);
});
