import { expect, test } from 'vitest';
import { createOpenStreams, maxStreams } from '../../src/graphql/open-streams.ts';

const stays = new AbortController().signal;
const keys = { hold: () => ({ gone: stays, release: () => undefined }) } as never; // the one member that is used

test('one key that asks for more subscriptions than its share is refused what is beyond, and another key gets its own', async () => {
  const streams = createOpenStreams({ keys, closing: stays });
  const open = (keyId: string) =>
    // eslint-disable-next-line @typescript-eslint/require-await -- a stream that ends at once
    streams.open({ caller: { tenantId: 't', keyId }, signal: stays }, async function* () {
      yield* [];
    });
  const [first] = Array.from({ length: maxStreams / 2 }, () => open('greedy'));
  expect(() => open('greedy')).toThrow(/at most 2000 subscriptions of one key/);
  for (let opened = 0; opened < maxStreams / 4; opened += 1) open('modest');
  expect(() => open('modest')).toThrow(/at most 1000 subscriptions/);
  await first?.return?.();
  expect(open('third')).toBeDefined();
});
