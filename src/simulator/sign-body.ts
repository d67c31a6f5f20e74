import { createHmac } from 'node:crypto';

/** The value of X-Hub-Signature-256 over exactly these bytes. */
export function signBody(appSecret: string, body: Buffer): string {
  return `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`;
}
