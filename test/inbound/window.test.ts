import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MessageContentInput } from '../generated/graphql.ts';
import { enqueueText } from '../support/enqueue-text.ts';
import { EnqueueWithWarnings, FindWindow } from '../support/operations.ts';
import { sender, startGateway, type Gateway } from '../support/start-gateway.ts';
import { allApplied } from '../webhooks/post-webhook.ts';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway[Symbol.asyncDispose]());

const hourMs = 3_600_000;

test('of somebody who never wrote nothing is known, and nothing is warned of', async () => {
  expect(await windowOf('+16505550150')).toEqual({ state: 'UNKNOWN', until: null });
  expect(await warningsFor('+16505550150')).toEqual([]);
});

test('somebody who wrote may be written to freely for 24 hours by the clock of WhatsApp', async () => {
  const at = secondsAgo(2 * hourMs);
  await write({ from: '+16505550151', timestamp: String(at) });
  expect(await windowOf('+16505550151')).toEqual({ state: 'OPEN', until: moment(at, 24) });
  expect(await warningsFor('+16505550151')).toEqual([]);
});

test('after 24 hours the window is closed, and a text into it is stored with a warning; a template is not warned of', async () => {
  const at = secondsAgo(25 * hourMs);
  await write({ from: '+16505550152', timestamp: String(at) });
  expect(await windowOf('+16505550152')).toEqual({ state: 'CLOSED', until: moment(at, 24) });
  expect(await warningsFor('+16505550152')).toEqual(['WINDOW_CLOSED']);
  const template = { template: { name: 'order_shipped', language: 'en_US' } };
  expect(await warningsFor('+16505550152', template)).toEqual([]);
});

test('who came by an advertisement may be written to for 72 hours', async () => {
  const at = secondsAgo(25 * hourMs);
  await write({
    from: '+16505550153',
    timestamp: String(at),
    referral: { source_type: 'ad', source_id: '1' },
  });
  expect(await windowOf('+16505550153')).toEqual({ state: 'OPEN', until: moment(at, 72) });
});

test('a message that is told late never shortens a window, and one from the future opens it from now', async () => {
  const at = secondsAgo(hourMs);
  await write({ from: '+16505550154', timestamp: String(at) });
  await write({ from: '+16505550154', timestamp: String(secondsAgo(30 * hourMs)) });
  expect(await windowOf('+16505550154')).toEqual({ state: 'OPEN', until: moment(at, 24) });
  await write({ from: '+16505550155', timestamp: String(secondsAgo(-100 * hourMs)) });
  const { until } = (await windowOf('+16505550155')) ?? {};
  expect(Date.parse(until ?? '')).toBeLessThanOrEqual(Date.now() + 24 * hourMs);
});

test('a message in a group and a word of WhatsApp itself open nothing', async () => {
  await write({ from: '+16505550156', group_id: 'Y2FwaV9ncm91cDox' });
  await write({ from: '+16505550156', type: 'system' });
  expect(await windowOf('+16505550156')).toEqual({ state: 'UNKNOWN', until: null });
});

test('the window of somebody whose number is hidden is found by their user id', async () => {
  const userId = 'US.13491208655302741919';
  const at = secondsAgo(hourMs);
  await write({ from: userId, timestamp: String(at) });
  const input = { from: sender, to: { userId }, message: { text: { body: 'Hello' } } };
  const { enqueueMessage } = await gateway.api.call(EnqueueWithWarnings, { input });
  if (enqueueMessage.__typename !== 'EnqueuedMessage') throw new Error('Expected it to be stored.');
  const { message } = await gateway.api.call(FindWindow, { id: enqueueMessage.message.id });
  expect(message?.to?.window).toEqual({ state: 'OPEN', until: moment(at, 24) });
});

async function write(message: { from: string } & Record<string, unknown>): Promise<void> {
  await gateway.simulator.write(message);
  await allApplied(gateway);
}

async function windowOf(phone: string) {
  const id = await enqueueText(gateway.api, phone);
  return (await gateway.api.call(FindWindow, { id })).message?.to?.window;
}

async function warningsFor(
  phone: string,
  message: MessageContentInput = { text: { body: 'Hello' } },
): Promise<string[]> {
  const input = { from: sender, to: { phone }, message };
  const { enqueueMessage } = await gateway.api.call(EnqueueWithWarnings, { input });
  if (enqueueMessage.__typename !== 'EnqueuedMessage') throw new Error('Expected it to be stored.');
  return enqueueMessage.warnings.map((warning) => warning.code);
}

function secondsAgo(ms: number): number {
  return Math.floor((Date.now() - ms) / 1_000);
}

function moment(seconds: number, hoursLater: number): string {
  return new Date(seconds * 1_000 + hoursLater * hourMs).toISOString();
}
