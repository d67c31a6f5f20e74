import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';

/**
 * What stands between a client and Postgres. SESSION: one connection for each client. DROPS_OPTIONS: the same, without the
 * start parameter "options". TRANSACTION: a connection for each transaction, the one that was free last.
 */
export type Pooling = 'SESSION' | 'DROPS_OPTIONS' | 'TRANSACTION';

export interface Pooler extends AsyncDisposable {
  /** The same database, through the pooler. */
  url: string;
}

/** As PgBouncer does it, for clients of Postgres's protocol 3 without TLS. */
export async function openPooler(databaseUrl: string, pooling: Pooling): Promise<Pooler> {
  const target = new URL(databaseUrl);
  const path = join(decodeURIComponent(target.hostname), `.s.PGSQL.${target.port}`);
  const sockets = new Set<Socket>();
  const open = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket.on('error', () => socket.destroy());
  };
  /** The last one is given out first. */
  const idle: Socket[] = [];

  async function take(startup: Buffer): Promise<Socket> {
    const server = idle.pop() ?? open(connect(path));
    if (server.listenerCount('data') > 0) return server;
    server.on('data', () => undefined);
    server.write(startup);
    await new Promise<void>((ready) => {
      eachMessage(server, (message) => {
        if (message.at(0) === code('Z')) ready();
      });
    });
    return server;
  }

  function pool(client: Socket, startup: Buffer): void {
    client.write(Buffer.concat([authenticated, backendKey, readyForQuery]));
    let server: Promise<Socket> | undefined;
    eachMessage(client, (message) => {
      if (message.at(0) === code('X')) return;
      server ??= take(startup).then((taken) => {
        const stop = eachMessage(taken, (answer) => {
          client.write(answer);
          if (answer.at(0) !== code('Z') || answer.at(5) !== code('I')) return;
          stop();
          server = undefined;
          idle.push(taken);
        });
        return taken;
      });
      void server.then((taken) => taken.write(message));
    });
  }

  const listening = createServer((client) => {
    open(client);
    client.once('data', (startup: Buffer) => {
      if (pooling === 'TRANSACTION') {
        pool(client, startup);
        return;
      }
      const server = open(connect(path));
      // Its own number, as a pooler tells it, is not the one of the backend.
      server.write(pooling === 'DROPS_OPTIONS' ? withoutOptions(startup) : startup);
      server.once('data', (answer: Buffer) => {
        client.write(withOtherKey(answer));
        server.pipe(client);
      });
      client.pipe(server);
    });
  });
  listening.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String((listening.address() as AddressInfo).port); // a TCP server that listens has one
  return {
    url: url.href,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      listening.close();
      await once(listening, 'close');
    },
  };
}

function code(letter: string): number {
  return letter.charCodeAt(0);
}

const authenticated = Buffer.from('R\0\0\0\x08\0\0\0\0', 'latin1');
const backendKey = Buffer.from('K\0\0\0\x0c\0\0\0\x07\0\0\0\x07', 'latin1');
const readyForQuery = Buffer.from('Z\0\0\0\x05I', 'latin1');

/** A type, a length that counts itself, and so many bytes. */
function eachMessage(socket: Socket, take: (message: Buffer) => void): () => void {
  let rest = Buffer.alloc(0);
  const hear = (chunk: Buffer): void => {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= 5 && rest.length >= 1 + rest.readUInt32BE(1)) {
      const length = 1 + rest.readUInt32BE(1);
      const message = rest.subarray(0, length);
      rest = rest.subarray(length);
      take(message);
    }
  };
  socket.on('data', hear);
  return () => socket.off('data', hear);
}

/** Length, version, and pairs of name and value, each with a NUL behind it, and one more at the end. */
function withoutOptions(startup: Buffer): Buffer {
  const words = startup.subarray(8).toString('latin1').split('\0');
  const at = words.indexOf('options');
  if (at >= 0) words.splice(at, 2);
  const rest = Buffer.from(words.join('\0'), 'latin1');
  const head = Buffer.alloc(8);
  head.writeUInt32BE(rest.length + 8, 0);
  head.writeUInt32BE(startup.readUInt32BE(4), 4);
  return Buffer.concat([head, rest]);
}

function withOtherKey(answer: Buffer): Buffer {
  const at = answer.indexOf(backendKey.subarray(0, 5));
  if (at >= 0) answer.writeUInt32BE(7, at + 5);
  return answer;
}
