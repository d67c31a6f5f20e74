import { expect, test } from 'vitest';
import { watchVerdicts } from '../../src/messages/watch-verdicts.ts';

/** Nothing is there, and nobody rings. */
const silent = {
  database: { query: () => Promise.resolve([]) } as never, // the one member that is used
  doorbell: { onRing: () => () => undefined } as never, // likewise
};

test('one key waits in half of the places and leaves the rest to others, and a place that is given back is free again', () => {
  const verdicts = watchVerdicts(silent, 4);
  const first = verdicts.reserve('a');
  expect(verdicts.reserve('a')).toBeDefined();
  expect(verdicts.reserve('a')).toBeUndefined();
  first?.[Symbol.dispose]();
  expect(verdicts.reserve('a')).toBeDefined();
  expect(verdicts.reserve('b')).toBeDefined();
});

test('who has gone already waits for nothing', async () => {
  using place = watchVerdicts(silent).reserve('a');
  const gone = { timeoutMs: 60_000, signal: AbortSignal.abort() };
  expect(await place?.wait({ tenantId: 't', messageId: 'm' }, gone)).toBeUndefined();
});
