import { fork, spawn, type ChildProcess, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { request } from 'undici';
import { expect, onTestFinished, test } from 'vitest';
import { someNumber } from './matchers.ts';
import { makeBody, openScene, senderId } from './scene.ts';
import { openWebhookReceiver } from './webhook-receiver.ts';

const main = new URL('../../src/simulator/main.ts', import.meta.url).pathname;

test('a child tells its parent when it listens, and leaves when the parent lets go', async () => {
  const child = startChild();
  const port = await readyPort(child);
  expect(await sendTo(port)).toBe(200);
  child.disconnect();
  expect(await once(child, 'exit')).toEqual([0, null]);
});

test('a child never outlives a parent that was killed, not even with an unanswered request', async () => {
  const script = `
    const child = require('node:child_process').fork(${JSON.stringify(main)}, { stdio: 'ignore' });
    child.once('message', (message) => process.stdout.write(message.port + '\\n'));`;
  const env = { ...process.env, SIMULATOR_PORT: '0', SIMULATOR_WEBHOOK_URL: 'http://127.0.0.1:9/' };
  const parent = spawn(process.execPath, ['-e', script], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const port = Number(await firstLine(parent));
  const connection = connect(port, '127.0.0.1');
  await once(connection, 'connect');
  const hanging = sendTo(port, '+16505550134').catch(() => 'lost');
  while (!(await ledgerOf(port)).includes('ACCEPTED'));
  const gone = once(connection, 'close');
  parent.kill('SIGKILL');
  await gone;
  expect(await hanging).toBe('lost');
});

test('alone, it prints one line with its address', async () => {
  const child = startAlone({ SIMULATOR_PORT: '0' });
  expect(await firstLine(child)).toMatch(
    /^The pretend WhatsApp Cloud API listens on http:\/\/127\.0\.0\.1:\d+$/,
  );
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
});

test.each([
  ['::1', '[::1]'],
  ['[::1]', '[::1]'],
  ['::', '[::1]'],
  ['0.0.0.0', '127.0.0.1'],
  ['localhost', 'localhost'],
])('on SIMULATOR_HOST=%s it tells an address where it is reached', async (host, called) => {
  const child = startChild({ SIMULATOR_HOST: host });
  const [message] = (await once(child, 'message')) as [{ port: number; address: string }]; // once() knows no types
  expect(message.address).toBe(`http://${called}:${message.port}`);
  const { body, statusCode } = await request(`${message.address}/_ledger`);
  await body.dump();
  expect(statusCode).toBe(200);
});

test('alone, it reads the file .env, and the environment goes before it', async () => {
  const cwd = await mkdtemp(join(tmpdir(), 'hg-simulate-'));
  onTestFinished(() => rm(cwd, { recursive: true }));
  await writeFile(join(cwd, '.env'), '\ufeffSIMULATOR_HOST=::1\r\nSIMULATOR_PORT=1\r\n');
  const child = startAlone({ SIMULATOR_PORT: '0', SIMULATOR_HOST: '' }, cwd);
  expect(await firstLine(child)).toMatch(/listens on http:\/\/\[::1\]:\d+$/);
});

test('a port that is taken ends it with a clear sentence and exit code 1', async () => {
  await using scene = await openScene();
  const child = startAlone({ SIMULATOR_PORT: String(scene.port) });
  const [sentence, exit] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  expect(exit).toEqual([1, null]);
  expect(sentence).toMatch(/address already in use .*Another program listens there: .*SIMULATOR_PORT/);
});

test.each(['SIGTERM', 'SIGINT'] as const)(
  '%s posts the webhooks that are still to come, then exits',
  async (signal) => {
    await using receiver = await openWebhookReceiver();
    const child = startChild({
      SIMULATOR_WEBHOOK_URL: receiver.url,
      SIMULATOR_WEBHOOK_DELAYS_MS: '600000,600000,600000',
    });
    await sendTo(await readyPort(child));
    child.kill(signal);
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(receiver.posts.flatMap(({ statuses }) => statuses)).toHaveLength(3);
  },
);

test('a receiver that never answers cannot hold up the exit', async () => {
  await using receiver = await openWebhookReceiver();
  receiver.hold();
  const child = startChild({ SIMULATOR_WEBHOOK_URL: receiver.url, SIMULATOR_FLUSH_MS: '50' });
  await sendTo(await readyPort(child));
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
});

test('a message that comes while the webhooks are flushed cannot hold up the exit', async () => {
  await using receiver = await openWebhookReceiver();
  receiver.hold();
  const child = startChild({ SIMULATOR_WEBHOOK_URL: receiver.url, SIMULATOR_FLUSH_MS: '50' });
  const port = await readyPort(child);
  const rules = [{ webhooks: { beforeAnswer: true, delayMs: 600_000 } }];
  await request(`http://127.0.0.1:${port}/_rules`, { method: 'PUT', body: JSON.stringify({ rules }) });
  const lost = sendTo(port).catch(() => 'lost');
  await receiver.waitForPosts(1);
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
  expect(await lost).toBe('lost');
});

function startChild(environment: Record<string, string> = {}): ChildProcess {
  const child = fork(main, { env: { ...process.env, SIMULATOR_PORT: '0', ...environment } });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

function startAlone(environment: Record<string, string>, cwd?: string): ChildProcessWithoutNullStreams {
  const env = { ...process.env, ...environment };
  const child = spawn(process.execPath, [main], { env, cwd, stdio: 'pipe' });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

async function readyPort(child: ChildProcess): Promise<number> {
  const [message] = (await once(child, 'message')) as [{ ready: boolean; port: number; address: string }]; // once() knows no types
  expect(message).toEqual({ ready: true, port: someNumber, address: `http://127.0.0.1:${message.port}` });
  return message.port;
}

async function firstLine(child: ChildProcess): Promise<string> {
  let line = '';
  for await (const chunk of child.stdout ?? []) {
    line += String(chunk);
    if (line.includes('\n')) break;
  }
  return line.trim();
}

async function sendTo(port: number, to?: string): Promise<number> {
  const answer = await request(`http://127.0.0.1:${port}/v24.0/${senderId}/messages`, {
    method: 'POST',
    headers: { authorization: 'Bearer any', 'content-type': 'application/json' },
    body: JSON.stringify(makeBody(to === undefined ? {} : { to })),
  });
  await answer.body.dump();
  return answer.statusCode;
}

async function ledgerOf(port: number): Promise<string> {
  return (await request(`http://127.0.0.1:${port}/_ledger`)).body.text();
}
