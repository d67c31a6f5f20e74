import { statusOf, statusWebhook } from '../../test/support/status-webhook.ts';
import type { LedgerEntry } from '../../test/support/start-simulator.ts';
import { signatureOf } from '../../test/webhooks/post-webhook.ts';

/** A webhook with one status of each of these messages, as bytes, so that posting costs the measured time little. */
export function writeWebhook(accepted: readonly LedgerEntry[], status: string): Buffer {
  const timestamp = String(Math.floor(Date.now() / 1000));
  return Buffer.from(
    JSON.stringify(statusWebhook(accepted.map((each) => statusOf(each, status, { timestamp })))),
  );
}

export async function postSigned(url: string, body: Buffer): Promise<void> {
  const response = await fetch(`${url}/webhooks/whatsapp`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-hub-signature-256': signatureOf(body) },
    body: new Uint8Array(body),
  });
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`Expected the webhook to be stored, got ${response.status}.`);
}
