import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contentInputs } from '../content/arbitraries/content.ts';
import { CurrentCursor, Watch } from '../support/operations.ts';
import { sender, startGateway, type Gateway } from '../support/start-gateway.ts';
import { asWritten, contentFragments } from './select-content.ts';

/** Of each kind, in one run. */
const samples = 6;

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway[Symbol.asyncDispose]());

test('whatever valid message of any kind is drawn, the gateway stores it, WhatsApp takes it, and it is read back as it was written', async () => {
  const { api, simulator } = gateway;
  const seed = Date.now() % 2 ** 31;
  const contents = Object.entries(contentInputs).flatMap(([kind, inputs]) =>
    fc.sample(inputs, { numRuns: samples, seed }).map((content) => ({ kind, content: ready(content) })),
  );
  const { cursor } = await api.call(CurrentCursor, {});
  const inputs = contents.map(({ content }, index) => ({
    from: sender,
    to: { phone: `+1650556${String(index).padStart(4, '0')}` },
    message: content,
  }));
  const results: Stored[] = [];
  // As many as may be read whole at once.
  for (let from = 0; from < inputs.length; from += 100)
    results.push(...(await storeAndRead(inputs.slice(from, from + 100), `seed ${seed}`)));
  const ids = new Set<string>();
  for (const [index, { kind, content }] of contents.entries()) {
    const result = results[index];
    expect(result, `${kind}, seed ${seed}`).toMatchObject({ __typename: 'EnqueuedMessage' });
    expect(asWritten(result?.message.content), `${kind}, seed ${seed}`).toEqual(
      JSON.parse(JSON.stringify(withDefaults(content))),
    );
    ids.add(result?.message.id ?? '');
  }

  for await (const { messageEvents: item } of api.watch(Watch, {
    after: cursor,
    filter: { statuses: ['ACCEPTED', 'SENT', 'DELIVERED', 'READ', 'FAILED'] },
  })) {
    if (item.__typename === 'MessageEvent') ids.delete(item.message.id);
    if (ids.size === 0) break;
  }
  const refused = (await simulator.ledger()).filter((entry) => entry.decision !== 'ACCEPTED');
  expect(refused, `seed ${seed}`).toEqual([]);
});

async function storeAndRead(inputs: readonly object[], hint: string): Promise<Stored[]> {
  const { body } = await gateway.api.post({
    query: `mutation ($inputs: [EnqueueMessageInput!]!) { enqueueMessages(inputs: $inputs) {
      __typename
      ... on EnqueuedMessage { message { id content { ...Content } } }
      ... on InvalidInput { issues { path code message } }
    } }
    ${contentFragments()}`,
    variables: { inputs },
  });
  expect(body.errors, hint).toBeUndefined();
  return body.data?.['enqueueMessages'] as Stored[]; // as asked
}

interface Stored {
  __typename: string;
  message: { id: string; content: Record<string, unknown> };
}

/** Of our own ids none is on WhatsApp here: every reference is by wamid. What has a default may not be null. */
function ready(content: Record<string, unknown>): Record<string, unknown> {
  const written = asWritten(content) as Record<string, unknown>; // an object stays one
  if (!('reaction' in written)) return written;
  return { reaction: { ...(written['reaction'] as object), to: { wamid: 'wamid.HBgL' } } };
}

function withDefaults(content: Record<string, unknown>): unknown {
  const [[type, part] = []] = Object.entries(content);
  const written = asWritten(part);
  if (type === 'contacts') return { cards: written };
  if (type === 'text') return { previewUrl: false, ...(written as object) };
  return type === 'audio' ? { voice: false, ...(written as object) } : written;
}
