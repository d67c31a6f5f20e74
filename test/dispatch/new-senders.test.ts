import { afterEach, beforeEach, expect, test } from 'vitest';
import { startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { createLog } from '../../src/log/log.ts';
import { enqueue } from '../graphql/scene.ts';
import { createApiClient, type ApiClient } from '../support/api-client.ts';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/free-port.ts';
import { CurrentCursor } from '../support/operations.ts';
import { ownSecrets } from '../support/own-secrets.ts';
import { apiKey, sender, startGateway, type Gateway } from '../support/start-gateway.ts';
import { startWorker, withoutWorker } from '../support/start-worker.ts';
import { watchStatuses } from '../support/watch-message.ts';

const added = '+15550783882';
const senders = `${sender}=106540352242922,${added}=106540352242923`;

let gateway: Gateway;
let worker: AsyncDisposable;
beforeEach(async () => {
  gateway = await startGateway({
    env: withoutWorker,
    simulatorEnv: { SIMULATOR_SENDERS: `${senders},${added}=106540352242924` },
  });
  worker = await startWorker(gateway);
});
afterEach(async () => {
  await worker[Symbol.asyncDispose]();
  await gateway[Symbol.asyncDispose]();
});

/** A gateway on the same database, whose settings name more senders than the worker was started with. */
async function startOther(wanted: string): Promise<AsyncDisposable & { api: ApiClient }> {
  const port = await freePort();
  const env = { PORT: String(port), HELIOGRAPH_API_KEY: apiKey, ...ownSecrets, WHATSAPP_SENDERS: wanted };
  const config = {
    ...readConfig(env, ['--roles', 'gateway']),
    databaseUrl: gateway.config.databaseUrl,
    whatsappUrl: gateway.config.whatsappUrl,
    apiKey,
  };
  const app = await startApp(config, createLog('error'));
  const api = createApiClient(`http://127.0.0.1:${port}`, apiKey);
  return {
    api,
    async [Symbol.asyncDispose]() {
      await api[Symbol.asyncDispose]();
      await app[Symbol.asyncDispose]();
    },
  };
}

/** Answers the ids of the numbers that WhatsApp got messages of this text from. */
async function sendersOf(body: string): Promise<string[]> {
  const ledger = await gateway.simulator.ledger();
  return ledger.filter((each) => JSON.stringify(each.body).includes(body)).map((each) => each.phoneNumberId);
}

test('a worker sends for a number that a gateway was given after it started, by that gateway and by one from before', async () => {
  await using other = await startOther(senders);
  for (const api of [other.api, gateway.api]) {
    const { cursor } = await api.call(CurrentCursor, {});
    const id = await enqueue(api, { from: added });
    expect(await watchStatuses(api, id, { after: cursor, until: 'READ' })).toContain('ACCEPTED');
  }
});

test('a number that gets another phone number id is sent from that one, without a restart', async () => {
  await using other = await startOther(senders);
  const send = async (body: string): Promise<string[]> => {
    await enqueue(other.api, { from: added, message: { text: { body } } });
    return eventually(
      () => sendersOf(body),
      (found) => found.length > 0,
    );
  };
  expect(await send('before the change')).toEqual(['106540352242923']);
  await using changed = await startOther(`${sender}=106540352242922,${added}=106540352242924`);
  let sent = 0;
  await eventually(
    () => send(`probe ${(sent += 1)} of the change`),
    ([phoneNumberId]) => phoneNumberId === '106540352242924',
  );
  const { cursor } = await changed.api.call(CurrentCursor, {});
  const id = await enqueue(changed.api, { from: added });
  expect(await watchStatuses(changed.api, id, { after: cursor, until: 'READ' })).toContain('ACCEPTED');
});

test('a worker ends only after what it sends for a number that it took up later is settled', async () => {
  await using other = await startOther(senders);
  const phaseOf = async (id: string): Promise<string | undefined> => {
    const text = 'SELECT phase FROM delivery WHERE message_id = $1';
    return (await gateway.database.query<{ phase: string }>(text, [id]))[0]?.phase;
  };
  // WhatsApp takes it and never answers.
  const id = await enqueue(other.api, { from: added, to: { phone: '+16505550134' } });
  await eventually(
    () => phaseOf(id),
    (phase) => phase !== 'QUEUED',
  );
  await worker[Symbol.asyncDispose]();
  expect(['UNKNOWN', 'HANDED_OVER']).toContain(await phaseOf(id));
});
