import { expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { CurrentCursor, FindMessage, Watch } from '../support/operations.ts';
import { startGateway } from '../support/start-gateway.ts';
import { startProcess } from '../support/start-process.ts';
import { enqueueMany } from './enqueue-many.ts';

const total = 600;

/** Workers with short times: what a dead one held stands as UNKNOWN after three seconds. */
const workerTimes = {
  SEND_CONNECT_TIMEOUT_MS: '500',
  SEND_HEADERS_TIMEOUT_MS: '1500',
  SEND_DEADLINE_MS: '2000',
  SEND_LEASE_MS: '3000',
};

test('a worker killed in the middle of its sends makes no second copy: what it held stands as UNKNOWN, the rest is sent once by the next worker', async () => {
  await using gateway = await startGateway({ env: { HELIOGRAPH_ROLES: 'gateway,webhook' } });
  const { api, simulator, database, config } = gateway;
  // Every answer takes a while, so that the worker holds many; no webhook comes to settle the doubt.
  await simulator.setRules({
    rules: [{ match: {}, answer: { kind: 'slowHead', ms: 300 }, webhooks: { drop: 'all' } }],
  });
  const startWorker = () =>
    startProcess({
      args: ['--roles', 'worker'],
      env: {
        ...workerTimes,
        PORT: '0',
        DATABASE_URL: database.url,
        HELIOGRAPH_API_KEY: config.apiKey,
        WHATSAPP_API_URL: simulator.url,
      },
    });
  const { cursor } = await api.call(CurrentCursor, {});
  const ids = await enqueueMany(api, { clients: 4, total });

  const last = new Map<string, string>();
  const events = api.watch(Watch, { after: cursor });
  const isSettled = (): boolean => ids.every((id) => ['ACCEPTED', 'UNKNOWN'].includes(last.get(id) ?? ''));
  const countAccepted = (): number => [...last.values()].filter((status) => status === 'ACCEPTED').length;
  async function watchUntil(reached: () => boolean): Promise<void> {
    while (!reached()) {
      const next = await events.next();
      if (next.done === true) throw new Error('Expected the stream to go on, but it ended.');
      const item = next.value.messageEvents;
      if (item.__typename === 'MessageEvent') last.set(item.message.id, item.status);
    }
  }

  await using first = await startWorker();
  await watchUntil(() => countAccepted() >= 100);
  // Answers that come together leave a moment in which it holds none.
  await eventually(
    () => database.query(`SELECT FROM delivery WHERE phase = 'SENDING'`),
    (held) => held.length >= 10,
  );
  await first.end('SIGKILL');
  await using second = await startWorker();
  await watchUntil(isSettled);

  const unknown = ids.filter((id) => last.get(id) === 'UNKNOWN');
  expect(unknown.length).toBeGreaterThan(0);
  const sent = (await simulator.ledger()).map((entry) => entry.opaque?.split('.')[1]);
  expect(new Set(sent).size).toBe(sent.length);
  expect(new Set([...sent, ...unknown])).toEqual(new Set(ids));
  const { message } = await api.call(FindMessage, { id: unknown[0] ?? '' });
  expect(message).toMatchObject({
    status: 'UNKNOWN',
    inDoubt: true,
    attempts: [{ number: 1, outcome: null }],
  });
  await second.end('SIGTERM');
});
