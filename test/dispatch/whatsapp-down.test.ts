import { expect, test } from 'vitest';
import { enqueueText } from '../support/enqueue-text.ts';
import { freePort } from '../support/free-port.ts';
import { CurrentCursor, FindMessage } from '../support/operations.ts';
import { startGateway } from '../support/start-gateway.ts';
import { startSimulator } from '../support/start-simulator.ts';
import { shortTimes } from '../support/start-worker.ts';
import { watchMessage, watchStatuses } from '../support/watch-message.ts';

test('while WhatsApp cannot be reached a message is RETRYING and spends no try; when WhatsApp is back it goes on by itself', async () => {
  const port = await freePort();
  await using gateway = await startGateway({
    times: shortTimes,
    overrides: { whatsappUrl: `http://127.0.0.1:${port}` },
  });
  const { api, database } = gateway;
  const { cursor: after } = await api.call(CurrentCursor, {});
  const id = await enqueueText(api, '+16505550101');
  const seen = await watchMessage(api, id, { after, until: 'RETRYING' });
  expect(seen.at(-1)).toMatchObject({ attempt: 1, error: { code: 'WHATSAPP_UNREACHABLE' } });
  const { message: waiting } = await api.call(FindMessage, { id });
  expect(waiting).toMatchObject({
    inDoubt: false,
    error: { code: 'WHATSAPP_UNREACHABLE', retryable: true },
  });
  expect(waiting?.attempts[0]).toMatchObject({ outcome: 'NOT_WRITTEN', httpStatus: null });

  await using whatsapp = await startSimulator({
    webhookUrl: `${gateway.url}/webhooks/whatsapp`,
    env: { SIMULATOR_PORT: String(port) },
  });
  const statuses = await watchStatuses(api, id, { after, until: 'READ' });
  expect(statuses.slice(-4)).toEqual(['ACCEPTED', 'SENT', 'DELIVERED', 'READ']);
  const { message } = await api.call(FindMessage, { id });
  expect(message).toMatchObject({ status: 'READ', error: null });
  expect(await database.query('SELECT tries FROM delivery')).toEqual([{ tries: 0 }]);
  expect(await whatsapp.ledger()).toMatchObject([{ decision: 'ACCEPTED', wamid: message?.wamid }]);
});
