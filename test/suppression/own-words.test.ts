import { afterAll, beforeAll, expect, test } from 'vitest';
import { SetOptOutWords } from '../support/operations.ts';
import { inboundWebhook, textFrom } from '../support/people-webhook.ts';
import { startGateway, type Gateway } from '../support/start-gateway.ts';
import { findEntries, postAndApply } from './scene.ts';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway[Symbol.asyncDispose]());

async function say(from: string, body: string): Promise<number> {
  await postAndApply(gateway, inboundWebhook([textFrom({ from }, body, Math.floor(Date.now() / 1000))]));
  return (await findEntries(gateway, { phone: `+${from}` })).length;
}

test('words of one’s own hold from then on instead of those that come along, until they are taken back', async () => {
  const { api } = gateway;
  const own = await api.call(SetOptOutWords, { input: { stop: ['Kündigen', 'no more!'] } });
  expect(own.setOptOutWords).toMatchObject({ stop: ['Kündigen', 'no more!'] });
  expect(await say('16505550191', 'KUENDIGEN')).toBe(0);
  expect(await say('16505550191', 'kündigen.')).toBe(1);
  expect(await say('16505550192', 'stop')).toBe(0);
  const back = await api.call(SetOptOutWords, { input: {} });
  expect(back.setOptOutWords).toMatchObject({ stop: expect.arrayContaining(['unsubscribe']) as string[] });
  expect(await say('16505550192', 'stop')).toBe(1);
});

test('words that no message could be are refused with their place', async () => {
  const input = {
    stop: ['fine', '!!!', ''],
    start: Array.from({ length: 501 }, (_, index) => `word ${index}`),
  };
  const { setOptOutWords } = await gateway.api.call(SetOptOutWords, { input });
  expect(setOptOutWords).toMatchObject({
    __typename: 'InvalidInput',
    issues: [
      { path: ['stop', '1'], code: 'EMPTY_TEXT' },
      { path: ['stop', '2'], code: 'EMPTY_TEXT' },
      { path: ['start'], code: 'TOO_MANY_ITEMS' },
    ],
  });
});
