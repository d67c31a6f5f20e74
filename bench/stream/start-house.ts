import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../src/db/embedded/start-embedded-postgres.ts';
import { migrate } from '../../src/db/migrate.ts';
import { createLog } from '../../src/log/log.ts';
import { freePort } from '../../test/support/free-port.ts';
import { startProcess, type RunningProcess } from '../../test/support/start-process.ts';
import type { Seen, SubscribePlan } from './subscribers.ts';
import type { WritePlan, Written } from './writer.ts';

export const key = 'a-key-for-the-bench-of-32-characters';
const enqueue = `mutation ($inputs: [EnqueueMessageInput!]!) {
  enqueueMessages(inputs: $inputs) { ... on EnqueuedMessage { message { id } } }
}`;

export interface House extends AsyncDisposable {
  /** The folder of its Postgres. */
  directory: string;
  databaseUrl: string;
  startGateway(port?: number): Promise<GatewayProcess>;
}

export interface GatewayProcess extends RunningProcess {
  url: string;
  pid: number;
}

/** A Postgres of its own, and gateways as processes of their own. */
export async function startHouse(): Promise<House> {
  await using starting = new AsyncDisposableStack();
  const log = createLog('error');
  const directory = await mkdtemp(join(tmpdir(), 'heliograph-stream-'));
  starting.defer(() => rm(directory, { recursive: true, force: true }));
  const { connectionString } = starting.use(await startEmbeddedPostgres({ directory, log }));
  await migrate({ connectionString, log });
  const running = starting.move();
  return {
    directory,
    databaseUrl: connectionString,
    startGateway: async (given) => {
      const port = given ?? (await freePort());
      const env = {
        PORT: String(port),
        DATABASE_URL: connectionString,
        HELIOGRAPH_API_KEY: key,
        LOG_LEVEL: 'error',
      };
      const started = running.use(await startProcess({ args: ['--roles', 'gateway'], env }));
      return { ...started, url: `http://127.0.0.1:${port}`, pid: started.child.pid ?? 0 };
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

/** Messages that nobody sends: they are there to have events. */
export async function makeMessages(url: string, count: number): Promise<string[]> {
  const ids: string[] = [];
  while (ids.length < count) {
    const inputs = Array.from({ length: Math.min(500, count - ids.length) }, (_, at) => ({
      from: '+15550783881',
      to: { phone: `+1650556${String(ids.length + at).padStart(4, '0')}` },
      message: { text: { body: 'Hello' } },
    }));
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify({ query: enqueue, variables: { inputs } }),
    });
    const { data } = (await response.json()) as { data: { enqueueMessages: { message: { id: string } }[] } }; // asked for above
    ids.push(...data.enqueueMessages.map((each) => each.message.id));
  }
  return ids;
}

/** Where the log stands. */
export async function askCursor(url: string): Promise<string> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify({ query: '{ cursor }' }),
  });
  const { data } = (await response.json()) as { data: { cursor: string } }; // asked for above
  return data.cursor;
}

/** Runs a process of clients; `report` ends it once so many events came, and answers what every socket saw. */
export async function startSubscribers(
  plan: SubscribePlan,
): Promise<{ report(expected: number): Promise<Seen[]> }> {
  const child = fork(new URL('./subscribers.ts', import.meta.url));
  child.send(plan);
  await once(child, 'message');
  return {
    async report(expected) {
      child.send(expected);
      const [seen] = (await once(child, 'message')) as [Seen[]]; // what subscribers.ts sends
      return seen;
    },
  };
}

/** Runs a process that writes events, to its end. */
export async function writeEvents(plan: WritePlan): Promise<Written> {
  const child = fork(new URL('./writer.ts', import.meta.url));
  child.send(plan);
  const [written] = (await once(child, 'message')) as [Written]; // what writer.ts sends
  return written;
}
