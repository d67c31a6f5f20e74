import pg from 'pg';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { countSockets } from '../http/raw-socket.ts';
import { eventually } from '../support/eventually.ts';
import { Enqueue } from '../support/operations.ts';
import { apiKey, startGateway, type Gateway } from '../support/start-gateway.ts';
import { aMessage, countRows, enqueue, nothingIsSent } from './scene.ts';

let gateway: Gateway;
let blocker: pg.Client;
beforeAll(async () => {
  gateway = await startGateway(nothingIsSent);
  blocker = new pg.Client(gateway.database.url);
  await blocker.connect();
  await enqueue(gateway.api);
});
afterAll(async () => {
  await blocker.end();
  await gateway[Symbol.asyncDispose]();
});

/** Every statement of this process; the gateway runs in it. */
function listen(): string[] {
  const said: string[] = [];
  const query = vi.spyOn(pg.Client.prototype, 'query');
  query.mockImplementation(function (this: pg.Client, ...given: unknown[]): unknown {
    const [asked] = given as [string | { text: string }];
    said.push(typeof asked === 'string' ? asked : asked.text);
    const answer: unknown = Reflect.apply(original, this, given);
    return answer;
  });
  onTestFinished(() => {
    query.mockRestore();
  });
  return said;
}
// Called with its own this.
// eslint-disable-next-line @typescript-eslint/unbound-method
const original = pg.Client.prototype.query;

async function waitsForLock(): Promise<void> {
  await eventually(
    () =>
      gateway.database.query(
        `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
      ),
    (rows) => rows.length > 0,
  );
}

async function post(body: object, signal: AbortSignal): Promise<unknown> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` };
  return fetch(`${gateway.url}/graphql`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
    signal,
  }).catch((error: unknown) => error);
}

const reads: [what: string, query: string][] = [
  [
    'and what a page of messages is asked about',
    '{messages(first:10){edges{node{timeline{at} attempts{number} warnings{code}}}}}',
  ],
  [
    'and 30 pages, of which most wait for a connection',
    `{${Array.from({ length: 30 }, (_, at) => `a${at}: messages(first:1){edges{node{id}}}`).join(' ')}}`,
  ],
];

test.for(reads)(
  'a query whose caller has left while the database works for it, %s, asks nothing more',
  async ([, query]) => {
    await blocker.query('BEGIN; LOCK TABLE message IN ACCESS EXCLUSIVE MODE');
    const said = listen();
    const leaving = new AbortController();
    const asking = post({ query }, leaving.signal);
    await waitsForLock();
    const held = await countSockets(gateway.url);
    leaving.abort();
    expect(await asking).toBeInstanceOf(Error);
    await eventually(
      () => countSockets(gateway.url),
      (count) => count < held,
    );
    const before = said.length;
    await blocker.query('ROLLBACK');
    await eventually(
      () =>
        gateway.database.query(
          `SELECT 1 FROM pg_stat_activity
           WHERE state = 'active' AND pid <> pg_backend_pid() AND datname = current_database()`,
        ),
      (rows) => rows.length === 0,
    );
    // Whoever asks later is served, so what was left behind would have been asked for by then.
    expect((await gateway.api.post({ query: '{ cursor }' })).status).toBe(200);
    expect(said.slice(before).filter((each) => /\bmessage\.message_id|message_id = ANY/.test(each))).toEqual(
      [],
    );
  },
);

test('a statement that still runs when its caller has left is ended, and not only its answer', async () => {
  await blocker.query('BEGIN; LOCK TABLE message IN ACCESS EXCLUSIVE MODE');
  const stays = new AbortController();
  const leaving = new AbortController();
  const query = '{messages(first:1){edges{node{id}}}}';
  const staying = post({ query }, stays.signal);
  const [first] = await eventually(runningReads, (rows) => rows.length === 1);
  const asking = post({ query }, leaving.signal);
  await eventually(runningReads, (rows) => rows.length === 2);
  leaving.abort();
  await asking;
  // Of two that wait for the same, the one that began later is gone first: no limit of time ended it.
  expect(await eventually(runningReads, (rows) => rows.length < 2)).toEqual([first]);
  await blocker.query('ROLLBACK');
  expect(await staying).toMatchObject({ status: 200 });
  expect((await gateway.api.post({ query })).status).toBe(200);
});

function runningReads(): Promise<{ pid?: number }[]> {
  return gateway.database.query(
    `SELECT pid FROM pg_stat_activity
     WHERE wait_event_type = 'Lock' AND datname = current_database() AND query LIKE '%message%'`,
  );
}

test('a mutation whose caller has left while the database worked for it goes on to its end', async () => {
  const { messages = 0 } = await countRows(gateway.database);
  await blocker.query('BEGIN; LOCK TABLE message IN ACCESS EXCLUSIVE MODE');
  const leaving = new AbortController();
  const asking = post({ query: Enqueue.toString(), variables: { input: aMessage() } }, leaving.signal);
  await waitsForLock();
  leaving.abort();
  await asking;
  await blocker.query('ROLLBACK');
  await eventually(
    () => countRows(gateway.database),
    (rows) => rows['messages'] === messages + 1,
  );
});
