import { expect, test } from 'vitest';
import { someText, textLike } from './matchers.ts';
import { sendRaw } from './raw-client.ts';
import { openScene } from './scene.ts';

const tenMinutes = 600_000;

test('accept answers as if there were no rule', async () => {
  await using scene = await openScene();
  await scene.setRules({ answer: { kind: 'accept' } });
  expect((await scene.send({ to: '+16505550110' })).status).toBe(200);
});

test('error refuses with any code, and can set HTTP status, details and is_transient', async () => {
  await using scene = await openScene();
  await scene.setRules(
    { match: { times: 1 }, answer: { kind: 'error', code: 131016 } },
    { answer: { kind: 'error', code: 2, http: 429, details: 'Busy.', isTransient: true } },
  );
  const plain = await scene.send();
  expect(plain.status).toBe(500);
  expect(plain.json()).toMatchObject({ error: { message: '(#131016) Service unavailable', code: 131016 } });
  const changed = await scene.send();
  expect(changed.status).toBe(429);
  expect(changed.json()).toMatchObject({
    error: { code: 2, is_transient: true, error_data: { details: 'Busy.' } },
  });
  expect(await scene.ledger()).toMatchObject([{ decision: 'REFUSED:131016' }, { decision: 'REFUSED:2' }]);
  expect(await scene.allTold()).toMatchObject({ told: 0 });
});

test('acceptThenDrop accepts, closes the connection without a byte, and sends the webhooks', async () => {
  await using scene = await openScene();
  await scene.setRules({ answer: { kind: 'acceptThenDrop' } });
  using client = sendRaw(scene.port);
  expect(await client.ended).toBe('closed');
  expect(client.received()).toBe('');
  expect(await scene.ledger()).toMatchObject([{ decision: 'ACCEPTED', wamid: someText }]);
  await scene.receiver.waitForStatuses(3);
});

test('acceptThenTruncate accepts and breaks off in the middle of the body', async () => {
  await using scene = await openScene();
  await scene.setRules({ answer: { kind: 'acceptThenTruncate' } });
  using client = sendRaw(scene.port);
  expect(await client.ended).toBe('closed');
  const [head = '', body = ''] = client.received().split('\r\n\r\n');
  expect(head).toMatch(/^HTTP\/1\.1 200 /);
  const promised = Number(/content-length: (\d+)/.exec(head)?.[1]);
  expect(body).toHaveLength(Math.floor(promised / 2));
  await scene.receiver.waitForStatuses(3);
});

test('slowHead accepts at once and answers later, so that the webhooks overtake the answer', async () => {
  await using scene = await openScene();
  await scene.setRules(
    { match: { times: 1 }, answer: { kind: 'slowHead', ms: tenMinutes } },
    { answer: { kind: 'slowHead', ms: 20 } },
  );
  using client = sendRaw(scene.port);
  await scene.receiver.waitForStatuses(3);
  expect(client.received()).toBe('');
  expect(await scene.ledger()).toMatchObject([{ decision: 'ACCEPTED' }]);
  expect((await scene.send()).text).toContain('wamid.');
});

test('slowBody sends the head at once and the body in pieces', async () => {
  await using scene = await openScene();
  await scene.setRules(
    { match: { times: 1 }, answer: { kind: 'slowBody', ms: tenMinutes, chunks: 2 } },
    { answer: { kind: 'slowBody', ms: 20, chunks: 5 } },
  );
  using client = sendRaw(scene.port);
  await client.waitForText('\r\n\r\n');
  expect(client.received()).toMatch(/^HTTP\/1\.1 200 [^]*\r\n\r\n$/);
  expect((await scene.send()).json()).toMatchObject({ messages: [{ id: someText }] });
});

test('html200 accepts and answers with a page instead of an id', async () => {
  await using scene = await openScene();
  await scene.setRules({ answer: { kind: 'html200' } });
  const answer = await scene.send();
  expect(answer).toMatchObject({ status: 200, text: textLike(/^<!DOCTYPE html>/) });
  expect(await scene.ledger()).toMatchObject([{ decision: 'ACCEPTED' }]);
});

test('bare503 answers without JSON and accepts only when told to', async () => {
  await using scene = await openScene();
  await scene.setRules(
    { match: { times: 1 }, answer: { kind: 'bare503' } },
    { answer: { kind: 'bare503', accepted: true } },
  );
  for (const answer of [await scene.send(), await scene.send()]) {
    expect(answer).toMatchObject({ status: 503, text: textLike(/^<!DOCTYPE html>/) });
  }
  expect(await scene.ledger()).toMatchObject([
    { decision: 'REFUSED:503', wamid: null },
    { decision: 'ACCEPTED' },
  ]);
  await scene.receiver.waitForStatuses(3);
});

test('redirect points back to the same address', async () => {
  await using scene = await openScene();
  await scene.setRules({ answer: { kind: 'redirect' } });
  const answer = await scene.send();
  expect(answer).toMatchObject({ status: 307, headers: { location: '/v24.0/106540352242922/messages' } });
  expect(await scene.ledger()).toMatchObject([{ decision: 'REFUSED:307' }]);
});

test('resetBeforeRead resets the connection and leaves no trace in the ledger', async () => {
  await using scene = await openScene();
  await scene.setRules({
    match: { phoneNumberId: '106540352242922', times: 1 },
    answer: { kind: 'resetBeforeRead' },
  });
  using client = sendRaw(scene.port);
  expect(await client.ended).toBe('reset');
  expect(client.received()).toBe('');
  expect(await scene.ledger()).toEqual([]);
  expect((await scene.send()).status).toBe(200);
});

test('resetAfterRead resets the connection, whether it accepted or not', async () => {
  await using scene = await openScene();
  await scene.setRules(
    { match: { times: 1 }, answer: { kind: 'resetAfterRead', accepted: false } },
    { answer: { kind: 'resetAfterRead', accepted: true } },
  );
  using first = sendRaw(scene.port);
  expect(await first.ended).toBe('reset');
  using second = sendRaw(scene.port);
  expect(await second.ended).toBe('reset');
  expect(await scene.ledger()).toMatchObject([
    { decision: 'REFUSED:RESET', wamid: null },
    { decision: 'ACCEPTED' },
  ]);
  await scene.receiver.waitForStatuses(3);
});

test('hang accepts, never answers, and sends the webhooks', async () => {
  await using scene = await openScene();
  await scene.setRules({ answer: { kind: 'hang' } });
  using client = sendRaw(scene.port);
  await scene.receiver.waitForStatuses(3);
  expect(client.received()).toBe('');
  expect(await scene.ledger()).toMatchObject([{ decision: 'ACCEPTED' }]);
});

test('a simulator that is stopped lets go of everything it made hang', async () => {
  const scene = await openScene();
  await scene.setRules({ answer: { kind: 'hang' } });
  using client = sendRaw(scene.port);
  await scene.receiver.waitForStatuses(3);
  await scene[Symbol.asyncDispose]();
  await client.ended;
});
