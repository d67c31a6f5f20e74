import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'undici';

/** Posts bodies to WhatsApp's address and does nothing else: `/<connections>/<count>` answers posts per second. */
const origin = process.env['WHATSAPP_API_URL'] ?? '';
const path = `/v24.0/${process.env['PHONE_NUMBER_ID'] ?? ''}/messages`;

const server = createServer((request, response) => {
  const [, connections = 1, count = 0] = (request.url ?? '').split('/').map(Number);
  void run(connections, count).then((rate) => response.end(String(rate)));
});

async function run(connections: number, count: number): Promise<number> {
  const pool = new Pool(origin, { connections, pipelining: 1 });
  const began = performance.now();
  let left = count;
  const postUntilDone = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await post(pool, left);
    }
  };
  await Promise.all(Array.from({ length: connections }, postUntilDone));
  const rate = count / ((performance.now() - began) / 1000);
  await pool.close();
  return rate;
}

async function post(pool: Pool, n: number): Promise<void> {
  const body = {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    to: `+1650555${String(n % 10_000).padStart(4, '0')}`,
    type: 'text',
    text: { body: 'Your parcel is on its way.', preview_url: false },
    biz_opaque_callback_data: `bare-${n}`,
  };
  const headers = { authorization: 'Bearer token', 'content-type': 'application/json' };
  const answer = await pool.request({ path, method: 'POST', headers, body: JSON.stringify(body) });
  const text = await answer.body.text();
  if (answer.statusCode !== 200) throw new Error(`Expected 200, got ${answer.statusCode}: ${text}`);
}

server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo; // a TCP server that listens has one
  process.send?.({ port });
});
