import { createHmac, timingSafeEqual, type KeyObject } from 'node:crypto';

/** Which attempt of which message a webhook is about. */
export interface OpaqueValue {
  messageId: string;
  attempt: number;
}

/**
 * The text that travels as `biz_opaque_callback_data` and comes back in every status: `v1.<message id>.<attempt>.<mac>`.
 * Anyone with a token of the same business account can write this field, hence the MAC. Nothing in it is personal.
 */
export function signOpaqueValue({ messageId, attempt }: OpaqueValue, key: KeyObject): string {
  const signed = `v1.${messageId}.${attempt}`;
  const value = `${signed}.${macOf(signed, key)}`;
  if (!form.test(value) || attempt > maxAttempt) {
    throw new RangeError(`Expected a lower-case UUID and an attempt from 1 to ${maxAttempt}.`);
  }
  return value;
}

/** What we signed, or undefined for anything else: a foreign text there is normal and says nothing. */
export function readOpaqueValue(value: unknown, key: KeyObject): OpaqueValue | undefined {
  const parts = typeof value === 'string' ? form.exec(value)?.groups : undefined;
  if (parts === undefined) return undefined;
  const { signed = '', messageId = '', attempt = '', mac = '' } = parts;
  return timingSafeEqual(Buffer.from(mac), Buffer.from(macOf(signed, key)))
    ? { messageId, attempt: Number(attempt) }
    : undefined;
}

/** Has the form of ours, whoever signed it. */
export function looksLikeOpaqueValue(value: unknown): boolean {
  return typeof value === 'string' && form.test(value);
}

const form =
  /^(?<signed>v1\.(?<messageId>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(?<attempt>[1-9][0-9]{0,9}))\.(?<mac>[A-Za-z0-9_-]{22})$/;

const maxAttempt = 2_147_483_647; // Postgres integer
const macBytes = 16; // 128 bits, above the 96 that FM §1.1 asks for; 22 characters in base64url

function macOf(signed: string, key: KeyObject): string {
  return createHmac('sha256', key).update(signed).digest().subarray(0, macBytes).toString('base64url');
}
