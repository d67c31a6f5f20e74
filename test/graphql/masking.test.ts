import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLog } from '../../src/log/log.ts';
import { CurrentCursor, Enqueue, FindMessage, Watch } from '../support/operations.ts';
import { startGateway, type Gateway } from '../support/start-gateway.ts';
import { aMessage, enqueue, nothingIsSent, openSocket } from './scene.ts';

let gateway: Gateway;
let lines: string[];
beforeEach(async () => {
  lines = [];
  const log = createLog('error', { write: (line) => lines.push(line) });
  gateway = await startGateway({ ...nothingIsSent, log });
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await gateway[Symbol.asyncDispose]();
});

/** From here on the resolvers of attempts and everything that writes fail inside. */
async function breakTables(): Promise<void> {
  await gateway.database.query('ALTER TABLE attempt RENAME TO broken_attempt');
  await gateway.database.query('ALTER TABLE tenant_log RENAME TO broken_log');
}

const unexpected = { message: 'Unexpected error.', extensions: { code: 'INTERNAL_SERVER_ERROR' } };

test.for(['test', 'production', 'development'])(
  'what fails inside is masked for the caller and logged once without the database’s words (NODE_ENV=%s)',
  async (environment) => {
    vi.stubEnv('NODE_ENV', environment);
    const id = await enqueue(gateway.api);
    await breakTables();
    const { body } = await gateway.api.post({ query: FindMessage.toString(), variables: { id } });
    expect(body.errors?.length).toBeGreaterThan(0);
    for (const error of body.errors ?? []) expect(error).toMatchObject(unexpected);
    expect(JSON.stringify(body)).not.toMatch(/attempt |tenant_log|relation|stack|\.ts/);
    expect(lines).toHaveLength(body.errors?.length ?? 0);
    for (const line of lines) {
      expect(JSON.parse(line)).toMatchObject({ event: 'graphql.unexpected', error: { code: '42P01' } });
      expect(line).not.toContain('does not exist');
    }
  },
);

test('a mutation that fails inside stores nothing and says nothing of the inside', async () => {
  await breakTables();
  const { body } = await gateway.api.post({ query: Enqueue.toString(), variables: { input: aMessage() } });
  expect(body).toMatchObject({ data: null, errors: [unexpected] });
  expect(await gateway.database.query('SELECT 1 FROM message')).toEqual([]);
});

test('a stream that fails inside ends with a masked error frame', async () => {
  const socket = openSocket(gateway.url);
  const { cursor } = await gateway.api.call(CurrentCursor, {});
  const stream = socket.iterate({ query: Watch.toString(), variables: { after: cursor } });
  const first = stream.next();
  await enqueue(gateway.api);
  await first;
  await breakTables();
  await expect(Array.fromAsync(stream)).rejects.toMatchObject([unexpected]);
  await socket.dispose();
});

test('a key that cannot be looked up is masked over HTTP, and over WebSocket asks to come back', async () => {
  await gateway.database.query('ALTER TABLE api_key RENAME TO broken_key');
  const { status, body } = await gateway.api.post({ query: '{ __typename }' });
  expect({ status, body }).toMatchObject({ status: 500, body: { errors: [unexpected] } });
  const closed = openSocket(gateway.url).iterate({ query: '{ __typename }' }).next();
  await expect(closed).rejects.toMatchObject({ code: 1013, reason: 'Try again later' });
  expect(lines.join()).toContain('"event":"websocket.unexpected"');
  expect(lines.join()).not.toContain('does not exist');
});
