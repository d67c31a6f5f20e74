import { readdirSync, readFileSync } from 'node:fs';
import { buildSchema, isInputObjectType } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CurrentCursor } from '../support/operations.ts';
import { startGateway, type Gateway } from '../support/start-gateway.ts';
import { watchMessage } from '../support/watch-message.ts';

const examples = readdirSync('examples').filter((file) => file.endsWith('.graphql'));

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway[Symbol.asyncDispose]());

test.each(examples)('the example %s is taken by the gateway and by WhatsApp', async (file) => {
  const { api, simulator } = gateway;
  const { cursor: after } = await api.call(CurrentCursor, {});
  const { body } = await api.post({ query: readFileSync(`examples/${file}`, 'utf8') });
  expect(body.errors).toBeUndefined();
  expect(body.data?.['enqueueMessage']).toMatchObject({ __typename: 'EnqueuedMessage' });
  const { id } = (body.data?.['enqueueMessage'] as { message: { id: string } }).message;
  await watchMessage(api, id, { after, until: 'SENT' });
  const entry = (await simulator.ledger()).find(({ opaque }) => opaque?.includes(id));
  expect(entry?.decision).toBe('ACCEPTED');
});

test('there is an example for every kind of message, of interactive message and of template button', () => {
  const schema = buildSchema(readFileSync('schema.graphql', 'utf8'));
  const texts = examples.map((file) => readFileSync(`examples/${file}`, 'utf8')).join('\n');
  for (const name of ['MessageContentInput', 'InteractiveInput', 'TemplateButtonInput']) {
    const type = schema.getType(name);
    if (!isInputObjectType(type)) throw new Error(`Expected the input ${name}.`);
    for (const field of Object.keys(type.getFields()))
      expect(texts, `${name}.${field}`).toMatch(new RegExp(`\\b${field}: [{[]`));
  }
});
