import { createHmac, type KeyObject } from 'node:crypto';
import { priority } from '../delivery/delivery.ts';
import { rank } from '../delivery/status.ts';
import { defaultTimeoutSeconds } from './ordering-input.ts';
import type { EnqueueRequest, Ordering } from './enqueue-request.ts';

/** Raise it when the canonical form changes: keys of another version are then compared by nothing but their key. */
const version = 1;

/**
 * What makes two requests "the same": an HMAC over the values that the caller gave, in one canonical form. Values that
 * equal a default count as not given, so that a field added later never turns a replay into a conflict.
 */
export function fingerprint(key: KeyObject, request: EnqueueRequest | { retryOf: string }): Buffer {
  const given = canonical(givenOf(request));
  const digest = createHmac('sha256', key).update(given).digest();
  return Buffer.concat([Buffer.of(version), digest]);
}

/** Of a message sent again the caller gave nothing but the old one's id. */
function givenOf(request: EnqueueRequest | { retryOf: string }): object {
  if (!('content' in request) || request.retryOf !== undefined) return { retryOf: request.retryOf };
  return {
    ...request,
    idempotencyKey: undefined,
    validForMs: undefined,
    priority: unless(priority.NORMAL, request.priority),
    onUnknown: unless('HOLD', request.onUnknown),
    ordering: request.ordering && givenOfOrdering(request.ordering),
  };
}

function givenOfOrdering({ key, barrier, timeoutMs }: Ordering): object {
  return {
    key,
    barrier: unless(rank.ACCEPTED, barrier),
    timeoutMs: unless(defaultTimeoutSeconds * 1_000, timeoutMs),
  };
}

function unless<T>(usual: T, given: T): T | undefined {
  return given === usual ? undefined : given;
}

const defaults: Readonly<Record<string, unknown>> = {
  previewUrl: false,
  filterUnsubscribed: false,
  filterBlocked: false,
};

/** JSON with sorted keys, without what was not given. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null || value instanceof Date) return JSON.stringify(value);
  const fields = Object.entries(value)
    .filter(([name, given]) => given !== undefined && given !== null && given !== defaults[name])
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, given]) => `${JSON.stringify(name)}:${canonical(given)}`);
  return `{${fields.join(',')}}`;
}
