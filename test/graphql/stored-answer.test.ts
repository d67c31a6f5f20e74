import { afterAll, beforeAll, expect, test } from 'vitest';
import { Enqueue, FindMessage } from '../support/operations.ts';
import { startGateway, type Gateway } from '../support/start-gateway.ts';
import type { EnqueueMessageInput } from '../generated/graphql.ts';
import { aMessage, nothingIsSent } from './scene.ts';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway(nothingIsSent);
});
afterAll(() => gateway[Symbol.asyncDispose]());

const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();
const inAWeek = () => new Date(Date.now() + 7 * 86_400_000).toISOString();
const given: [string, () => Partial<EnqueueMessageInput>][] = [
  ['a message that may go at once', () => ({ externalId: 'order-1' })],
  ['a message to a user id', () => ({ to: { userId: 'US.13491208655302741918' } })],
  ['a scheduled message', () => ({ sendAt: inAnHour(), expiresAt: inAWeek() })],
  ['the first message of a lane', () => ({ ordering: { key: 'lane' } })],
  ['a message behind another in its lane', () => ({ ordering: { key: 'lane' } })],
  ['an urgent one that is sent again in doubt', () => ({ priority: 'HIGH', onUnknown: 'RESEND' })],
  [
    'a place',
    () => ({ message: { location: { latitude: 52.5, longitude: 13.4, name: 'Here', address: 'There' } } }),
  ],
];

test.each(given)('%s is answered just as it is read', async (_name, changes) => {
  const { enqueueMessage } = await gateway.api.call(Enqueue, { input: aMessage(changes()) });
  if (enqueueMessage.__typename !== 'EnqueuedMessage')
    throw new Error(`Expected EnqueuedMessage, got ${JSON.stringify(enqueueMessage)}.`);
  const { message } = await gateway.api.call(FindMessage, { id: enqueueMessage.message.id });
  expect(enqueueMessage.message).toEqual(message);
});
