import { ask, floodSockets, holdBodies } from './means.ts';
import { subscribeMany } from './subscribe-many.ts';

/** Where an attacker knocks, and what he has. */
export interface Target {
  port: number;
  /** A key of his own, of the same tenant as those who are measured. */
  key: string;
  /** A cursor with the whole log behind it. */
  start: string;
  /** Of every number below; the short form takes a tenth. */
  share: number;
}

export interface Attack {
  name: string;
  /** What it does, with its bounds. */
  what: string;
  run: (target: Target) => void;
}

const message = {
  from: '+15550783881',
  to: { phone: '+16505550101' },
  message: { text: { body: 'Your parcel is on its way.' } },
};
const maxWebhookBytes = 4 * 1024 * 1024;
const maxOperationBytes = 8 * 1024 * 1024;

/** Each in a process of its own, that ends with the round. */
export const attacks: readonly Attack[] = [
  {
    name: 'D1',
    what: '400 offers of h2c a second, up to 4,000, whose connections stay open',
    run: (target) => {
      const lines = ['connection: Upgrade, HTTP2-Settings', 'upgrade: h2c', 'http2-settings: AAMAAABk'];
      const text = head('POST /graphql', ...lines, 'content-type: application/json', 'content-length: 2');
      floodSockets(target, { perSecond: 400, most: 4_000, say: () => `${text}{}` });
    },
  },
  {
    name: 'D2',
    what: 'a query of 152 bytes that asks for timelines in timelines, 8 at once',
    run: (target) => {
      const timelines = `${'timeline{message{'.repeat(6)}id${'}}'.repeat(6)}`;
      askGraphQL(target, 8, { query: `{messages(first:100){edges{node{${timelines}}}}}` });
    },
  },
  {
    name: 'D3',
    what: '600 aliases of queueDepth with 60,000 waiting, 8 at once',
    run: (target) => {
      const aliases = Array.from({ length: 600 }, (_, n) => `a${n}: queueDepth`).join(' ');
      askGraphQL(target, 8, { query: `{senders(first:1){edges{node{${aliases}}}}}` });
    },
  },
  {
    name: 'D4',
    what: '18 lists of 20,000 bad rows in one request, 7.6 MB, 2 at once',
    run: (target) => {
      const rows = Array.from({ length: 20_000 }, () => ({ id: '', title: '' }));
      const list = { body: 'x', buttonText: 'x', sections: [{ rows }] };
      const input = { ...message, message: { interactive: { list } } };
      const query =
        'mutation($inputs:[EnqueueMessageInput!]!){enqueueMessages(inputs:$inputs){... on InvalidInput{issues{path code message}}}}';
      askGraphQL(target, 2, { query, variables: { inputs: Array.from({ length: 18 }, () => input) } });
    },
  },
  {
    name: 'D5',
    what: '200 pages of GraphiQL that nobody reads',
    run: (target) => {
      const text = head('GET /graphql', 'accept: text/html');
      floodSockets(target, { perSecond: 200, most: 200, say: () => text, isDeaf: true });
    },
  },
  {
    name: 'D6',
    what: '17 webhook bodies of 4 MiB of which the last 10 bytes do not come',
    run: (target) => {
      const text = head(
        'POST /webhooks/whatsapp',
        'content-type: application/json',
        `content-length: ${maxWebhookBytes}`,
      );
      holdBodies(target, { count: 17, text, bytes: maxWebhookBytes - 10 });
    },
  },
  {
    name: 'D7',
    what: '1,000 sockets a second, up to 6,000, without a first message; every second one sends 248 KiB of it',
    run: (target) => {
      const parts = [handshake, Buffer.concat([Buffer.from(handshake), unfinishedFrame(248 * 1024)])];
      floodSockets(target, { perSecond: 1_000, most: 6_000, say: (n) => parts[n % 2] ?? '' });
    },
  },
  {
    name: 'D8',
    what: '2,000 subscriptions of one key, 50 on a socket',
    run: (target) => {
      subscribeMany(target, { sockets: 40, each: 50 });
    },
  },
  {
    name: 'D8',
    what: '500 connections of one key that enqueue as fast as answers come',
    run: (target) => {
      const query = 'mutation($input:EnqueueMessageInput!){enqueueMessage(input:$input){__typename}}';
      askGraphQL(target, 500, { query, variables: { input: message } });
    },
  },
  {
    name: 'D8',
    what: '100 bodies of one key of 8 MiB of which the last 10 bytes do not come',
    run: (target) => {
      const lines = ['content-type: application/json', `authorization: Bearer ${target.key}`];
      const text = head('POST /graphql', ...lines, `content-length: ${maxOperationBytes}`);
      holdBodies(target, { count: 100, text, bytes: maxOperationBytes - 10 });
    },
  },
  {
    name: 'D9',
    what: '200 server-sent streams of the whole log that nobody reads',
    run: (target) => {
      const query = `subscription($after:String){messageEvents(after:$after){... on StreamItem{cursor} ... on MessageEvent{status message{id content{... on TextContent{body}}}}}}`;
      const body = JSON.stringify({ query, variables: { after: target.start } });
      const lines = ['content-type: application/json', 'accept: text/event-stream'];
      const text = head(
        'POST /graphql',
        ...lines,
        `authorization: Bearer ${target.key}`,
        `content-length: ${body.length}`,
      );
      floodSockets(target, { perSecond: 200, most: 200, say: () => text + body, isDeaf: true });
    },
  },
];

function askGraphQL(target: Target, atOnce: number, operation: object): void {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${target.key}` };
  ask(target, { atOnce, path: '/graphql', headers, body: JSON.stringify(operation) });
}

function head(request: string, ...lines: string[]): string {
  return [`${request} HTTP/1.1`, 'host: 127.0.0.1', ...lines, '', ''].join('\r\n');
}

const handshake = head(
  'GET /graphql',
  'connection: Upgrade',
  'upgrade: websocket',
  'sec-websocket-version: 13',
  'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==',
  'sec-websocket-protocol: graphql-transport-ws',
);

/** A text frame of RFC 6455 that is not the last one of its message, masked with zeros. */
function unfinishedFrame(bytes: number): Buffer {
  const frame = Buffer.alloc(14 + bytes, 'x');
  frame.writeUInt8(0x01, 0);
  frame.writeUInt8(0x80 | 127, 1);
  frame.writeBigUInt64BE(BigInt(bytes), 2);
  frame.writeUInt32BE(0, 10);
  return frame;
}
