import { createHmac } from 'node:crypto';
import type { EnqueueRequest } from './enqueue-messages.ts';

/** Raise it when the canonical form changes: keys of another version are then compared by nothing but their key. */
const version = 1;

/**
 * What makes two requests "the same": an HMAC over the values that the caller gave, in one canonical form. Values that
 * equal a default count as not given, so that a field added later never turns a replay into a conflict.
 */
export function fingerprint(key: Buffer, request: EnqueueRequest): Buffer {
  const given = canonical({ ...request, idempotencyKey: undefined });
  const digest = createHmac('sha256', key).update(given).digest();
  return Buffer.concat([Buffer.of(version), digest]);
}

const defaults: Readonly<Record<string, unknown>> = {
  previewUrl: false,
  filterUnsubscribed: false,
  filterBlocked: false,
};

/** JSON with sorted keys, without what was not given. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value)
    .filter(([name, given]) => given !== undefined && given !== null && given !== defaults[name])
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, given]) => `${JSON.stringify(name)}:${canonical(given)}`);
  return `{${fields.join(',')}}`;
}
