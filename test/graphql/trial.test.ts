import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { head, openRaw, readToEnd } from '../http/raw-socket.ts';
import { apiKey, startGateway, type Gateway } from '../support/start-gateway.ts';
import { nothingIsSent } from './scene.ts';

let trial: Gateway;
let other: Gateway;
beforeAll(async () => {
  trial = await startGateway({ ...nothingIsSent, overrides: { isTrial: true } });
  other = await startGateway(nothingIsSent);
});
afterAll(async () => {
  await trial[Symbol.asyncDispose]();
  await other[Symbol.asyncDispose]();
});

const body = '{"query":"{ senders { phoneNumber } }"}';
const requests = {
  'the page': (host: string) => head('GET /graphql HTTP/1.1', host, 'accept: text/html', 'connection: close'),
  'an operation with a key that stands': (host: string) =>
    head(
      'POST /graphql HTTP/1.1',
      host,
      `authorization: Bearer ${apiKey}`,
      'content-type: application/json',
      `content-length: ${body.length}`,
      'connection: close',
    ) + body,
  'a socket': (host: string) =>
    head(
      'GET /graphql HTTP/1.1',
      host,
      'connection: Upgrade',
      'upgrade: websocket',
      'sec-websocket-version: 13',
      'sec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==',
      'sec-websocket-protocol: graphql-transport-ws',
    ),
};

/** The status of the answer, and whatever came with it. */
async function ask(gateway: Gateway, request: string): Promise<{ status: number; text: string }> {
  const socket = await openRaw(gateway.url, request);
  const first = await new Promise<string>((resolve) => {
    socket.once('data', (chunk: Buffer) => {
      resolve(chunk.toString('latin1'));
    });
    socket.once('close', () => {
      resolve('');
    });
  });
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1]);
  const text = status === 101 ? first : first + (await readToEnd(socket));
  socket.destroy();
  return { status, text };
}

function portOf(gateway: Gateway): string {
  return new URL(gateway.url).port;
}

describe.each(Object.entries(requests))('while it is for trying, %s', (name, requestTo) => {
  test.each(['localhost', '127.0.0.1', '[::1]', 'LOCALHOST'])('at %s is answered', async (host) => {
    const { status } = await ask(trial, requestTo(`host: ${host}:${portOf(trial)}`));
    expect(status).toBe(name === 'a socket' ? 101 : 200);
  });

  test.each([
    ['of a stranger, which points at this machine', (port: string) => `host: rebound.example:${port}`],
    ['that only begins like ours', (port: string) => `host: 127.0.0.1.rebound.example:${port}`],
    ['of another address', (port: string) => `host: 192.0.2.1:${port}`],
    ['without our port', () => 'host: localhost'],
    ['with another port', () => 'host: localhost:1'],
  ])('at a name %s is refused, without anything of it', async (_, hostAt) => {
    const { status, text } = await ask(trial, requestTo(hostAt(portOf(trial))));
    expect(status).toBe(421);
    expect(text).not.toContain('GraphiQL');
    expect(text).not.toContain('phoneNumber');
  });

  test('at any name is answered by a gateway that is not for trying, as behind a proxy', async () => {
    const { status } = await ask(other, requestTo('host: api.example.com'));
    expect(status).toBe(name === 'a socket' ? 101 : 200);
  });
});

test('health is told under every name, since it tells nothing', async () => {
  const { status } = await ask(trial, head('GET /livez HTTP/1.1', 'host: any.example', 'connection: close'));
  expect(status).toBe(200);
});

test('no key is in the page, also while it is for trying', async () => {
  const page = await fetch(`${trial.url}/graphql`, { headers: { accept: 'text/html' } });
  expect(await page.text()).not.toContain(apiKey);
});
