import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import WebSocket from 'ws';
import { maxOperations } from '../../src/graphql/track-operations.ts';
import { createLog } from '../../src/log/log.ts';
import { eventually } from '../support/eventually.ts';
import { Enqueue, EnqueueList } from '../support/operations.ts';
import { apiKey, startGateway, type Gateway } from '../support/start-gateway.ts';
import { aMessage, countRows, enqueue, nothingIsSent } from './scene.ts';

const lines: string[] = [];
let gateway: Gateway;
let blocker: pg.Client;
beforeAll(async () => {
  const log = createLog('warn', { write: (line) => lines.push(line) });
  gateway = await startGateway({ ...nothingIsSent, log });
  blocker = new pg.Client(gateway.database.url);
  await blocker.connect();
  await enqueue(gateway.api);
});
afterAll(async () => {
  await blocker.end();
  await gateway[Symbol.asyncDispose]();
});

const sockets: WebSocket[] = [];
afterEach(() => {
  for (const each of sockets.splice(0)) each.terminate();
});

interface Frame {
  id: string;
  type: string;
  payload: unknown;
}

async function open() {
  const socket = new WebSocket(`${gateway.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  sockets.push(socket);
  const frames: Frame[] = [];
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${apiKey}` } }));
  await once(socket, 'message');
  socket.on('message', (data: Buffer) => frames.push(JSON.parse(data.toString()) as Frame));
  const send = (message: object): void => {
    socket.send(JSON.stringify(message));
  };
  /** Answers when everything that was sent before has been read. */
  const heard = async (id: string): Promise<void> => {
    send({ id, type: 'subscribe', payload: { query: '{ __typename }' } });
    await eventually(
      () => Promise.resolve(frames.some((frame) => frame.id === id && frame.type !== 'next')),
      Boolean,
    );
  };
  return { socket, frames, send, heard };
}

/** Every statement of this process that reads messages; the gateway runs in it. */
function listen(): string[] {
  const said: string[] = [];
  // Called with its own this.
  // eslint-disable-next-line @typescript-eslint/unbound-method
  const original = pg.Client.prototype.query;
  const query = vi.spyOn(pg.Client.prototype, 'query');
  query.mockImplementation(function (this: pg.Client, ...given: unknown[]): unknown {
    const [asked] = given as [string | { text: string }];
    const text = typeof asked === 'string' ? asked : asked.text;
    if (/FROM message\b/.test(text)) said.push(text);
    const answer: unknown = Reflect.apply(original, this, given);
    return answer;
  });
  onTestFinished(() => {
    query.mockRestore();
  });
  return said;
}

test('queries that their client completes at once are stopped: what waits for a connection is never sent', async () => {
  const { send, heard } = await open();
  await blocker.query('BEGIN; LOCK TABLE message IN ACCESS EXCLUSIVE MODE');
  const said = listen();
  const query = '{messages(first:1){edges{node{id}}}}';
  for (let at = 0; at < 300; at += 1) {
    send({ id: `${at}`, type: 'subscribe', payload: { query } });
    send({ id: `${at}`, type: 'complete' });
    if (at % 20 === 19) await heard(`heard ${at}`);
  }
  await blocker.query('ROLLBACK');
  expect((await gateway.api.post({ query })).status).toBe(200);
  // One for each connection of the pool, and the last one.
  expect(said.length).toBeLessThanOrEqual(13);
});

test('a mutation that its client completes counts until it is over: 50 on one socket, and what they do stands', async () => {
  const { frames, send, heard } = await open();
  const { messages = 0 } = await countRows(gateway.database);
  await blocker.query('BEGIN; LOCK TABLE message IN ACCESS EXCLUSIVE MODE');
  const payload = { query: EnqueueList.toString(), variables: { inputs: [aMessage()] } };
  for (let at = 0; at < maxOperations; at += 1) {
    // The same id may be used again: it was completed.
    send({ id: 'same', type: 'subscribe', payload });
    send({ id: 'same', type: 'complete' });
  }
  await heard('one more');
  expect(frames.filter((frame) => frame.id === 'one more')).toMatchObject([
    { type: 'error', payload: [{ extensions: { code: 'TOO_MANY_OPERATIONS' } }] },
  ]);
  await blocker.query('ROLLBACK');
  await eventually(
    () => countRows(gateway.database),
    (rows) => (rows['messages'] ?? 0) > messages,
  );
  await heard('afterwards');
  expect(frames.filter((frame) => frame.id === 'same')).toEqual([]);
  expect(frames.at(-1)).toEqual({ id: 'afterwards', type: 'complete' });
});

test('a message that its client completes before it is begun is not stored, and floods no log', async () => {
  const { send, heard } = await open();
  const { messages = 0 } = await countRows(gateway.database);
  lines.splice(0);
  const payload = { query: Enqueue.toString(), variables: { input: aMessage() } };
  for (let at = 0; at < 40; at += 1) {
    send({ id: `${at}`, type: 'subscribe', payload });
    send({ id: `${at}`, type: 'complete' });
  }
  await heard('all');
  const { messages: after = 0 } = await countRows(gateway.database);
  expect(after - messages).toBeLessThanOrEqual(40);
  expect(lines.length).toBeLessThanOrEqual(1);
});

test('a socket that goes away with queries in flight is no line of the log', async () => {
  const { send, heard, socket } = await open();
  await blocker.query('BEGIN; LOCK TABLE message IN ACCESS EXCLUSIVE MODE');
  lines.splice(0);
  for (let at = 0; at < 20; at += 1)
    send({ id: `${at}`, type: 'subscribe', payload: { query: '{messages(first:1){edges{node{id}}}}' } });
  await heard('all');
  socket.terminate();
  await once(socket, 'close');
  await blocker.query('ROLLBACK');
  expect((await gateway.api.post({ query: '{messages(first:1){edges{node{id}}}}' })).status).toBe(200);
  expect(lines).toEqual([]);
});

test('frames that cannot be read, of sockets without a key, are one line of the log', async () => {
  lines.splice(0);
  for (let opened = 0; opened < 50; opened += 1) {
    const socket = new WebSocket(`${gateway.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    sockets.push(socket);
    await once(socket, 'open');
    const closed = once(socket, 'close');
    // A reserved bit, as no library sends it.
    const transport = Reflect.get(socket, '_socket') as Duplex; // what ws writes to
    transport.write(Buffer.from([0xc1, 0x80, 0, 0, 0, 0]));
    await closed;
  }
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain('websocket.stranger_failed');
});

test('no signal gathers listeners while a socket asks one query after another', async () => {
  const listeners = new Map<EventTarget, number>();
  const count = (target: EventTarget, by: number): void => {
    listeners.set(target, (listeners.get(target) ?? 0) + by);
  };
  const add = vi.spyOn(EventTarget.prototype, 'addEventListener');
  const remove = vi.spyOn(EventTarget.prototype, 'removeEventListener');
  onTestFinished(() => {
    add.mockRestore();
    remove.mockRestore();
  });
  const { heard } = await open();
  for (let at = 0; at < 100; at += 1) await heard(`${at}`);
  for (const [spy, by] of [
    [add, 1],
    [remove, -1],
  ] as const) {
    for (const [at, [type]] of spy.mock.calls.entries()) {
      const target = spy.mock.contexts[at] as EventTarget; // its own this
      if (type === 'abort') count(target, by);
    }
  }
  expect(Math.max(0, ...listeners.values())).toBeLessThan(10);
});
