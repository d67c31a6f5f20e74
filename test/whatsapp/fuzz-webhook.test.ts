import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readWebhook } from '../../src/whatsapp/read-webhook.ts';
import { inbound, messages, metadata, status } from './webhook-body.ts';

/** Bodies of the short form: 30,000 together with those of `test/graphql/fuzz-bodies.test.ts`. */
const numRuns = Number(process.env['FUZZ_RUNS'] ?? 28_000);

/** Making a body takes longer than reading it, and other runs share the processors; ms. */
const timeout = 60_000 + numRuns * 60;

/** Names that every JavaScript object answers to, although nobody gave it such a field. */
const inherited = [...Object.getOwnPropertyNames(Object.prototype), 'then', 'toJSON', 'length'];

describe('a name that every object inherits is no field of an item:', () => {
  test.each(inherited)('a message of type %s is kept as a kind that nobody knows', (type) => {
    const reading = readWebhook(messages([inbound({ type, text: undefined }), inbound()]));
    expect(reading.problems).toEqual([]);
    expect(reading.messages).toMatchObject([
      { content: { type: 'OTHER', word: type, raw: null } },
      { content: { type: 'TEXT' } },
    ]);
  });

  test.each(inherited)('a reply of type %s is kept as it came', (type) => {
    const interactive = { type };
    const reading = readWebhook(messages([inbound({ type: 'interactive', interactive })]));
    expect(reading.messages).toMatchObject([
      { content: { type: 'OTHER', word: 'interactive', raw: interactive } },
    ]);
  });
});

test('a key with half of a character is mended where JSON is kept as it came', () => {
  const body = messages([inbound({ type: 'poll', poll: { ['a\uD800']: { ['\0']: 1 } } })]);
  expect(readWebhook(body).messages).toMatchObject([{ content: { raw: { 'a\uFFFD': { '\uFFFD': 1 } } } }]);
});

test(
  'whatever a body holds, every item is read or is a problem with its path, and nothing throws',
  { timeout },
  () => {
    fc.assert(
      fc.property(body, ({ text, items }) => {
        const reading = readWebhook(Buffer.from(text));
        const told = [...reading.statuses, ...reading.messages, ...reading.problems].map(({ path }) => path);
        expect(items.filter((path) => !told.includes(path))).toEqual([]);
        // Postgres refuses JSON with U+0000 or half of a character, and stores everything else.
        const stored = JSON.stringify([reading.statuses, reading.messages, reading.people]);
        expect(stored).not.toMatch(/(?<!\\)(\\\\)*\\u(0000|d[89a-f])/i);
      }),
      { numRuns },
    );
  },
);

/**
 * Some thousand samples, drawn once: making each anew takes most of the time. A body that fails is shown whole, so it needs
 * no seed to be tried again.
 */
function pool<Value>(of: fc.Arbitrary<Value>, count = 2_000): fc.Arbitrary<Value> {
  const samples = fc.sample(of, count);
  return fc.constantFrom(...samples);
}

const word = pool(
  fc.oneof(
    fc.constantFrom(
      ...inherited,
      'text',
      'image',
      'system',
      'order',
      'failed',
      'payment',
      'US.A',
      '16505550101',
    ),
    fc.constantFrom('\0', '\uD83D', '', '-0', '1e999', '1788256900', '1788256900000', '9'.repeat(400)),
    fc.string({ unit: 'binary' }),
  ),
);
/** Any JSON, with the words that mean something and the names that every object inherits. */
const json: fc.Arbitrary<unknown> = pool(
  fc.oneof(
    { maxDepth: 4 },
    fc.jsonValue(),
    word,
    fc.constantFrom(0, -0, 1e308, 2 ** 53, -(2 ** 63), true, null),
    fc.constantFrom(deep(31), deep(33), deep(500)),
    fc.array(word, { maxLength: 3 }),
    fc.dictionary(fc.oneof(word, fc.constantFrom('id', 'type', 'body', 'code', 'details')), fc.jsonValue(), {
      maxKeys: 4,
    }),
  ),
);

const parts = {
  ...{ text: { body: 'Hello' }, image: { id: '1', mime_type: 'image/jpeg' }, button: { payload: 'p' } },
  ...{
    location: { latitude: 1, longitude: 2 },
    contacts: [{ name: { formatted_name: 'Ana' }, phones: [{}] }],
  },
  ...{ order: { product_items: [{ product_retailer_id: 'x' }] }, reaction: { message_id: 'wamid.1' } },
  ...{
    interactive: { type: 'button_reply', button_reply: { id: 'a' } },
    system: { type: 'x', user_id: 'US.B' },
  },
  ...{
    context: { id: 'wamid.OUT1' },
    referral: { source_url: 'https://example.com' },
    errors: [{ code: 1 }],
  },
};
const aStatus = status({ errors: [{ code: 131047, title: 't', error_data: { details: 'd' } }], pricing: {} });
const aPreference = { wa_id: '16505550101', category: 'marketing_messages', value: 'stop', timestamp: 1 };
const aContact = { wa_id: '16505550101', user_id: 'US.A', profile: { name: 'Ana', username: '@ana' } };

/** A shape that WhatsApp sends, with any of its fields replaced by anything, however deep, or with more beside them. */
function bent(shape: unknown): fc.Arbitrary<unknown> {
  if (typeof shape !== 'object' || shape === null)
    return fc.oneof({ weight: 6, arbitrary: fc.constant(shape) }, { weight: 1, arbitrary: json });
  const fields = Object.entries(shape).map(([name, value]) => fc.tuple(fc.constant(name), bent(value)));
  const more = fc.array(fc.tuple(word, json), { maxLength: 2 });
  const whole = Array.isArray(shape)
    ? fc.tuple(...(shape as unknown[]).map(bent))
    : fc.tuple(fc.tuple(...fields), more).map(([own, others]) => Object.fromEntries([...own, ...others]));
  return fc.oneof({ weight: 8, arbitrary: whole }, { weight: 1, arbitrary: json });
}

const type = fc.oneof(fc.constantFrom(...Object.keys(parts), 'edit', 'unsupported', 'poll'), word, json);
const message = fc
  .tuple(bent({ ...inbound(), ...parts }), type)
  .map(([item, given]) => (isObject(item) ? { ...item, type: given } : item));
const value = fc.record(
  {
    metadata: fc.oneof(
      { weight: 9, arbitrary: fc.constant(metadata.metadata) },
      { weight: 1, arbitrary: json },
    ),
    contacts: fc.oneof(fc.array(bent(aContact), { maxLength: 2 }), json),
    messages: fc.oneof(
      { weight: 6, arbitrary: fc.array(message, { maxLength: 3 }) },
      { weight: 1, arbitrary: json },
    ),
    statuses: fc.oneof(
      { weight: 6, arbitrary: fc.array(bent(aStatus), { maxLength: 3 }) },
      { weight: 1, arbitrary: json },
    ),
    user_preferences: fc.oneof(fc.array(bent(aPreference), { maxLength: 2 }), json),
    errors: fc.oneof(fc.array(bent({ code: 131000, title: 't' }), { maxLength: 2 }), json),
  },
  { requiredKeys: ['metadata'] },
);
/** A few thousand are made from nothing; of each there are many more that differ in one to three places. */
const bentValue = fc
  .tuple(pool(value, 1_500), fc.array(fc.tuple(fc.nat(), json), { maxLength: 3 }))
  .map(([given, changes]) =>
    changes.reduce<object>((before, [place, anything]) => replace(before, place, anything), given),
  );
const body = fc
  .tuple(bentValue, fc.constantFrom('messages', 'messages', 'user_preferences'))
  .map(([given, field]) => {
    const text = JSON.stringify({ entry: [{ id: '1', changes: [{ field, value: given }] }] });
    const read = field === 'messages' ? ['statuses', 'messages', 'errors'] : ['statuses', 'errors'];
    const items = read.flatMap((list) => {
      const listed = (given as Record<string, unknown>)[list];
      return Array.isArray(listed)
        ? listed.map((_, index) => `entry.0.changes.0.value.${list}.${index}`)
        : [];
    });
    return { text, items };
  });

/** A copy of which one place, however deep, is another; never the sender, without whom nothing is read. */
function replace(given: object, place: number, anything: unknown): object {
  const copy = structuredClone(given);
  const places: [holder: object, name: string][] = [];
  const find = (holder: object): void => {
    for (const [name, inside] of Object.entries(holder)) {
      if (holder === copy && name === 'metadata') continue;
      places.push([holder, name]);
      if (typeof inside === 'object' && inside !== null) find(inside as object);
    }
  };
  find(copy);
  const [holder, name] = places[place % Math.max(1, places.length)] ?? [{}, ''];
  Object.defineProperty(holder, name, {
    value: anything,
    enumerable: true,
    writable: true,
    configurable: true,
  });
  return copy;
}

function isObject(given: unknown): given is object {
  return typeof given === 'object' && given !== null && !Array.isArray(given);
}

function deep(levels: number): unknown {
  return levels === 0 ? 1 : { a: deep(levels - 1) };
}
