import { connect } from 'node:net';

/** A target that takes the same kind of request from many connections. */
export interface Load {
  port: number;
  path: string;
  headers: Readonly<Record<string, string>>;
  connections: number;
  /** The next body. */
  body: () => string;
  /** Part of every good answer; another answer ends the run. */
  expects: string;
}

/**
 * Posts as fast as answers come, one request at a time on each connection, for so long; answers how many were answered a
 * second. Bare sockets, so that the load takes as little as possible of what the server needs.
 */
export async function loadHttp(
  load: Load,
  seconds: number,
): Promise<{ answered: number; perSecond: number }> {
  const began = performance.now();
  const until = began + seconds * 1000;
  const counts = await Promise.all(
    Array.from({ length: load.connections }, () => runConnection(load, until)),
  );
  const answered = counts.reduce((sum, each) => sum + each, 0);
  return { answered, perSecond: answered / ((performance.now() - began) / 1000) };
}

function runConnection(load: Load, until: number): Promise<number> {
  const head = Object.entries({ host: '127.0.0.1', 'content-type': 'application/json', ...load.headers })
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('');
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const socket = connect(load.port, '127.0.0.1');
  socket.setNoDelay(true);
  let answered = 0;
  let text = '';

  function post(): void {
    if (performance.now() >= until) {
      socket.end();
      resolve(answered);
      return;
    }
    const body = load.body();
    socket.write(
      `POST ${load.path} HTTP/1.1\r\n${head}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
  }

  socket.on('connect', post);
  socket.on('error', reject);
  socket.on('close', () => {
    reject(new Error('Expected the server to keep the connection, but it closed it.'));
  });
  socket.on('data', (chunk) => {
    text += chunk.toString('latin1');
    if (!isWhole(text)) return;
    if (!text.includes(load.expects)) {
      reject(new Error(`Expected an answer with ${load.expects}, got ${text.slice(0, 1_000)}`));
      socket.destroy();
      return;
    }
    answered += 1;
    text = '';
    post();
  });
  return promise;
}

/** Bytes are read as latin1, so that lengths in characters are lengths in bytes. */
function isWhole(text: string): boolean {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return false;
  const length = /\r\ncontent-length: (\d+)/i.exec(text.slice(0, end + 2))?.[1];
  return length === undefined ? text.endsWith('\r\n0\r\n\r\n') : text.length >= end + 4 + Number(length);
}
