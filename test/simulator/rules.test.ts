import { expect, test } from 'vitest';
import { openScene, senderId } from './scene.ts';

const refuse = { kind: 'error', code: 131000 };

test('the first rule that matches wins', async () => {
  await using scene = await openScene();
  await scene.setRules(
    { match: { recipient: '+16505550102' }, answer: { kind: 'error', code: 131056 } },
    { match: { type: 'location' }, answer: { kind: 'error', code: 131026 } },
    { match: { phoneNumberId: senderId }, answer: refuse },
  );
  await scene.send({ to: '+1 650 555 0102' });
  await scene.send({ type: 'location', text: undefined, location: { latitude: 1, longitude: 1 } });
  await scene.send();
  expect((await scene.ledger()).map(({ decision }) => decision)).toEqual([
    'REFUSED:131056',
    'REFUSED:131026',
    'REFUSED:131000',
  ]);
});

test('a rule with times stops matching, and the answer to GET says how often each did', async () => {
  await using scene = await openScene();
  await scene.setRules({ match: { times: 2 }, answer: refuse });
  for (let n = 0; n < 4; n += 1) await scene.send();
  expect((await scene.ledger()).map(({ decision }) => decision)).toEqual([
    'REFUSED:131000',
    'REFUSED:131000',
    'ACCEPTED',
    'ACCEPTED',
  ]);
  expect((await scene.call('GET', '/_rules')).headers['x-rule-matches']).toBe('2');
});

test('a rule with probability hits the same messages again when the seed is the same', async () => {
  await using scene = await openScene();
  const play = async (seed: number) => {
    await scene.call('PUT', '/_rules', { seed, rules: [{ match: { probability: 0.5 }, answer: refuse }] });
    await scene.call('DELETE', '/_ledger');
    for (let n = 0; n < 40; n += 1) await scene.send();
    return (await scene.ledger()).map(({ decision }) => decision).join();
  };
  const first = await play(7);
  expect(await play(7)).toBe(first);
  expect(await play(8)).not.toBe(first);
  expect(first).toContain('ACCEPTED');
  expect(first).toContain('REFUSED');
});

test('rules leave messages alone that are faulty anyway', async () => {
  await using scene = await openScene();
  await scene.setRules({ match: { times: 1 }, answer: refuse });
  expect((await scene.send({ text: {} })).json()).toMatchObject({ error: { code: 131008 } });
  expect((await scene.send()).json()).toMatchObject({ error: { code: 131000 } });
});

test('what GET shows can be put back, and DELETE ends all rules', async () => {
  await using scene = await openScene();
  await scene.setRules({ match: { recipient: '+16505550101' }, webhooks: { drop: ['read'], duplicate: 2 } });
  const shown = await scene.call('GET', '/_rules');
  expect(shown.json()).toEqual({
    seed: 1,
    rules: [{ match: { recipient: '+16505550101' }, webhooks: { drop: ['read'], duplicate: 2 } }],
  });
  expect((await scene.call('PUT', '/_rules', shown.text)).status).toBe(200);
  expect((await scene.call('DELETE', '/_rules')).status).toBe(204);
  expect((await scene.call('GET', '/_rules')).json()).toEqual({ seed: 1, rules: [] });
});

test('bad rules change nothing, and every problem says where, expected and got', async () => {
  await using scene = await openScene();
  await scene.setRules({ answer: refuse });
  const answer = await scene.call('PUT', '/_rules', {
    rules: [
      { match: { probability: 2, colour: 'red' }, answer: { kind: 'error' } },
      { answer: { kind: 'explode' } },
      { webhooks: { drop: 'some' } },
      { match: { type: 'text' }, answer: { kind: 'resetBeforeRead' } },
    ],
  });
  expect(answer.status).toBe(400);
  expect(answer.json()).toMatchInlineSnapshot(`
    {
      "error": "The rules were not changed.",
      "problems": [
        "rules[0].match.probability: expected number to be <=1, got 2",
        "rules[0].match: expected only known keys, got colour",
        "rules[0].answer.code: expected number, got nothing",
        "rules[1].answer.kind: expected kind to be one of accept, error, acceptThenDrop, acceptThenTruncate, slowHead, slowBody, hang, html200, bare503, redirect, resetAfterRead, resetBeforeRead, got "explode"",
        "rules[2].webhooks.drop: expected "all" or a list of statuses, got "some"",
        "rules[3]: expected resetBeforeRead to match by phoneNumberId, probability or times only: nothing else is known before the body is read, got {"match":{"type":"text"},"answer":{"kind":"resetBeforeRead"}}",
      ],
    }
  `);
  expect((await scene.call('PUT', '/_rules', '{')).status).toBe(400);
  expect((await scene.send()).json()).toMatchObject({ error: { code: 131000 } });
});
