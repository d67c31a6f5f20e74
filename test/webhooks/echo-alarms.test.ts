import { afterAll, beforeAll, expect, test } from 'vitest';
import { deriveKeys } from '../../src/auth/derive-keys.ts';
import { openDatabase } from '../../src/db/database.ts';
import { createLog } from '../../src/log/log.ts';
import { signOpaqueValue } from '../../src/whatsapp/opaque-value.ts';
import { strangerOf } from '../graphql/scene.ts';
import { enqueueText } from '../support/enqueue-text.ts';
import { CurrentCursor, FindMessage } from '../support/operations.ts';
import { startGateway, type Gateway } from '../support/start-gateway.ts';
import { shortTimes } from '../support/start-worker.ts';
import { statusOf, statusWebhook } from '../support/status-webhook.ts';
import { watchStatuses } from '../support/watch-message.ts';
import { allApplied, postWebhook } from './post-webhook.ts';

const ownSender = '106540352242922';
const otherSender = '106540352242923';
const strangersSender = '106540352242929';
const lines: string[] = [];
let gateway: Gateway;
let sign: (attempt: number, messageId: string) => string;
beforeAll(async () => {
  const log = createLog('warn', { write: (line) => void lines.push(line) });
  const senders = `+15550783881=${ownSender},+15550783882=${otherSender}`;
  gateway = await startGateway({ times: shortTimes, env: { WHATSAPP_SENDERS: senders }, log });
  const { database } = gateway;
  await using own = openDatabase({ connectionString: database.url, name: 'test', max: 1, log });
  const keys = await deriveKeys(own, ['opaque value']);
  sign = (attempt, messageId) => signOpaqueValue({ messageId, attempt }, keys['opaque value']);
  await strangerOf(gateway);
  await database.query(
    `INSERT INTO sender (tenant_id, sender_id, phone_number, phone_number_id)
     VALUES ('00000000-0000-7000-8000-000000000002', gen_random_uuid(), '+15550783889', $1)`,
    [strangersSender],
  );
});
afterAll(() => gateway[Symbol.asyncDispose]());

test.each([
  {
    name: 'through the sender of another tenant',
    event: 'webhooks.echo_denied',
    of: strangersSender,
    attempt: 1,
  },
  {
    name: 'through another sender of the tenant',
    event: 'webhooks.echo_denied',
    of: otherSender,
    attempt: 1,
  },
  { name: 'of an attempt that was never made', event: 'webhooks.echo_denied', of: ownSender, attempt: 999 },
  { name: 'with a forged MAC', event: 'webhooks.echo_forged', of: ownSender, attempt: 1, forged: true },
])('a status that echoes our value $name changes nothing, and raises an alarm', async (given) => {
  const { api, simulator, url } = gateway;
  await simulator.setRules({ rules: [{ answer: { kind: 'acceptThenDrop' }, webhooks: { drop: 'all' } }] });
  const { cursor: after } = await api.call(CurrentCursor, {});
  const id = await enqueueText(api, '+16505550101');
  await watchStatuses(api, id, { after, until: 'UNKNOWN' });
  const signed = sign(given.attempt, id);
  const opaque = given.forged ? signed.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')) : signed;
  lines.length = 0;
  const wamid = `wamid.COPIED.${id}`;
  expect(await postWebhook(url, statusWebhook([statusOf({ wamid, opaque }, 'read')], given.of))).toBe(200);
  await allApplied(gateway);
  expect((await api.call(FindMessage, { id })).message).toMatchObject({ status: 'UNKNOWN', wamid: null });
  expect(lines.filter((line) => line.includes(given.event))).toHaveLength(1);
  expect(lines.join('')).not.toContain(wamid);
});
