import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyToken } from '../support/own-secrets.ts';
import { startBehindProxy, type BehindProxy } from '../support/start-behind-proxy.ts';

let gateway: BehindProxy;
beforeAll(async () => {
  gateway = await startBehindProxy();
});
afterAll(() => gateway[Symbol.asyncDispose]());

const right = {
  'hub.mode': 'subscribe',
  'hub.verify_token': verifyToken,
  'hub.challenge': '1158201444',
};

test('the handshake with our verify token is answered with the challenge as plain text', async () => {
  const response = await shake(right);
  expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([
    200,
    'text/plain; charset=utf-8',
    '1158201444',
  ]);
});

test.each([
  ['another verify token', { ...right, 'hub.verify_token': 'wrong' }],
  ['no verify token', { 'hub.mode': 'subscribe', 'hub.challenge': '1' }],
  ['another mode', { ...right, 'hub.mode': 'unsubscribe' }],
  ['a challenge that is markup', { ...right, 'hub.challenge': '<script>' }],
  ['nothing at all', {}],
])('a handshake with %s is refused and echoes nothing', async (_name, query) => {
  const response = await shake(query);
  expect(response.status).toBe(403);
  expect(await response.text()).toBe('Expected hub.mode=subscribe and our verify token.');
});

test.each(['PUT', 'DELETE', 'PATCH'])('%s is answered with 405 and what is allowed', async (method) => {
  const response = await fetch(`${gateway.url}/webhooks/whatsapp`, { method });
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, POST']);
});

function shake(query: Record<string, string>): Promise<Response> {
  return fetch(`${gateway.url}/webhooks/whatsapp?${new URLSearchParams(query).toString()}`);
}
