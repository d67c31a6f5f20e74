import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Overloaded } from '../../src/doors/overloaded.ts';
import type { EnqueueOutcome } from '../../src/messages/enqueue-messages.ts';
import type { EnqueueRequest } from '../../src/messages/enqueue-request.ts';
import { gatherEnqueues, type GatherLimits } from '../../src/messages/gather-enqueues.ts';
import type { PhoneNumber } from '../../src/recipient/phone-number.ts';
import { maskError } from '../../src/graphql/mask-error.ts';

const limits: GatherLimits = {
  batchSize: 5,
  perTenant: 2,
  perProcess: 3,
  waitingPerTenant: 10,
  waitingPerProcess: 15,
  patienceMs: 1_000,
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('a lone message is stored at once and alone', () => {
  const store = openStore();
  const { enqueue } = gatherEnqueues(store.store, limits);
  void enqueue('a', request('1'));
  expect(store.running).toEqual(['a:1']);
});

test('what comes while two transactions of a tenant run goes together in the next one', async () => {
  const store = openStore();
  const { enqueue } = gatherEnqueues(store.store, limits);
  const answers = ['1', '2', '3', '4', '5'].map((id) => enqueue('a', request(id)));
  expect(store.running).toEqual(['a:1', 'a:2']);
  await store.finish('a:1');
  expect(store.running).toEqual(['a:2', 'a:3,4,5']);
  await store.finish('a:2');
  await store.finish('a:3,4,5');
  expect(await Promise.all(answers)).toEqual(['1', '2', '3', '4', '5'].map(stored));
});

test('who comes alone after many waits for the others one turn of the event loop, and no longer', async () => {
  const store = openStore();
  const { enqueue } = gatherEnqueues(store.store, limits);
  for (const id of ['1', '2', '3', '4', '5', '6']) void enqueue('a', request(id));
  for (const name of ['a:1', 'a:2', 'a:3,4,5,6']) await store.finish(name);
  void enqueue('a', request('7'));
  expect(store.running).toEqual([]);
  void enqueue('a', request('8'));
  expect(store.running).toEqual(['a:7,8']);
  await store.finish('a:7,8');
  void enqueue('a', request('9'));
  await vi.advanceTimersByTimeAsync(0);
  expect(store.running).toEqual(['a:9']);
  await store.finish('a:9');
  await vi.advanceTimersByTimeAsync(0);
  void enqueue('a', request('10'));
  expect(store.running).toEqual(['a:10']);
});

test('a transaction takes no more than its share, and the rest keeps its order', async () => {
  const store = openStore();
  const { enqueue } = gatherEnqueues(store.store, limits);
  for (const id of ['1', '2', '3', '4', '5', '6', '7', '8', '9']) void enqueue('a', request(id));
  await store.finish('a:1');
  await store.finish('a:2');
  expect(store.running).toEqual(['a:3,4,5,6,7']);
  await store.finish('a:3,4,5,6,7');
  await vi.advanceTimersByTimeAsync(0);
  expect(store.running).toEqual(['a:8,9']);
});

test('tenants never share a transaction, and a busy one leaves room for the others', async () => {
  const store = openStore();
  const { enqueue } = gatherEnqueues(store.store, limits);
  for (const id of ['1', '2', '3', '4']) void enqueue('a', request(id));
  for (const id of ['1', '2', '3']) void enqueue('b', request(id));
  void enqueue('c', request('1'));
  expect(store.running).toEqual(['a:1', 'a:2', 'b:1']);
  await store.finish('a:1');
  await store.finish('a:2');
  expect(store.running).toEqual(['b:1', 'a:3,4', 'b:2,3']);
  void enqueue('a', request('5'));
  await store.finish('a:3,4');
  expect(store.running).toEqual(['b:1', 'b:2,3', 'c:1']);
});

test('a full queue refuses at once, each tenant by its own share and all by the bound of the process', async () => {
  const store = openStore();
  const { enqueue } = gatherEnqueues(store.store, limits);
  for (let n = 1; n <= 12; n += 1) void enqueue('a', request(`${n}`));
  await expect(enqueue('a', request('13'))).rejects.toThrow(Overloaded);
  for (let n = 1; n <= 6; n += 1) void enqueue('b', request(`${n}`));
  await expect(enqueue('b', request('7'))).rejects.toThrow(Overloaded);
});

test('who waited longer than the limit is refused, and is not stored later', async () => {
  const store = openStore();
  const { enqueue } = gatherEnqueues(store.store, limits);
  void enqueue('a', request('1'));
  void enqueue('a', request('2'));
  const late = expect(enqueue('a', request('3'))).rejects.toThrow(Overloaded);
  await vi.advanceTimersByTimeAsync(700);
  const inTime = enqueue('a', request('4'));
  await vi.advanceTimersByTimeAsync(400);
  await late;
  await store.finish('a:1');
  await store.finish('a:2');
  expect(store.running).toEqual(['a:4']);
  await store.finish('a:4');
  expect(await inTime).toEqual(stored('4'));
});

test('a caller who went away while waiting is not stored, and those behind are', async () => {
  const store = openStore();
  const { enqueue } = gatherEnqueues(store.store, limits);
  void enqueue('a', request('1'));
  void enqueue('a', request('2'));
  const leaving = new AbortController();
  const left = [3, 4, 5, 6, 7].map((n) =>
    expect(enqueue('a', request(`${n}`), leaving.signal)).rejects.toThrow(Overloaded),
  );
  void enqueue('a', request('8'));
  leaving.abort();
  await store.finish('a:1');
  await Promise.all(left);
  expect(store.running).toEqual(['a:2', 'a:8']);
});

test('whichever messages spoil a transaction, they alone are refused and every other is stored once', async () => {
  vi.useRealTimers();
  await fc.assert(
    fc.asyncProperty(fc.array(fc.boolean(), { minLength: 1, maxLength: 40 }), async (isBad) => {
      const kept: string[] = [];
      const { enqueue } = gatherEnqueues(
        async (_tenantId, requests) => {
          await Promise.resolve();
          const ids = requests.map(idOf);
          if (ids.some((id) => isBad[Number(id)])) throw sqlError('23514');
          kept.push(...ids);
          return ids.map(stored);
        },
        { ...limits, waitingPerTenant: 100, waitingPerProcess: 100 },
      );
      const ends = await Promise.allSettled(isBad.map((_, index) => enqueue('a', request(`${index}`))));
      expect(ends.map((each) => each.status)).toEqual(isBad.map((bad) => (bad ? 'rejected' : 'fulfilled')));
      expect(kept.sort()).toEqual(isBad.flatMap((bad, index) => (bad ? [] : [`${index}`])).sort());
    }),
  );
});

test('a transaction that fails for another reason is not tried apart, and all its callers hear why', async () => {
  const store = openStore();
  const { enqueue } = gatherEnqueues(store.store, limits);
  const answers = ['1', '2', '3', '4'].map((id) => enqueue('a', request(id)));
  await store.finish('a:1');
  const refused = [answers[2], answers[3]].map((each) =>
    expect(each).rejects.toMatchObject({ code: '57014' }),
  );
  await store.fail('a:3,4', sqlError('57014'));
  await Promise.all(refused);
  expect(store.running).toEqual(['a:2']);
});

test('a refusal for want of room is told with a code, and that the same call may be tried again', () => {
  expect(maskError(new Overloaded('full'), 'Unexpected error.')).toMatchObject({
    extensions: { code: 'OVERLOADED', retryable: true, retryAfterSeconds: 1, http: { status: 503 } },
  });
});

/** A store whose transactions end when the test says so; each is named by its tenant and ids. */
function openStore() {
  const open = new Map<string, PromiseWithResolvers<EnqueueOutcome[]>>();
  const settled = () => vi.advanceTimersByTimeAsync(0);
  return {
    store: (tenantId: string, requests: readonly EnqueueRequest[]): Promise<EnqueueOutcome[]> => {
      const transaction = Promise.withResolvers<EnqueueOutcome[]>();
      open.set(`${tenantId}:${requests.map(idOf).join(',')}`, transaction);
      return transaction.promise;
    },
    get running() {
      return [...open.keys()];
    },
    async finish(name: string) {
      const ids = name.split(':')[1]?.split(',') ?? [];
      open.get(name)?.resolve(ids.map(stored));
      open.delete(name);
      await settled();
    },
    async fail(name: string, error: Error) {
      open.get(name)?.reject(error);
      open.delete(name);
      await settled();
    },
  };
}

function request(id: string): EnqueueRequest {
  return {
    from: '+16505550100',
    to: { phone: '+16505550101' as PhoneNumber }, // in the right form
    content: { type: 'text', text: { body: 'Hello', previewUrl: false } },
    externalId: id,
    filterUnsubscribed: false,
    filterBlocked: false,
    priority: 1,
    onUnknown: 'HOLD',
  };
}

function idOf({ externalId }: EnqueueRequest): string {
  return externalId ?? '';
}

function stored(messageId: string): EnqueueOutcome {
  return { outcome: 'ENQUEUED', messageId, replayed: false };
}

function sqlError(code: string): Error {
  return Object.assign(new Error('refused'), { code });
}
