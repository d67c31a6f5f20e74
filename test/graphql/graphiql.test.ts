import { hash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { servePage } from '../../src/graphql/serve-page.ts';
import { apiKey, startGateway, type Gateway } from '../support/start-gateway.ts';
import { nothingIsSent } from './scene.ts';

let gateway: Gateway;
let page: Response;
let html: string;
beforeAll(async () => {
  gateway = await startGateway(nothingIsSent);
  page = await fetch(`${gateway.url}/graphql`, { headers: { accept: 'text/html' } });
  html = await page.text();
});
afterAll(() => gateway[Symbol.asyncDispose]());

test('a browser gets GraphiQL without a key, also from the root of the address', async () => {
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  expect(html).toContain('<title>Heliograph</title>');
  const root = await fetch(gateway.url, { headers: { accept: 'text/html' }, redirect: 'manual' });
  expect([root.status, root.headers.get('location')]).toEqual([302, '/graphql']);
});

test('the page loads nothing from another machine', () => {
  const addresses = /<(?:script|link|img|iframe)\b[^>]*\b(?:src|href)\s*=\s*["']?(?:https?:)?\/\/[^>]*/gi;
  expect(html.match(addresses)).toBeNull();
  expect(
    html.match(/(?:\bimport|importScripts)\s*\(\s*["'`](?:https?:)?\/\/|@import\s+["'(u]+https?:/gi),
  ).toBeNull();
  expect(html.match(/https?:\/\/[\w.-]*(?:unpkg|jsdelivr|cdnjs|esm\.sh|skypack|googleapis)\b/gi)).toBeNull();
});

test('the page opens with one example that watches and one that sends', () => {
  expect(html).toContain('subscription Watch');
  expect(html).toContain('mutation Send');
});

test('the page does not tell the key', () => {
  expect(html).not.toContain(apiKey);
});

test('no other page shows it in a frame, and it runs its own script alone and asks nobody but us', () => {
  expect(page.headers.get('x-frame-options')).toBe('DENY');
  expect(page.headers.get('x-content-type-options')).toBe('nosniff');
  expect(page.headers.get('referrer-policy')).toBe('no-referrer');
  const script = /<script>([^]*)<\/script>/.exec(html)?.[1] ?? '';
  expect(page.headers.get('content-security-policy')?.split('; ')).toEqual([
    "default-src 'none'",
    `script-src 'sha256-${hash('sha256', script, 'base64')}'`,
    "style-src 'unsafe-inline'",
    'img-src data:',
    'font-src data:',
    "connect-src 'self'",
    'worker-src blob: data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ]);
});

test('an answer that the page is unchanged says the same of it', async () => {
  const headers = { accept: 'text/html', 'if-none-match': page.headers.get('etag') ?? '' };
  const again = await fetch(`${gateway.url}/graphql`, { headers });
  expect(again.status).toBe(304);
  expect(again.headers.get('content-security-policy')).toBe(page.headers.get('content-security-policy'));
});

test('a page that could not be made is made anew for the next reader, and then for nobody again', async () => {
  let made = 0;
  const bytes = Buffer.from('a page');
  const serve = servePage(() => {
    made += 1;
    return made === 1
      ? Promise.reject(new Error('no memory'))
      : Promise.resolve({ html: bytes, zipped: bytes, etag: '"1"', policy: "default-src 'none'" });
  });
  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.writeHead(500).end());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // a server that listens has one
  const statuses: number[] = [];
  for (let asked = 0; asked < 3; asked += 1) statuses.push((await fetch(url)).status);
  expect(statuses).toEqual([500, 200, 200]);
  expect(made).toBe(2);
  server.closeAllConnections();
  server.close();
});
