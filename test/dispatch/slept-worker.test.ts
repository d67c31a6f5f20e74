import { createSecretKey } from 'node:crypto';
import { expect, test } from 'vitest';
import type { ClaimedMessage } from '../../src/dispatch/claim-messages.ts';
import { sendMessage } from '../../src/dispatch/send-message.ts';
import { createLog } from '../../src/log/log.ts';
import { recipient } from '../../src/recipient/recipient.ts';
import type { SendRequest, WhatsAppClient } from '../../src/whatsapp/send-message.ts';

const budget = { connectMs: 500, headersMs: 1_500, deadlineMs: 2_000, leaseMs: 3_000 };
/** What is left to begin a send in, so that it ends within the lease; ms. */
const spareMs = budget.leaseMs - budget.deadlineMs;
const always = (): boolean => true;

test('a worker that slept since its claim writes nothing: its lease could end while WhatsApp answers', async () => {
  const { client, requests } = recordingClient();
  const { settlement } = await sendMessage(toolsWith(client), claimedBefore(spareMs + 1), always);
  expect(requests).toEqual([]);
  expect(settlement).toMatchObject({
    outcome: 'NOT_WRITTEN',
    attempt: 1,
    retry: { afterMs: 0, costsTry: false },
  });
});

test('a worker that is awake sends what it claimed, with an opaque value of its own', async () => {
  const { client, requests } = recordingClient();
  const { settlement } = await sendMessage(toolsWith(client), claimedBefore(0), always);
  expect(settlement).toMatchObject({ outcome: 'ACCEPTED', wamid: 'wamid.OUT1' });
  expect(requests).toMatchObject([{ phoneNumberId: '106540352242922', body: { to: '+16505550101' } }]);
});

test('a message whose content was erased fails and is not sent', async () => {
  const { client, requests } = recordingClient();
  const erased = { ...claimedBefore(0), content: undefined };
  const { settlement } = await sendMessage(toolsWith(client), erased, always);
  expect(requests).toEqual([]);
  expect(settlement).toMatchObject({
    outcome: 'NOT_WRITTEN',
    error: { code: 'INTERNAL' },
    deadLetter: { stage: 'RENDER' },
  });
  expect(settlement.retry).toBeUndefined();
});

function toolsWith(client: WhatsAppClient) {
  return {
    client,
    backOffCapMs: 300_000,
    accessToken: 'EAAtoken',
    opaqueKey: createSecretKey(Buffer.from('a key')),
    budget,
    log: createLog('silent'),
  };
}

function recordingClient(): { client: WhatsAppClient; requests: SendRequest[] } {
  const requests: SendRequest[] = [];
  const client: WhatsAppClient = {
    send(request) {
      requests.push(request);
      return Promise.resolve({ class: 'ACCEPTED', wamid: 'wamid.OUT1', durationMs: 1 });
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
  return { client, requests };
}

function claimedBefore(ms: number): ClaimedMessage {
  const tenantId = '00000000-0000-7000-8000-000000000001';
  const senderId = '0199f6a1-0000-7000-8000-000000000001';
  return {
    messageId: '0199f6a1-7c3e-7b51-9d1c-2f6a8e4b7c10',
    attempt: 1,
    tries: 0,
    priority: 1,
    sender: { tenantId, senderId, phoneNumber: '+15550783881', phoneNumberId: '106540352242922' },
    to: recipient.parse({ phone: '+16505550101' }),
    content: { type: 'text', text: { body: 'Hello', previewUrl: false } },
    context: undefined,
    wamids: new Map(),
    claimedAtMs: performance.now() - ms,
  };
}
