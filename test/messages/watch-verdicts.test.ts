import { expect, test } from 'vitest';
import { watchLoops } from '../../src/db/watch-loops.ts';
import { createLog } from '../../src/log/log.ts';
import { watchVerdicts } from '../../src/messages/watch-verdicts.ts';

/** Nothing is there, and nobody rings. */
const silent = {
  database: { query: () => Promise.resolve([]) } as never, // the one member that is used
  doorbell: { onRing: () => () => undefined } as never, // likewise
  loops: watchLoops(createLog('error')),
};

test('no more callers wait than there are places, and a place that is given back is free again', () => {
  const verdicts = watchVerdicts(silent, 2);
  const first = verdicts.reserve();
  expect(verdicts.reserve()).toBeDefined();
  expect(verdicts.reserve()).toBeUndefined();
  first?.[Symbol.dispose]();
  expect(verdicts.reserve()).toBeDefined();
});

test('who has gone already waits for nothing', async () => {
  using place = watchVerdicts(silent).reserve();
  const gone = { timeoutMs: 60_000, signal: AbortSignal.abort() };
  expect(await place?.wait({ tenantId: 't', messageId: 'm' }, gone)).toBeUndefined();
});
