import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once as onceOf } from 'node:events';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { startProxy } from '../support/start-proxy.ts';
import { closedPort, httpServer } from './misbehaving-server.ts';
import { answering, clientOf, message } from './send-harness.ts';

const accepted = '{"messaging_product":"whatsapp","messages":[{"id":"wamid.x"}]}';
/** Nobody on this machine has that name: only the proxy knows where it is. */
const whatsapp = { baseUrl: 'http://whatsapp.example' };

describe('by a proxy', () => {
  test('messages go through one tunnel, with the user and the password that the proxy wants', async () => {
    let requests = 0;
    await using server = await answering(200, accepted, () => (requests += 1));
    await using proxy = await startProxy(server.port);
    const uri = proxy.url.replace('//', '//user:p%40ss@');
    await using client = clientOf(whatsapp, {}, { proxy: uri, connections: 1 });
    expect(await client.send(message)).toMatchObject({ class: 'ACCEPTED' });
    expect(await client.send(message)).toMatchObject({ class: 'ACCEPTED' });
    expect(requests).toBe(2);
    expect(proxy.asked).toEqual([
      { target: 'whatsapp.example:80', authorization: `Basic ${btoa('user:p@ss')}` },
    ]);
    expect(proxy.forwarded).toBe(0);
  });

  test.each(['403 Forbidden', '407 Proxy Authentication Required', '502 Bad Gateway', '302 Found'])(
    'a tunnel that is refused with %s leaves the message not written',
    async (refusal) => {
      let requests = 0;
      await using server = await answering(200, accepted, () => (requests += 1));
      await using proxy = await startProxy(server.port, () => refusal);
      await using client = clientOf(whatsapp, {}, { proxy: proxy.url });
      expect(await client.send(message)).toMatchObject({ class: 'NOT_WRITTEN', reason: 'PROXY_REFUSED' });
      expect(requests).toBe(0);
    },
  );

  test('a proxy that is not there leaves the message not written', async () => {
    await using client = clientOf(whatsapp, {}, { proxy: `http://127.0.0.1:${await closedPort()}` });
    expect(await client.send(message)).toMatchObject({ class: 'NOT_WRITTEN', reason: 'ECONNREFUSED' });
  });

  test('a proxy that hangs up instead of an answer leaves the message not written', async () => {
    await using server = await answering(200, accepted);
    await using proxy = await startProxy(server.port, (request) => {
      request.socket.destroy();
      return 'silent';
    });
    await using client = clientOf(whatsapp, {}, { proxy: proxy.url });
    expect(await client.send(message)).toMatchObject({ class: 'NOT_WRITTEN' });
  });

  test('a silent proxy leaves the message not written, and gives its place and the client back', async () => {
    await using server = await answering(200, accepted);
    let isSilent = true;
    await using proxy = await startProxy(server.port, () => (isSilent ? 'silent' : undefined));
    await using client = clientOf(
      whatsapp,
      { connectMs: 100, totalMs: 5_000 },
      { proxy: proxy.url, connections: 1 },
    );
    const first = client.send(message);
    expect(await first).toMatchObject({ class: 'NOT_WRITTEN', reason: 'UND_ERR_HEADERS_TIMEOUT' });
    isSilent = false;
    expect(await client.send(message)).toMatchObject({ class: 'ACCEPTED' });
  });

  test('the deadline comes while the proxy is silent, and nothing is written later either', async () => {
    let requests = 0;
    await using server = await answering(200, accepted, () => (requests += 1));
    await using proxy = await startProxy(server.port, () => 'silent');
    const client = clientOf(whatsapp, { connectMs: 300, totalMs: 50 }, { proxy: proxy.url });
    expect(await client.send(message)).toMatchObject({ class: 'NOT_WRITTEN', reason: 'DEADLINE' });
    await client[Symbol.asyncDispose]();
    expect(requests).toBe(0);
  });

  test('a tunnel that is cut after the message was written leaves it unknown', async () => {
    const taken = Promise.withResolvers<undefined>();
    await using server = await httpServer(() => {
      taken.resolve(undefined);
    });
    await using proxy = await startProxy(server.port);
    await using client = clientOf(whatsapp, {}, { proxy: proxy.url });
    const sending = client.send(message);
    await taken.promise;
    proxy.cut();
    expect(await sending).toMatchObject({ class: 'UNKNOWN' });
  });

  const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
  if (!hasOpenssl) process.stderr.write('Skipped: TLS through a proxy needs openssl.\n');

  test.runIf(hasOpenssl)('TLS that fails within the tunnel leaves the message not written', async () => {
    const place = await mkdtemp(join(tmpdir(), 'hg-tls-'));
    const [key, cert] = [join(place, 'key.pem'), join(place, 'cert.pem')];
    const words = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost'];
    spawnSync('openssl', [...words, '-keyout', key, '-out', cert]);
    let requests = 0;
    const server = createServer({ key: await readFile(key), cert: await readFile(cert) }, (_, response) => {
      requests += 1;
      response.end(accepted);
    });
    server.listen(0, '127.0.0.1');
    await onceOf(server, 'listening');
    try {
      await using proxy = await startProxy((server.address() as AddressInfo).port);
      await using client = clientOf({ baseUrl: 'https://whatsapp.example' }, {}, { proxy: proxy.url });
      expect(await client.send(message)).toMatchObject({
        class: 'NOT_WRITTEN',
        reason: 'DEPTH_ZERO_SELF_SIGNED_CERT',
      });
      expect(proxy.asked.map((each) => each.target)).toEqual(['whatsapp.example:443']);
      expect(requests).toBe(0);
    } finally {
      server.close();
      await rm(place, { recursive: true });
    }
  });
});
