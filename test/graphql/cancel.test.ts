import { afterAll, beforeAll, expect, test } from 'vitest';
import { Cancel, FindMessage } from '../support/operations.ts';
import { startGateway, type Gateway } from '../support/start-gateway.ts';
import { countRows, enqueue, nothingIsSent, sendUntilRead, strangerOf } from './scene.ts';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway(nothingIsSent);
});
afterAll(() => gateway[Symbol.asyncDispose]());

test('a message that waits is taken back, and its timeline says so', async () => {
  const id = await enqueue(gateway.api);
  const { cancelMessage } = await gateway.api.call(Cancel, { id });
  expect(cancelMessage).toEqual({ __typename: 'CanceledMessage', message: { id, status: 'CANCELED' } });
  const { message } = await gateway.api.call(FindMessage, { id });
  expect(message).toMatchObject({ status: 'CANCELED', inDoubt: false, attempts: [] });
  expect(message?.timeline.map(({ status }) => status)).toEqual(['QUEUED', 'CANCELED']);
});

test('canceling twice answers the same and happens once', async () => {
  const id = await enqueue(gateway.api);
  const first = await gateway.api.call(Cancel, { id });
  const before = await countRows(gateway.database);
  expect(await gateway.api.call(Cancel, { id })).toEqual(first);
  expect(await countRows(gateway.database)).toEqual(before);
});

test('eight cancels at once agree and leave one event', async () => {
  const id = await enqueue(gateway.api);
  const answers = await Promise.all(Array.from({ length: 8 }, () => gateway.api.call(Cancel, { id })));
  expect(new Set(answers.map(({ cancelMessage }) => cancelMessage.__typename))).toEqual(
    new Set(['CanceledMessage']),
  );
  const { message } = await gateway.api.call(FindMessage, { id });
  expect(message?.timeline.map(({ status }) => status)).toEqual(['QUEUED', 'CANCELED']);
});

test('a message that was read is answered with TooLateToCancel and stays read', async () => {
  await using sending = await startGateway();
  const id = await sendUntilRead(sending.api);
  const { cancelMessage } = await sending.api.call(Cancel, { id });
  expect(cancelMessage).toMatchObject({
    __typename: 'TooLateToCancel',
    code: 'TOO_LATE_TO_CANCEL',
    retryable: false,
    status: 'READ',
  });
  expect((await sending.api.call(FindMessage, { id })).message?.status).toBe('READ');
});

const nobodys = [
  ['an unknown id', '019b0000-0000-7000-8000-000000000000'],
  ['a malformed id', "1' OR true"],
  ['an empty id', ''],
  ['an id with U+0000', 'a\0b'],
] as const;

test.for(nobodys)('%s is answered with MessageNotFound', async ([, id]) => {
  const { cancelMessage } = await gateway.api.call(Cancel, { id });
  expect(cancelMessage).toMatchObject({ __typename: 'MessageNotFound', code: 'MESSAGE_NOT_FOUND' });
});

test('a message of another tenant is answered with MessageNotFound and stays as it is', async () => {
  const id = await enqueue(gateway.api);
  await using stranger = await strangerOf(gateway);
  const { cancelMessage } = await stranger.call(Cancel, { id });
  expect(cancelMessage).toMatchObject({ __typename: 'MessageNotFound' });
  expect((await gateway.api.call(FindMessage, { id })).message?.status).toBe('QUEUED');
});
