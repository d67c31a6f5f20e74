import { readdirSync, readFileSync } from 'node:fs';
import { buildSchema, isInputObjectType } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enqueue } from '../graphql/scene.ts';
import { Cancel, CurrentCursor } from '../support/operations.ts';
import { startGateway, type Gateway } from '../support/start-gateway.ts';
import { watchMessage } from '../support/watch-message.ts';

const examples = readdirSync('examples', { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.graphql'),
);

let gateway: Gateway;
let canceled: string;
beforeAll(async () => {
  gateway = await startGateway();
  canceled = await enqueue(gateway.api, { sendAt: new Date(Date.now() + 3_600_000).toISOString() });
  await gateway.api.call(Cancel, { id: canceled });
});
afterAll(() => gateway[Symbol.asyncDispose]());

test.each(examples)('the example %s is taken by the gateway and by WhatsApp', async (file) => {
  const { api, simulator } = gateway;
  const { cursor: after } = await api.call(CurrentCursor, {});
  const { body } = await api.post({
    query: readFileSync(`examples/${file}`, 'utf8'),
    variables: { sendAt: new Date(Date.now() + 500).toISOString(), id: canceled },
  });
  expect(body.errors).toBeUndefined();
  for (const answer of Object.values(body.data ?? {}) as { __typename: string; message: { id: string } }[]) {
    expect(answer.__typename).toMatch(/^(Enqueued|Sent)Message$/);
    const { id } = answer.message;
    await watchMessage(api, id, { after, until: 'SENT' });
    const entry = (await simulator.ledger()).find(({ opaque }) => opaque?.includes(id));
    expect(entry?.decision).toBe('ACCEPTED');
  }
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
