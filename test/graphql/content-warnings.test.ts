import { afterAll, beforeAll, expect, test } from 'vitest';
import { EnqueueWithWarnings } from '../support/operations.ts';
import { startGateway, type Gateway } from '../support/start-gateway.ts';
import { aMessage } from './scene.ts';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway[Symbol.asyncDispose]());

const list = (length: number) => ({
  interactive: {
    list: { body: 'b'.repeat(length), buttonText: 'Open', sections: [{ rows: [{ id: '1', title: 'One' }] }] },
  },
});
const place = { latitude: 1, longitude: 2, address: '101 Forest Ave' };
const inTemplate = (location: typeof place & { name?: string }) => ({
  template: { name: 'pick_up', language: 'en', header: { location } },
});

test.each([
  ['a list whose body has more than 1,024 characters', list(1_025), ['LENGTH_IN_CONFLICT']],
  ['a list whose body has 1,024 characters', list(1_024), []],
  ['an address without a name', { location: place }, ['ADDRESS_WITHOUT_NAME']],
  ['an address without a name, as the header of a template', inTemplate(place), ['ADDRESS_WITHOUT_NAME']],
  ['an address with a name, as the header of a template', inTemplate({ ...place, name: 'Shop' }), []],
  ['an address beside an empty name', { location: { ...place, name: '' } }, ['ADDRESS_WITHOUT_NAME']],
  ['an empty address', { location: { ...place, address: '' } }, []],
  ['an address with a name', { location: { ...place, name: 'Pick-up point' } }, []],
])('%s is stored, with these warnings', async (_what, message, codes) => {
  const answer = await gateway.api.call(EnqueueWithWarnings, { input: aMessage({ message }) });
  const stored = answer.enqueueMessage;
  if (stored.__typename !== 'EnqueuedMessage') throw new Error('Expected the message to be stored.');
  expect(stored.warnings.map(({ code }) => code)).toEqual(codes);
});
