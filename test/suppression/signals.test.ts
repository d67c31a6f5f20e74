import { afterAll, beforeAll, expect, test } from 'vitest';
import { deriveKeys } from '../../src/auth/derive-keys.ts';
import { defaultTenantId } from '../../src/auth/ensure-default-tenant.ts';
import { hashAliases } from '../../src/contacts/hash-aliases.ts';
import { openDatabase } from '../../src/db/database.ts';
import { createLog } from '../../src/log/log.ts';
import { phoneNumber } from '../../src/recipient/phone-number.ts';
import { forgetRecipientNames } from '../../src/suppression/forget-recipient-names.ts';
import { aMessage, enqueue } from '../graphql/scene.ts';
import type { EnqueueMessageInput, WatchSuppressionsSubscription } from '../generated/graphql.ts';
import {
  CurrentCursor,
  EnqueueWithWarnings,
  Resubscribe,
  Unsubscribe,
  Watch,
  WatchSuppressions,
} from '../support/operations.ts';
import { inboundWebhook, preferenceWebhook, textFrom } from '../support/people-webhook.ts';
import { startGateway, type Gateway } from '../support/start-gateway.ts';
import { statusWebhook } from '../support/status-webhook.ts';
import { findEntries, postAndApply, sendFiltered } from './scene.ts';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway[Symbol.asyncDispose]());

const now = Math.floor(Date.now() / 1000);

const post = (webhook: object) => postAndApply(gateway, webhook);
const entriesOf = (recipient: { phone: string } | { userId: string }) => findEntries(gateway, recipient);
const outcomeOf = (changes: Partial<EnqueueMessageInput>) => sendFiltered(gateway, changes);

const marketing = {
  message: { template: { name: 'spring_sale', language: 'en', category: 'MARKETING' as const } },
};

test('who writes STOP gets no filtered message any more, whichever of their names it is for, and START brings them back', async () => {
  const phone = '+5511987654321';
  const from = { from: '551187654321', from_user_id: 'BR.Stopper' };
  await post(inboundWebhook([textFrom(from, 'Stop.', now - 60)]));
  expect(await entriesOf({ userId: 'BR.Stopper' })).toMatchObject([
    { list: 'UNSUBSCRIBED', scope: 'ALL', source: 'KEYWORD', recipient: { phone: '+551187654321' } },
  ]);
  expect(await outcomeOf({ to: { phone } })).toBe('RECIPIENT_UNSUBSCRIBED');
  expect(await outcomeOf({ to: { userId: 'BR.Stopper' } })).toBe('RECIPIENT_UNSUBSCRIBED');
  expect(await gateway.simulator.ledger()).toEqual([]);

  await post(inboundWebhook([textFrom(from, 'START', now - 30)]));
  expect(await entriesOf({ phone })).toEqual([]);
  expect(await outcomeOf({ to: { phone } })).toBe('READ');
});

test('innocent words, forwarded words and words in a group opt nobody out', async () => {
  const from = { from: '16505550181' };
  const messages = [
    textFrom(from, "don't stop", now),
    { ...textFrom(from, 'STOP', now), context: { forwarded: true } },
    { ...textFrom(from, 'STOP', now), group_id: 'Y2FwaV9ncm91cDox' },
  ];
  await post(inboundWebhook(messages));
  expect(await entriesOf({ phone: '+16505550181' })).toEqual([]);
});

test('the button "Stop promotions" of a template, and stopping in the app, keep back marketing and nothing else', async () => {
  const pressed = {
    id: 'wamid.B1',
    timestamp: String(now),
    type: 'button',
    button: { text: 'Stop promotions', payload: 'x' },
  };
  await post(inboundWebhook([{ from: '16505550182', ...pressed }]));
  await post(preferenceWebhook({ wa_id: '16505550183', value: 'stop', timestamp: now - 60 }));
  for (const [phone, source] of [
    ['+16505550182', 'KEYWORD'],
    ['+16505550183', 'WHATSAPP_PREFERENCE'],
  ] as const) {
    expect(await entriesOf({ phone })).toMatchObject([{ scope: 'MARKETING', source }]);
    expect(await outcomeOf({ to: { phone }, ...marketing })).toBe('RECIPIENT_UNSUBSCRIBED');
    expect(await outcomeOf({ to: { phone } })).toBe('READ');
  }
  await post(preferenceWebhook({ wa_id: '16505550183', value: 'resume', timestamp: now - 30 }));
  // WhatsApp repeats what it does not believe to be taken.
  await post(
    preferenceWebhook({ wa_id: '16505550183', value: 'stop', timestamp: now - 60, detail: 'again' }),
  );
  expect(await entriesOf({ phone: '+16505550183' })).toEqual([]);
});

test('the error 131050 on a status keeps back marketing from then on, and other errors keep back nothing', async () => {
  const failed = (recipient: string, code: number): object => ({
    id: `wamid.${recipient}`,
    status: 'failed',
    timestamp: String(now),
    recipient_id: recipient,
    errors: [{ code, title: 'Title' }],
  });
  await post(statusWebhook([failed('16505550184', 131050), failed('16505550185', 131026)]));
  expect(await entriesOf({ phone: '+16505550184' })).toMatchObject([
    { scope: 'MARKETING', source: 'ERROR_131050' },
  ]);
  expect(await entriesOf({ phone: '+16505550185' })).toEqual([]);
});

test('the error 131050 as the answer to a send keeps back marketing from then on', async () => {
  const answer = { kind: 'error', code: 131050 };
  await gateway.simulator.setRules({ rules: [{ match: {}, answer }] });
  expect(await outcomeOf({ to: { phone: '+16505550186' }, ...marketing })).toBe('131050');
  await gateway.simulator.setRules({ rules: [] });
  expect(await entriesOf({ phone: '+16505550186' })).toMatchObject([
    { scope: 'MARKETING', source: 'ERROR_131050' },
  ]);
});

test('a status that shows a number and a user id is remembered: who unsubscribed under the one is found under the other', async () => {
  await gateway.api.call(Unsubscribe, { input: { recipient: { phone: '+16505550187' }, scope: 'ALL' } });
  const shown = {
    id: 'wamid.SHOWN',
    status: 'delivered',
    timestamp: String(now),
    recipient_id: '16505550187',
  };
  await post(statusWebhook([{ ...shown, recipient_user_id: 'US.Shown' }]));
  expect(await outcomeOf({ to: { userId: 'US.Shown' } })).toBe('RECIPIENT_UNSUBSCRIBED');
  const back = await gateway.api.call(Resubscribe, {
    input: { recipient: { userId: 'US.Shown' }, scope: 'ALL' },
  });
  expect(back.resubscribeRecipient).toMatchObject({ changed: true, suppressions: [] });
  expect(await outcomeOf({ to: { phone: '+16505550187' } })).toBe('READ');
});

test('an answer to a send that shows a number and a user id is remembered, and early warnings know it', async () => {
  const { api, simulator } = gateway;
  const to = { phone: '+5585961234567' };
  const answer = { kind: 'accept', waId: '558561234567', userId: 'BR.Answered' };
  await simulator.setRules({ rules: [{ match: { recipient: to.phone }, answer }] });
  expect(await outcomeOf({ to })).toBe('READ');
  await simulator.setRules({ rules: [] });
  await api.call(Unsubscribe, { input: { recipient: { userId: 'BR.Answered' }, scope: 'ALL' } });
  for (const phone of [to.phone, '+558561234567']) {
    const input = aMessage({ to: { phone }, filterUnsubscribed: true });
    expect((await api.call(EnqueueWithWarnings, { input })).enqueueMessage).toMatchObject({
      warnings: [{ code: 'RECIPIENT_UNSUBSCRIBED' }],
    });
    expect(await outcomeOf({ to: { phone } })).toBe('RECIPIENT_UNSUBSCRIBED');
  }
});

test('the list still holds after the clear form of a name was erased, and the entry says nobody any more', async () => {
  const recipient = { phone: '+16505550188' };
  await gateway.api.call(Unsubscribe, {
    input: { recipient, scope: 'ALL', reason: 'Ana asked on the phone' },
  });
  await using database = openDatabase({
    connectionString: gateway.database.url,
    name: 'test',
    max: 1,
    log: createLog('error'),
  });
  const { recipient: key } = await deriveKeys(database, ['recipient']);
  const [hashes = []] = await hashAliases(database, defaultTenantId, key, [
    { phone: phoneNumber.parse(recipient.phone) },
  ]);
  await database.transaction((tx) => forgetRecipientNames(tx, defaultTenantId, hashes));
  expect(await entriesOf(recipient)).toMatchObject([{ recipient: null, reason: null, list: 'UNSUBSCRIBED' }]);
  expect(await outcomeOf({ to: recipient })).toBe('RECIPIENT_UNSUBSCRIBED');
});

test('every change of a list is an item of suppressionChanges, whoever made it, and the stream of messages shows none of them', async () => {
  const { api } = gateway;
  const { cursor: after } = await api.call(CurrentCursor, {});
  const recipient = { phone: '+16505550189' };
  await api.call(Unsubscribe, { input: { recipient, scope: 'ALL' } });
  await api.call(Unsubscribe, { input: { recipient, scope: 'ALL' } });
  await post(inboundWebhook([textFrom({ from: '16505550189' }, 'start', now + 3_600)]));
  await post(preferenceWebhook({ wa_id: '16505550189', value: 'stop', timestamp: now + 3_600 }));
  const seen: WatchSuppressionsSubscription['suppressionChanges'][] = [];
  for await (const { suppressionChanges: item } of api.watch(WatchSuppressions, { after })) {
    if (seen.push(item) === 3) break;
  }
  const entry = { recipient: { phone: '+16505550189', userId: null }, list: 'UNSUBSCRIBED' };
  expect(seen).toMatchObject([
    { change: 'ADDED', source: 'API', suppression: { ...entry, scope: 'ALL' } },
    { change: 'REMOVED', source: 'KEYWORD', suppression: { ...entry, scope: 'ALL' } },
    {
      change: 'ADDED',
      source: 'WHATSAPP_PREFERENCE',
      suppression: { ...entry, scope: 'MARKETING', endedAt: null },
    },
  ]);
  const again = api.watch(WatchSuppressions, { after: seen[1]?.cursor });
  expect((await again.next()).value).toEqual({ suppressionChanges: seen[2] });
  await again.return?.();

  const messages = api.watch(Watch, { after });
  const id = await enqueue(api, { to: { phone: '+16505550190' } });
  expect((await messages.next()).value).toMatchObject({ messageEvents: { message: { id } } });
  await messages.return?.();
});
