import { expect, test } from 'vitest';
import type { Caller } from '../../src/auth/authenticate.ts';
import { createOpenStreams, maxStreams } from '../../src/graphql/open-streams.ts';
import { head, openRaw } from '../http/raw-socket.ts';
import { CurrentCursor, Watch } from '../support/operations.ts';
import { apiKey, startGateway } from '../support/start-gateway.ts';
import { enqueue, nothingIsSent } from './scene.ts';

const query = 'subscription { messageEvents { __typename } }';
const atOnce = 50;
/** More than one key may have. */
const more = maxStreams / 2 + 100;

test('subscriptions that nobody reads leave their places to others: of a caller who accepts no stream, and of one who has left', async () => {
  await using gateway = await startGateway(nothingIsSent);
  const notAccepted = async (): Promise<number> =>
    (await gateway.api.post({ query }, { accept: 'application/json' })).status;
  for (let asked = 0; asked < more; asked += atOnce)
    expect(new Set(await Promise.all(Array.from({ length: atOnce }, notAccepted)))).toEqual(new Set([406]));

  const body = JSON.stringify({ query });
  const post = head(
    'POST /graphql HTTP/1.1',
    'host: localhost',
    `authorization: Bearer ${apiKey}`,
    'accept: text/event-stream',
    'content-type: application/json',
    `content-length: ${body.length}`,
  );
  const get = head(
    `GET /graphql?query=${encodeURIComponent(query)} HTTP/1.1`,
    'host: localhost',
    `authorization: Bearer ${apiKey}`,
    'accept: text/event-stream',
  );
  const leave = async (request: string): Promise<void> => {
    const socket = await openRaw(gateway.url);
    await new Promise((resolve) => socket.write(request, resolve));
    socket.destroy();
  };
  await Promise.all(Array.from({ length: atOnce }, (_, at) => leave(at % 2 === 0 ? post + body : get)));

  const { cursor } = await gateway.api.call(CurrentCursor, {});
  const watch = gateway.api.watch(Watch, { after: cursor });
  const first = watch.next();
  await enqueue(gateway.api);
  expect((await first).value).toMatchObject({ messageEvents: { __typename: 'MessageEvent' } });
  await watch.return?.();
}, 240_000);

const caller: Caller = { tenantId: 'a tenant', keyId: 'a key' };

function openPlaces() {
  const keyGone = new AbortController();
  const closing = new AbortController();
  let held = 0;
  const hold = () => {
    held += 1;
    let isHeld = true;
    return {
      gone: keyGone.signal,
      release: () => {
        if (isHeld) held -= 1;
        isHeld = false;
      },
    };
  };
  const keys = { hold, [Symbol.asyncDispose]: () => Promise.resolve() };
  const streams = createOpenStreams({ keys, closing: closing.signal });
  return {
    keyGone,
    closing,
    held: () => held,
    open: (signal: AbortSignal) => streams.open({ caller, signal }, waitForEnd),
  };
}

/** A stream without items, which ends with its signal. */
function waitForEnd(signal: AbortSignal): AsyncIterableIterator<never, void> {
  const items = (async function* (): AsyncGenerator<never, void> {
    if (!signal.aborted)
      await new Promise((resolve) => {
        signal.addEventListener('abort', resolve);
      });
    yield* [];
  })();
  return items;
}

test('a stream holds no place after its caller has left, whether it was read or not', () => {
  const places = openPlaces();
  for (let opened = 0; opened < more; opened += 1) {
    places.open(AbortSignal.abort());
    const leaving = new AbortController();
    void places.open(leaving.signal).next();
    places.open(leaving.signal);
    leaving.abort();
  }
  expect(places.held()).toBe(0);
});

test('a stream whose key or process goes says so to whoever reads it then, and holds no place', async () => {
  const { signal } = new AbortController();
  const ofKey = openPlaces();
  const [first, second] = [ofKey.open(signal), ofKey.open(signal)];
  const waiting = first.next();
  ofKey.keyGone.abort();
  expect(ofKey.held()).toBe(0);
  await expect(waiting).rejects.toMatchObject({ extensions: { code: 'UNAUTHENTICATED' } });
  await expect(second.next()).rejects.toMatchObject({ extensions: { code: 'UNAUTHENTICATED' } });

  const ofProcess = openPlaces();
  const [third, fourth] = [ofProcess.open(signal), ofProcess.open(signal)];
  const last = third.next();
  ofProcess.closing.abort();
  expect(ofProcess.held()).toBe(0);
  await expect(last).rejects.toMatchObject({ extensions: { code: 'GOING_AWAY' } });
  await expect(fourth.next()).rejects.toMatchObject({ extensions: { code: 'GOING_AWAY' } });
});
