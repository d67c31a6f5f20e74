import { expect, test } from 'vitest';
import { isUnsendable } from '../../src/whatsapp/is-unsendable.ts';
import { enqueueText } from '../support/enqueue-text.ts';
import { eventually } from '../support/eventually.ts';
import { FindMessage, SenderGates } from '../support/operations.ts';
import { startGateway } from '../support/start-gateway.ts';
import { shortTimes, startWorker, withoutWorker } from '../support/start-worker.ts';

const times = { ...shortTimes, gates: { ...shortTimes.gates, mendMs: 600_000, longestMendMs: 600_000 } };

test('a request that can never be written pauses its sender, says why, and goes once the cause is mended', async () => {
  await using gateway = await startGateway({ env: withoutWorker });
  const { api, config, database, simulator } = gateway;
  // As a settings file would be damaged after its form was judged.
  const damaged = { ...gateway, config: { ...config, whatsappAccessToken: 'one\ntwo' } };
  const worker = await startWorker(damaged, times);
  const id = await enqueueText(api, '+16505550101');
  const gate = await eventually(
    async () => (await api.call(SenderGates, {})).senders.edges[0]?.node,
    (seen) => seen?.pausedBecause != null,
  );
  expect(gate?.pausedBecause).toMatchObject({ code: 'REQUEST_UNSENDABLE', retryable: true });
  expect(gate?.pausedBecause?.advice).toContain('WHATSAPP_ACCESS_TOKEN');
  const { message } = await eventually(
    () => api.call(FindMessage, { id }),
    (seen) => seen.message?.status === 'RETRYING',
  );
  expect(message?.error).toMatchObject({ code: 'REQUEST_UNSENDABLE', details: 'UND_ERR_INVALID_ARG' });
  expect(await database.query('SELECT tries FROM delivery')).toEqual([{ tries: 0 }]);
  expect(await simulator.ledger()).toEqual([]);
  await worker[Symbol.asyncDispose]();

  // A worker that starts tries what is paused at once.
  await using mended = await startWorker(gateway, times);
  expect(mended.port).toBeGreaterThan(0);
  await eventually(
    () => api.call(FindMessage, { id }),
    (seen) => seen.message?.status === 'READ',
  );
});

test.each([
  'UND_ERR_INVALID_ARG',
  'UND_ERR_NOT_SUPPORTED',
  'ERR_INVALID_CHAR',
  'ERR_INVALID_URL',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
])('%s is mended by nobody but a person', (reason) => {
  expect(isUnsendable({ class: 'NOT_WRITTEN', reason })).toBe(true);
});

test.each([
  'ECONNREFUSED',
  'ENOTFOUND',
  'ECONNRESET',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_SOCKET',
  'UND_ERR_ABORTED',
  'DEADLINE',
  'WITHDRAWN',
  'NO_FREE_CONNECTION',
  'REFERENCE_WAITS',
  'ERR_TLS_HANDSHAKE_TIMEOUT',
])('%s may be gone a moment later', (reason) => {
  expect(isUnsendable({ class: 'NOT_WRITTEN', reason })).toBe(false);
});
