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

/** A busy receiver answers 503 and is asked again, as WhatsApp does. */
const maxPosts = 20;

export async function postSigned(url: string, body: Buffer): Promise<void> {
  for (let time = 1; time <= maxPosts; time += 1) {
    const response = await fetch(`${url}/webhooks/whatsapp`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-hub-signature-256': signatureOf(body) },
      body: new Uint8Array(body),
    });
    await response.arrayBuffer();
    if (response.ok) return;
    if (response.status !== 503) throw new Error(`Expected 200 or 503, got ${response.status}.`);
  }
  throw new Error(`Expected the webhook to be stored, got 503 ${maxPosts} times.`);
}
