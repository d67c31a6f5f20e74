import { afterAll, beforeAll, expect, test } from 'vitest';
import { WaitingFor } from '../support/operations.ts';
import { startGateway, type Gateway } from '../support/start-gateway.ts';
import { enqueue, nothingIsSent } from './scene.ts';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway(nothingIsSent);
});
afterAll(() => gateway[Symbol.asyncDispose]());

async function waitingFor(id: string) {
  return (await gateway.api.call(WaitingFor, { id })).message?.waitingFor;
}

/** The gate of the sender, as a worker would have left it. */
async function setGate(change: string): Promise<void> {
  await gateway.database.query('DELETE FROM sender_pace');
  await gateway.database.query(
    'INSERT INTO sender_pace (tenant_id, sender_id) SELECT tenant_id, sender_id FROM sender',
  );
  await gateway.database.query(`UPDATE sender_pace SET ${change}`);
}

test('a scheduled message waits for its time', async () => {
  const sendAt = new Date(Date.now() + 3_600_000).toISOString();
  const id = await enqueue(gateway.api, { sendAt });
  expect(await waitingFor(id)).toMatchObject({ code: 'SEND_AT', until: sendAt, error: null });
});

test('a message behind another of its key waits for it, nobody knows until when', async () => {
  await enqueue(gateway.api, { ordering: { key: 'k' } });
  const id = await enqueue(gateway.api, { ordering: { key: 'k' } });
  expect(await waitingFor(id)).toMatchObject({
    code: 'ORDER',
    until: null,
    sentence: expect.stringContaining('before it') as string,
  });
});

test('a message that was refused for now waits for its next try, and says why', async () => {
  const id = await enqueue(gateway.api);
  await gateway.database.query(
    `UPDATE delivery SET phase = 'RETRY_WAIT', ready = false, parked_for = 'BACK_OFF', not_before = '2099-01-01Z',
       error = '{"code": "131016", "title": "Service unavailable"}' WHERE message_id = $1`,
    [id],
  );
  expect(await waitingFor(id)).toMatchObject({
    code: 'BACK_OFF',
    until: '2099-01-01T00:00:00.000Z',
    error: { code: '131016' },
  });
});

const gates: [what: string, change: string, reason: object | null][] = [
  [
    'is paused by WhatsApp',
    `closed_until = '2099-01-01Z', closed_code = '131042', closed_since = now(), tat = '2098-01-01Z'`,
    { code: 'SENDER_PAUSED', until: '2099-01-01T00:00:00.000Z', error: { code: '131042' } },
  ],
  ['cannot reach WhatsApp', `unreachable_until = '2099-01-01Z'`, { code: 'WHATSAPP_UNREACHABLE' }],
  [
    'has given its pace away',
    `tat = '2099-01-01Z'`,
    { code: 'SENDER_PACE', until: '2099-01-01T00:00:00.000Z' },
  ],
  ['was paused and is open again', `closed_until = now() - interval '1 s', closed_code = '131042'`, null],
];

test.for(gates)(
  'a message whose sender %s says so, and one that is over waits for nothing',
  async ([, change, reason]) => {
    const id = await enqueue(gateway.api);
    await setGate(change);
    const seen = await waitingFor(id);
    if (reason === null) expect(seen).toBeNull();
    else expect(seen).toMatchObject(reason);
    await gateway.database.query(
      `UPDATE delivery SET phase = 'CANCELED', ready = false WHERE message_id = $1`,
      [id],
    );
    expect(await waitingFor(id)).toBeNull();
  },
);

/** It has been ready for so long without being taken. */
async function waitsSince(id: string, ago: string): Promise<void> {
  await gateway.database.query(
    `UPDATE delivery SET not_before = now() - $2::interval WHERE message_id = $1`,
    [id, ago],
  );
}

const late: [what: string, change: string, reason: object | null][] = [
  ['whom a worker has served just now', 'tat = now()', { code: 'TURN', until: null }],
  ['whom no worker has served for a while', `tat = now() - interval '11 s'`, { code: 'WORKER', until: null }],
  [
    'whose gate is tried at this moment',
    `tat = now(), closed_until = now() - interval '1 s', closed_code = '131042'`,
    { code: 'SENDER_PAUSED', until: null, error: { code: '131042' } },
  ],
];

test.for(late)('a message of a sender %s says so after more than 10 seconds', async ([, change, reason]) => {
  const id = await enqueue(gateway.api);
  await setGate(change);
  expect(await waitingFor(id)).toBeNull();
  await waitsSince(id, '11 s');
  expect(await waitingFor(id)).toMatchObject({ ...reason, sentence: expect.any(String) as string });
});

test('a message of a sender that no worker has known yet waits for a worker', async () => {
  await gateway.database.query('DELETE FROM sender_pace');
  const id = await enqueue(gateway.api);
  await waitsSince(id, '11 s');
  expect(await waitingFor(id)).toMatchObject({ code: 'WORKER', until: null });
});

test('a scheduled message whose time has passed waits for a worker when none is there', async () => {
  const id = await enqueue(gateway.api, { sendAt: new Date(Date.now() + 3_600_000).toISOString() });
  await setGate(`tat = now() - interval '11 s'`);
  await waitsSince(id, '11 s');
  expect(await waitingFor(id)).toMatchObject({ code: 'WORKER', until: null });
});
