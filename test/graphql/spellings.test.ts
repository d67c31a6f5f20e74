import { afterAll, beforeAll, expect, test } from 'vitest';
import { ListInbound, ListMessages, Watch, CurrentCursor } from '../support/operations.ts';
import { inboundWebhook, textFrom } from '../support/people-webhook.ts';
import { startGateway, type Gateway } from '../support/start-gateway.ts';
import { allApplied, postWebhook } from '../webhooks/post-webhook.ts';
import { enqueue } from './scene.ts';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway[Symbol.asyncDispose]());

const spellings: [country: string, dialled: string, waId: string][] = [
  ['Brazil', '+5511987654321', '551187654321'],
  ['Mexico', '+525512345678', '5215512345678'],
  ['Argentina', '+5491123456789', '541123456789'],
];

test.for(spellings)(
  'in %s messages to somebody, their events, and what they write are found by either spelling of the number',
  async ([, dialled, waId]) => {
    const { api } = gateway;
    const { cursor: after } = await api.call(CurrentCursor, {});
    await enqueue(api, { to: { phone: '+16505550101' } });
    const id = await enqueue(api, { to: { phone: dialled } });
    await postWebhook(
      gateway.url,
      inboundWebhook([textFrom({ from: waId }, `Hello from ${waId}`, 1_790_000_000)]),
    );
    await allApplied(gateway);
    for (const phone of [dialled, `+${waId}`]) {
      const { messages } = await api.call(ListMessages, { filter: { to: { phone } } });
      expect(messages.edges.map(({ node }) => node.id)).toEqual([id]);
      const { inboundMessages } = await api.call(ListInbound, { filter: { from: { phone } } });
      expect(inboundMessages.edges).toHaveLength(1);
      const events = api.watch(Watch, { after, filter: { to: { phone } } });
      expect((await events.next()).value).toMatchObject({ messageEvents: { message: { id } } });
      await events.return?.();
    }
  },
);
