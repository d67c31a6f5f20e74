import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import WebSocket from 'ws';
import { statusOf, statusWebhook } from '../../test/support/status-webhook.ts';
import { signatureOf } from '../../test/webhooks/post-webhook.ts';
import { apiKey, sender } from '../support/stage.ts';

/** One good request: when it was asked, how long it took, and whether it got what it asked for. */
export interface Asked {
  at: number;
  ms: number;
  isGood: boolean;
}

export interface Trickle extends Disposable {
  asked: readonly Asked[];
  /** Asks no more, and answers when everything was answered or given up. */
  end(): Promise<void>;
}

/** Between two turns, whether the ones before were answered or not; ms. */
const everyMs = 50;
/** What is not there by then will not come; ms. */
const patienceMs = 10_000;
/** All good messages go to this person: the good stream asks for them. */
const person = '+16505550199';

const enqueue = `mutation($input:EnqueueMessageInput!){enqueueMessage(input:$input){__typename}}`;
const watch = `subscription($to:RecipientInput){messageEvents(filter:{to:$to}){... on MessageEvent{message{externalId}}}}`;

let turns = 0;

/**
 * What honest callers do all the time, one after another: a mutation, a webhook and a new socket, on a connection of its own
 * and, in every second turn, on one of a pool; and a stream that stays open and shows each message.
 */
export async function startTrickle(port: number): Promise<Trickle> {
  const asked: Asked[] = [];
  const open = new Set<Promise<void>>();
  const items = new Map<string, () => void>();
  const stream = await openStream(port, (externalId) => items.get(externalId)?.());
  const pool = new Agent({ keepAlive: true });
  const timer = setInterval(turn, everyMs);

  function turn(): void {
    turns += 1;
    const externalId = `good-${turns}`;
    const shown = Promise.withResolvers<undefined>();
    items.set(externalId, () => {
      shown.resolve(undefined);
    });
    const door: Door = { port, agent: turns % 2 === 0 && pool };
    const stored = enqueueOne(door, externalId).catch(() => false);
    note(() => stored);
    // What was not stored is shown to nobody, and was counted.
    note(async () => !(await stored) || shown.promise.then(() => true));
    note(() => postWebhook(door, turns));
    note(() => greet(port));
  }

  function note(act: () => Promise<boolean>): void {
    const at = performance.now();
    const isGood = Promise.race([act().catch(() => false), pause(patienceMs, false, { ref: false })]);
    const noted = isGood.then((good) => {
      asked.push({ at, ms: performance.now() - at, isGood: good });
      open.delete(noted);
    });
    open.add(noted);
  }

  return {
    asked,
    async end() {
      clearInterval(timer);
      await Promise.all(open);
      pool.destroy();
    },
    [Symbol.dispose]() {
      clearInterval(timer);
      pool.destroy();
      stream.terminate();
    },
  };
}

/** False: a connection of its own. */
interface Door {
  port: number;
  agent: Agent | false;
}

async function enqueueOne(door: Door, externalId: string): Promise<boolean> {
  const input = { from: sender, to: { phone: person }, message: { text: { body: 'Hello' } }, externalId };
  const body = Buffer.from(JSON.stringify({ query: enqueue, variables: { input } }));
  const answer = await post(door, '/graphql', { authorization: `Bearer ${apiKey}` }, body);
  return answer.status === 200 && answer.text.includes('EnqueuedMessage');
}

async function postWebhook(door: Door, turn: number): Promise<boolean> {
  const status = statusOf({ wamid: `wamid.BENCH${turn}`, opaque: null }, 'delivered');
  const body = Buffer.from(JSON.stringify(statusWebhook([status])));
  const headers = { 'x-hub-signature-256': signatureOf(body) };
  return (await post(door, '/webhooks/whatsapp', headers, body)).status === 200;
}

function post(
  door: Door,
  path: string,
  headers: Record<string, string>,
  body: Buffer,
): Promise<{ status: number; text: string }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; text: string }>();
  const given = { 'content-type': 'application/json', 'content-length': body.length, ...headers };
  const signal = AbortSignal.timeout(patienceMs);
  request({ ...door, path, method: 'POST', headers: given, signal }, (response) => {
    let text = '';
    response.on('data', (chunk: Buffer) => (text += chunk.toString()));
    response.on('end', () => {
      resolve({ status: response.statusCode ?? 0, text });
    });
    response.on('error', reject);
  })
    .on('error', reject)
    .end(body);
  return promise;
}

/** A socket that says its key is taken. */
async function greet(port: number): Promise<boolean> {
  const socket = openSocket(port);
  try {
    await socket.acknowledged;
    return true;
  } finally {
    socket.socket.terminate();
  }
}

async function openStream(port: number, onItem: (externalId: string) => void): Promise<WebSocket> {
  const { socket, acknowledged } = openSocket(port);
  await acknowledged;
  const live = Promise.withResolvers<undefined>();
  socket.on('close', live.reject);
  socket.on('message', (data: Buffer) => {
    const text = data.toString();
    if (text.includes('"pong"')) live.resolve(undefined);
    const externalId = /"externalId":"([^"]+)"/.exec(text)?.[1];
    if (externalId !== undefined) onItem(externalId);
  });
  const payload = { query: watch, variables: { to: { phone: person } } };
  socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload }));
  socket.send('{"type":"ping"}');
  await live.promise;
  return socket;
}

function openSocket(port: number): { socket: WebSocket; acknowledged: Promise<undefined> } {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/graphql`, 'graphql-transport-ws');
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  socket.on('error', reject);
  socket.on('close', reject);
  socket.on('open', () => {
    socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${apiKey}` } }));
  });
  socket.on('message', (data: Buffer) => {
    if (data.toString().includes('"connection_ack"')) resolve(undefined);
  });
  return { socket, acknowledged: promise };
}
