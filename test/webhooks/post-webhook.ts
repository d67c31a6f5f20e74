import { createHmac } from 'node:crypto';
import { eventually } from '../support/eventually.ts';
import type { TestDatabase } from '../support/create-database.ts';
import { appSecret } from '../support/own-secrets.ts';

export function signatureOf(body: Buffer, secret = appSecret): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

/** Posts bytes as WhatsApp would, signed unless the headers say otherwise; answers the status. */
export async function postWebhook(
  url: string,
  given: Buffer | object,
  headers: Record<string, string> = {},
): Promise<number> {
  const body = Buffer.isBuffer(given) ? given : Buffer.from(JSON.stringify(given));
  const response = await fetch(`${url}/webhooks/whatsapp`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-hub-signature-256': signatureOf(body), ...headers },
    body: new Uint8Array(body),
  });
  await response.arrayBuffer();
  return response.status;
}

/** As WhatsApp does it: what is answered with 503 comes again. Any other answer but 200 is wrong. */
export async function postUntilTaken(post: () => Promise<number>): Promise<void> {
  await eventually(post, (status) => {
    if (status !== 200 && status !== 503) throw new Error(`Expected 200 or 503, got ${status}.`);
    return status === 200;
  });
}

/** Answers when every webhook that was stored has been applied. */
export async function allApplied({ database }: { database: TestDatabase }): Promise<void> {
  const waiting = () => database.query('SELECT inbox_id FROM webhook_inbox WHERE applied_at IS NULL');
  await eventually(waiting, (rows) => rows.length === 0);
}
