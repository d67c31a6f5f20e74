import { subscribe } from 'node:diagnostics_channel';
import { isRecord } from './json-value.ts';

/** Whether undici began to write one request. */
export interface HeadersWatch {
  readonly sent: boolean;
}

/**
 * Watches the one request whose body is this very Buffer: undici hands the object on uncopied, and shows it on its
 * channel just before the first byte is written. No error code can tell this (FM §0 E1).
 */
export function watchHeaders(body: Buffer): HeadersWatch {
  if (body.byteLength === 0)
    throw new RangeError('Expected a body; without one the request cannot be watched.');
  const watch = { sent: false };
  watches.set(body, watch);
  return watch;
}

/** Goes with the body, so that nothing has to be cleared. */
const watches = new WeakMap<Uint8Array, { sent: boolean }>();

subscribe('undici:client:sendHeaders', (message) => {
  const request = isRecord(message) ? message['request'] : undefined;
  const body = isRecord(request) ? request['body'] : undefined;
  const watch = body instanceof Uint8Array ? watches.get(body) : undefined;
  if (watch !== undefined) watch.sent = true;
});
