import { afterAll, beforeAll, expect, test } from 'vitest';
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
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html']);
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
