import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Enqueue, EnqueueList } from '../support/operations.ts';
import { inboundWebhook, textFrom } from '../support/people-webhook.ts';
import { startGateway, type Gateway } from '../support/start-gateway.ts';
import { postAndApply, sendFiltered } from '../suppression/scene.ts';
import { aMessage } from './scene.ts';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway[Symbol.asyncDispose]());

const now = Math.floor(Date.now() / 1000);
const refused = {
  __typename: 'InvalidInput',
  issues: [{ path: ['to', 'phone'], code: 'INVALID_PHONE_NUMBER' }],
};

describe('whoever wrote can be answered, although no country has such a number:', () => {
  test.each([
    ['of nine digits, from Senegal before 2007', '+22177123456'],
    ['of a country code that does not exist', '+9991234567'],
    ['with a domestic prefix', '+4402079460001'],
  ])('%s', async (_what, phone) => {
    const before = await gateway.api.call(Enqueue, { input: aMessage({ to: { phone } }) });
    expect(before.enqueueMessage).toMatchObject(refused);
    await postAndApply(gateway, inboundWebhook([textFrom({ from: phone.slice(1) }, 'Hello', now)]));
    expect(await sendFiltered(gateway, { to: { phone } })).toBe('READ');
  });

  test('and who did not is a slip, alone among others', async () => {
    const { enqueueMessages } = await gateway.api.call(EnqueueList, {
      inputs: [aMessage(), aMessage({ to: { phone: '+4402079460002' } })],
    });
    expect(enqueueMessages).toMatchObject([{ __typename: 'EnqueuedMessage' }, refused]);
  });
});
