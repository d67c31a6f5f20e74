import { expect, test } from 'vitest';
import { readGates } from '../../src/senders/read-gates.ts';
import { startGateway } from '../support/start-gateway.ts';
import { withoutWorker } from '../support/start-worker.ts';

test('the gate of a sender that never sent is open, and nobody else can read it', async () => {
  await using gateway = await startGateway({ env: withoutWorker });
  const { database } = gateway;
  const [sender] = await database.query<{ tenant_id: string; sender_id: string }>('SELECT * FROM sender');
  const { tenant_id: tenantId = '', sender_id: senderId = '' } = sender ?? {};
  const gates = await readGates(database, tenantId, [senderId, senderId]);
  expect([...gates]).toMatchObject([
    [senderId, { closedUntil: null, closedCode: null, unreachableUntil: null }],
  ]);
  expect(await readGates(database, '00000000-0000-7000-8000-000000000002', [senderId])).toEqual(new Map());
});
