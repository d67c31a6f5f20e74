import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Whether Meta signed these very bytes with one of our app secrets (several during a rotation). The bytes must
 * be the ones received: Meta escapes characters in its JSON, so that parsed and written again it differs.
 */
export function verifySignature(
  rawBody: Uint8Array,
  header: string | readonly string[] | undefined,
  appSecrets: readonly string[],
): boolean {
  const signature = signatureIn(header);
  if (signature === undefined) return false;
  return appSecrets.some((secret) => {
    // An empty secret would let everybody sign.
    if (secret === '') return false;
    return timingSafeEqual(createHmac('sha256', secret).update(rawBody).digest(), signature);
  });
}

/** Whether a header has the form of a signature: any other can be refused before its body is read. */
export function isSignature(header: string | readonly string[] | undefined): boolean {
  return signatureIn(header) !== undefined;
}

/** Node joins a repeated header with a comma, which the strict form refuses as well. */
function signatureIn(header: string | readonly string[] | undefined): Buffer | undefined {
  const [value, ...more] = typeof header === 'string' ? [header] : (header ?? []);
  if (value === undefined || more.length > 0) return undefined;
  const hex = /^sha256=([0-9a-f]{64})$/.exec(value)?.[1];
  return hex === undefined ? undefined : Buffer.from(hex, 'hex');
}
