import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { freePort } from './free-port.ts';

/**
 * What befalls a connection when it says a certain thing. CUT: it is lost before the server hears it. LOSE_REPLY: the
 * server commits, and the connection is lost with its answer and all that was not answered before. WITHHOLD_REPLY: the
 * server does it, and the connection stays open and silent. WITHHOLD_COMMIT: the same, and it has happened when the server
 * has committed. LATE: the connection is lost, and the server hears what was said when it is delivered.
 */
type Mishap = 'CUT' | 'LOSE_REPLY' | 'WITHHOLD_REPLY' | 'WITHHOLD_COMMIT' | 'LATE';

interface Strike {
  /** On a connection that said this before, or says it together with the other: on whichever when it is not given. */
  behind?: Buffer;
  /** How many connections; one when it is not given. */
  times?: number;
}

/** A line to Postgres that can be made to fail at the worst moment. */
export interface PostgresProxy extends AsyncDisposable {
  /** The same database, over this line. */
  url: string;
  /** On the next connection that says this, or the next few; answers when it has happened to all of them. */
  when(says: Buffer, mishap: Mishap, strike?: Strike): Promise<void>;
  /** What is late arrives. */
  deliver(): void;
  /** Cuts every connection and takes no new one. */
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
}

/** `COMMIT` as pg says it, and nobody else. */
export const commit = Buffer.from('Q\0\0\0\x0bCOMMIT\0', 'latin1');

/** How the server says that it has done it. */
export const committed = Buffer.from('C\0\0\0\x0bCOMMIT\0', 'latin1');

interface Armed {
  says: Buffer;
  mishap: Mishap;
  behind: Buffer | undefined;
  /** Connections that it is still to happen to. */
  left: number;
  happened: () => void;
}

export async function openPostgresProxy(databaseUrl: string): Promise<PostgresProxy> {
  const target = new URL(databaseUrl);
  const path = join(decodeURIComponent(target.hostname), `.s.PGSQL.${target.port}`);
  const port = await freePort();
  const sockets = new Set<Socket>();
  const late: (() => void)[] = [];
  let armed: Armed | undefined;

  function carry(client: Socket): void {
    const server = connect(path);
    let struck: Armed | undefined;
    let behind: Armed | undefined;
    const cut = (): void => {
      client.destroy();
      if (struck?.mishap !== 'LATE') server.destroy();
    };
    for (const socket of [client, server]) {
      sockets.add(socket);
      socket.on('error', cut);
      socket.once('close', () => {
        sockets.delete(socket);
        cut();
      });
    }
    client.on('data', (said) => {
      if (armed && (!armed.behind || said.includes(armed.behind))) behind = armed;
      if (armed && armed === behind && struck === undefined && said.includes(armed.says)) {
        struck = armed;
        armed.left -= 1;
        if (armed.left === 0) armed = undefined;
        if (struck.mishap === 'CUT' || struck.mishap === 'WITHHOLD_REPLY') struck.happened();
      }
      if (struck?.mishap === 'CUT') cut();
      else if (struck?.mishap === 'LATE') {
        late.push(() => server.write(said));
        client.destroy();
        struck.happened();
      } else server.write(said);
    });
    server.on('data', (reply) => {
      if (struck === undefined) client.write(reply);
      else if (reply.includes(committed)) {
        if (struck.mishap === 'LOSE_REPLY') cut();
        if (struck.mishap === 'LOSE_REPLY' || struck.mishap === 'WITHHOLD_COMMIT') struck.happened();
      }
    });
  }

  const listener = createServer(carry);
  const comeBack = () => new Promise<void>((resolve) => listener.listen(port, '127.0.0.1', resolve));
  const goAway = () =>
    new Promise<void>((resolve) => {
      listener.close(() => {
        resolve();
      });
      for (const socket of sockets) socket.destroy();
    });
  await comeBack();

  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${port}`;
  return {
    url: url.href,
    when: (says, mishap, { behind, times = 1 } = {}) =>
      new Promise((resolve) => {
        let missing = times;
        const happened = (): void => {
          missing -= 1;
          if (missing === 0) resolve();
        };
        armed = { says, mishap, behind, left: times, happened };
      }),
    deliver() {
      for (const each of late.splice(0)) each();
    },
    goAway,
    comeBack,
    [Symbol.asyncDispose]: goAway,
  };
}
