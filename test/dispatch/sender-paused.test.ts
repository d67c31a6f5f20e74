import { expect, test } from 'vitest';
import type { DispatchTimes } from '../../src/dispatch/run-dispatch.ts';
import type { ApiClient } from '../support/api-client.ts';
import { enqueue } from '../graphql/scene.ts';
import { enqueueMany } from '../journey/enqueue-many.ts';
import { enqueueText } from '../support/enqueue-text.ts';
import { eventually } from '../support/eventually.ts';
import { fillQueue } from '../support/fill-queue.ts';
import { CurrentCursor, FindMessage, SenderGates } from '../support/operations.ts';
import { startGateway, type Gateway } from '../support/start-gateway.ts';
import { shortTimes, startWorker, withoutWorker } from '../support/start-worker.ts';
import { watchStatuses } from '../support/watch-message.ts';

/** A pause that outlasts any test. */
const longPause: DispatchTimes = { ...shortTimes, gates: { ...shortTimes.gates, mendMs: 600_000 } };
const refuse = (code: number) => ({ rules: [{ answer: { kind: 'error', code } }] });

test('a dead access token pauses its sender for all workers: a whole backlog costs a few requests and no try, and none of it fails', async () => {
  await using gateway = await startGateway({ env: withoutWorker });
  const { simulator, database } = gateway;
  await simulator.setRules(refuse(190));
  await enqueueMany(gateway.api, { clients: 2, total: 300 });
  await using workers = new AsyncDisposableStack();
  workers.use(await startWorker(gateway, longPause));
  workers.use(await startWorker(gateway, longPause));
  await eventually(
    () => gateOf(gateway),
    (gate) => gate?.pausedBecause?.code === '190',
  );
  // Both look again, every 50 ms, and find it closed. What was under way when it closed is all that left.
  await passLooks(gateway, longPause);
  expect((await simulator.ledger()).length).toBeLessThanOrEqual(100);
  expect(
    await database.query(
      `SELECT 1 FROM delivery WHERE tries > 0 OR phase NOT IN ('QUEUED', 'RETRY_WAIT', 'SENDING')`,
    ),
  ).toEqual([]);
  // The worker that started last may still have been trying it.
  const gate = await eventually(
    () => gateOf(gateway),
    (seen) => seen?.pausedUntil != null,
  );
  expect(gate?.pausedBecause).toMatchObject({
    code: '190',
    retryable: true,
    advice: expect.any(String) as unknown,
  });
});

test('a worker that starts with a new access token tries the paused sender at once, first with one message, and everything goes', async () => {
  await using gateway = await startGateway({ env: withoutWorker });
  const { api, simulator, database } = gateway;
  await simulator.setRules(refuse(190));
  const { cursor: after } = await api.call(CurrentCursor, {});
  const id = await enqueueText(api, '+16505550101');
  const old = await startWorker(gateway, longPause);
  await eventually(
    () => gateOf(gateway),
    (gate) => gate?.pausedUntil != null,
  );
  await old[Symbol.asyncDispose]();
  await enqueueMany(gateway.api, { clients: 1, total: 50 });
  await simulator.setRules({ rules: [] });

  await using workers = new AsyncDisposableStack();
  workers.use(await startWorker(gateway, longPause));
  await watchStatuses(api, id, { after, until: 'READ' });
  await eventually(
    () => gateOf(gateway),
    (gate) => gate?.pausedUntil === null,
  );
  const waiting = () => database.query('SELECT 1 FROM delivery WHERE accepted_at IS NULL');
  await eventually(waiting, (rows) => rows.length === 0);
  expect(await database.query('SELECT closed_times, probes_left, closed_code FROM sender_pace')).toEqual([
    { closed_times: 0, probes_left: null, closed_code: null },
  ]);
});

test('after each pause one single message tries, by whichever worker, until one comes through; then all go, each once', async () => {
  await using gateway = await startGateway({ env: withoutWorker });
  const { simulator, database } = gateway;
  await simulator.setRules(refuse(131031));
  await enqueueMany(gateway.api, { clients: 2, total: 100 });
  await using workers = new AsyncDisposableStack();
  const times = { ...shortTimes, gates: { ...shortTimes.gates, mendMs: 100, longestMendMs: 400 } };
  workers.use(await startWorker(gateway, times));
  workers.use(await startWorker(gateway, times));
  const closings = async () =>
    (await database.query<{ closed_times: number }>('SELECT closed_times FROM sender_pace'))[0]?.closed_times;
  const before = (await eventually(closings, (count) => (count ?? 0) >= 2)) ?? 0;
  const first = (await simulator.ledger()).length;
  await eventually(closings, (count) => (count ?? 0) >= before + 3);
  const requests = (await simulator.ledger()).length - first;
  // One request for each closing since, and the one that is under way.
  expect(requests).toBeLessThanOrEqual(((await closings()) ?? 0) - before + 1);

  await simulator.setRules({ rules: [] });
  const accepted = async () => (await simulator.ledger()).filter((entry) => entry.decision === 'ACCEPTED');
  const all = await eventually(accepted, (entries) => entries.length >= 100);
  expect(new Set(all.map((entry) => entry.opaque?.split('.')[1])).size).toBe(100);
  expect(await gateOf(gateway)).toMatchObject({ pausedUntil: null, pausedBecause: null });
});

test('"too fast" costs its message no try and closes no gate: the sender goes on at half its pace', async () => {
  await using gateway = await startGateway({ times: shortTimes });
  const { api, simulator, database } = gateway;
  expect(await gateOf(gateway)).toMatchObject({ messagesPerSecond: 100_000, currentPace: 97_500 });
  await simulator.setRules({ rules: [{ match: { times: 1 }, answer: { kind: 'error', code: 130429 } }] });
  const { cursor: after } = await api.call(CurrentCursor, {});
  const id = await enqueueText(api, '+16505550101');
  await watchStatuses(api, id, { after, until: 'RETRYING' });
  const slowed = await eventually(
    () => gateOf(gateway),
    (gate) => (gate?.currentPace ?? 0) < 97_500,
  );
  expect(slowed).toMatchObject({ pausedUntil: null });
  expect(slowed?.currentPace).toBeLessThan(97_500 * 0.6);
  const other = await enqueueText(api, '+16505550102');
  await watchStatuses(api, other, { after, until: 'READ' });
  await watchStatuses(api, id, { after, until: 'READ' });
  expect(await database.query('SELECT DISTINCT tries FROM delivery')).toEqual([{ tries: 0 }]);
});

test('a paused template holds up its own messages only, and they are not claimed again before its time', async () => {
  await using gateway = await startGateway({ times: shortTimes });
  const { api, database, simulator } = gateway;
  await simulator.setRules({
    rules: [{ match: { type: 'template', times: 1 }, answer: { kind: 'error', code: 132015 } }],
  });
  const { cursor: after } = await api.call(CurrentCursor, {});
  const first = await enqueueTemplate(api, 'paused_one');
  await watchStatuses(api, first, { after, until: 'RETRYING' });
  await eventually(
    () => database.query('SELECT 1 FROM template_pause'),
    (rows) => rows.length === 1,
  );
  const second = await enqueueTemplate(api, 'paused_one');
  const other = await enqueueTemplate(api, 'another_one');
  await watchStatuses(api, other, { after, until: 'READ' });
  const rows = await database.query<{ message_id: string }>(
    `SELECT message_id, attempt, tries, parked_for, ready, not_before > now() + interval '2 hours' AS waits
     FROM delivery WHERE message_id = ANY($1) ORDER BY message_id`,
    [[first, second]],
  );
  expect(rows).toMatchObject([
    { message_id: first, attempt: 1, tries: 0, parked_for: 'TEMPLATE_PAUSED', ready: false, waits: true },
    { message_id: second, attempt: 0, tries: 0, parked_for: 'TEMPLATE_PAUSED', ready: false, waits: true },
  ]);
  expect((await api.call(FindMessage, { id: second })).message?.attempts).toEqual([]);
});

test('when WhatsApp answers nothing usable, the sender pauses after about ten requests instead of putting everything in doubt', async () => {
  await using gateway = await startGateway({ env: withoutWorker });
  const { simulator } = gateway;
  await simulator.setRules({ rules: [{ answer: { kind: 'bare503' } }] });
  await enqueueMany(gateway.api, { clients: 2, total: 300 });
  await using workers = new AsyncDisposableStack();
  const times = { ...shortTimes, gates: { ...shortTimes.gates, restMs: 600_000 } };
  workers.use(await startWorker({ ...gateway, config: { ...gateway.config, concurrency: 8 } }, times));
  await eventually(
    () => gateOf(gateway),
    (gate) => gate?.pausedBecause?.code === 'WHATSAPP_UNREACHABLE',
  );
  await passLooks(gateway, times);
  expect((await simulator.ledger()).length).toBeLessThanOrEqual(10 + 8);
});

test('what was claimed ahead is not sent any more once WhatsApp refuses its sender', async () => {
  const concurrency = 8;
  const taken = 200;
  await using gateway = await startGateway({ env: withoutWorker });
  const { simulator, database } = gateway;
  // A steady flow of quick answers, so that claims run ahead of it, and then none but refusals.
  await simulator.setRules({
    rules: [
      { match: { times: taken }, answer: { kind: 'slowHead', ms: 10 } },
      { answer: { kind: 'error', code: 190 } },
    ],
  });
  await fillQueue(database, taken * 2);
  await using workers = new AsyncDisposableStack();
  workers.use(await startWorker({ ...gateway, config: { ...gateway.config, concurrency } }, longPause));
  await eventually(
    () => gateOf(gateway),
    (gate) => gate?.pausedBecause?.code === '190',
  );
  await passLooks(gateway, longPause);
  // One for each place, and one that was written while the first refusal was read.
  const refused = (await simulator.ledger()).length - taken;
  expect(refused).toBeLessThanOrEqual(concurrency + 1);
  expect(await database.query('SELECT 1 FROM delivery WHERE tries > 0')).toEqual([]);
});

test('a sender that is tried again opens although one of the tries goes badly', async () => {
  await using gateway = await startGateway({ env: withoutWorker });
  const { simulator } = gateway;
  await simulator.setRules({
    rules: [
      { match: { times: 1 }, answer: { kind: 'error', code: 190 } },
      { match: { times: 2 } },
      { match: { times: 1 }, answer: { kind: 'bare503' } },
      {},
    ],
  });
  await enqueueMany(gateway.api, { clients: 1, total: 50 });
  await using workers = new AsyncDisposableStack();
  // One at a time, so that the third try is the bad one; a rest outlasts the test.
  const times = { ...shortTimes, gates: { ...shortTimes.gates, restMs: 600_000 } };
  workers.use(await startWorker({ ...gateway, config: { ...gateway.config, concurrency: 1 } }, times));
  await eventually(
    () => simulator.ledger(),
    (entries) => entries.filter((each) => each.decision === 'ACCEPTED').length >= 49,
  );
});

/** Long enough for every lane to have looked at its gate again: seen by the clock of the database. */
async function passLooks({ database }: Gateway, times: DispatchTimes): Promise<void> {
  const [start] = await database.query<{ now: Date }>('SELECT clock_timestamp() AS now');
  const spanMs = (times.gates?.lookMs ?? 0) * 40;
  await eventually(
    async () => (await database.query<{ now: Date }>('SELECT clock_timestamp() AS now'))[0]?.now,
    (now) => Number(now) - Number(start?.now) > spanMs,
  );
}

async function enqueueTemplate(api: ApiClient, name: string): Promise<string> {
  return enqueue(api, { message: { template: { name, language: 'en_US' } } });
}

async function gateOf({ api }: Gateway) {
  return (await api.call(SenderGates, {})).senders.edges[0]?.node;
}
