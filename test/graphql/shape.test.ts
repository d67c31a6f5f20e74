import { afterAll, beforeAll, expect, test } from 'vitest';
import { Enqueue, EnqueueList } from '../support/operations.ts';
import { sender, startGateway, type Gateway } from '../support/start-gateway.ts';
import { aMessage, countRows, nothingIsSent, truthfulStatus } from './scene.ts';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway(nothingIsSent);
});
afterAll(() => gateway[Symbol.asyncDispose]());

const image = { source: { id: '17' } };
const misshapen: [fault: string, input: unknown, sentence: RegExp][] = [
  ['no branch of `to`', { ...aMessage(), to: {} }, /Exactly one key must be specified .*RecipientInput/],
  [
    'two branches of `to`',
    { ...aMessage(), to: { phone: '+16505550101', userId: 'US.1' } },
    /Exactly one key must be specified .*RecipientInput/,
  ],
  ['null as the only branch of `to`', { ...aMessage(), to: { phone: null } }, /"phone" must be non-null/],
  ['no branch of `message`', { ...aMessage(), message: {} }, /Exactly one key .*MessageContentInput/],
  [
    'two branches of `message`',
    { ...aMessage(), message: { text: { body: 'a' }, image } },
    /Exactly one key .*MessageContentInput/,
  ],
  [
    'no branch of `source`',
    { ...aMessage(), message: { image: { source: {} } } },
    /Exactly one key .*MediaSourceInput/,
  ],
  [
    'two branches of `source`',
    { ...aMessage(), message: { image: { source: { id: '17', link: 'https://example.com/a.jpg' } } } },
    /Exactly one key .*MediaSourceInput/,
  ],
  ['an unknown field', { ...aMessage(), carrierPigeon: true }, /"carrierPigeon" is not defined/],
  [
    'an unknown kind of message',
    { ...aMessage(), message: { carrierPigeon: {} } },
    /"carrierPigeon" is not defined/,
  ],
  ['a number where a phone number belongs', { ...aMessage(), from: 15550783881 }, /Expected a string/],
  ['a number where text belongs', { ...aMessage(), message: { text: { body: 7 } } }, /non string value/],
  [
    'text where degrees belong',
    { ...aMessage(), message: { location: { latitude: '1,5', longitude: 2 } } },
    /non numeric value/,
  ],
  ['a list where an object belongs', { ...aMessage(), message: [[]] }, /to be an object/],
  ['a missing sender', { ...aMessage(), from: undefined }, /"from" of required type/],
  ['a missing recipient', { ...aMessage(), to: undefined }, /"to" of required type/],
  ['null as the message', { ...aMessage(), message: null }, /not to be null/],
  [
    'null where a default stands',
    { ...aMessage(), message: { text: { body: 'a', previewUrl: null } } },
    /not to be null/,
  ],
];

test.for(misshapen)(
  '%s refuses the whole request with a GraphQL error and stores nothing',
  async ([, input, sentence]) => {
    const before = await countRows(gateway.database);
    const { status, body } = await gateway.api.post(
      { query: Enqueue.toString(), variables: { input } },
      truthfulStatus,
    );
    expect({ status, data: body.data }).toEqual({ status: 400, data: undefined });
    expect(body.errors?.[0]?.message).toMatch(sentence);
    expect(await countRows(gateway.database)).toEqual(before);
  },
);

test('one misshapen input refuses the whole list, the good ones too', async () => {
  const inputs = [aMessage(), { ...aMessage(), to: {} }, aMessage()];
  const { status, body } = await gateway.api.post(
    { query: EnqueueList.toString(), variables: { inputs } },
    truthfulStatus,
  );
  expect({ status, data: body.data }).toEqual({ status: 400, data: undefined });
  expect(body.errors?.[0]?.message).toContain('at "inputs[1].to"');
  expect(await countRows(gateway.database)).toMatchObject({ messages: 0, jobs: 0, events: 0 });
});

test('shape is judged in the document as it is in variables', async () => {
  const { status, body } = await gateway.api.post(
    {
      query: `mutation { enqueueMessage(input: {
        from: "${sender}", to: { phone: "+16505550101", userId: "US.1" }, message: { text: { body: "a" } }
      }) { __typename } }`,
    },
    truthfulStatus,
  );
  expect({ status, data: body.data }).toEqual({ status: 400, data: undefined });
  expect(body.errors?.[0]?.message).toMatch(/RecipientInput.* exactly one key/);
  expect(await countRows(gateway.database)).toMatchObject({ messages: 0, jobs: 0, events: 0 });
});
