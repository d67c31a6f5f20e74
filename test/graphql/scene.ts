import { createClient, type Client } from 'graphql-ws';
import WebSocket from 'ws';
import { digestKey } from '../../src/auth/authenticate.ts';
import type { EnqueueMessageInput } from '../generated/graphql.ts';
import { createApiClient, type ApiClient } from '../support/api-client.ts';
import type { TestDatabase } from '../support/create-database.ts';
import { CurrentCursor, Enqueue, Watch } from '../support/operations.ts';
import { apiKey, sender, type Gateway } from '../support/start-gateway.ts';

/** No worker: what is stored stays QUEUED. */
export const nothingIsSent = { env: { HELIOGRAPH_ROLES: 'gateway,webhook' } };

/** Asks for HTTP statuses that say what happened; as plain JSON every GraphQL answer is a 200. */
export const truthfulStatus = { accept: 'application/graphql-response+json' };

/** A message that the gateway takes, changed by what is given. */
export function aMessage(changes: Partial<EnqueueMessageInput> = {}): EnqueueMessageInput {
  return { from: sender, to: { phone: '+16505550101' }, message: { text: { body: 'Hello' } }, ...changes };
}

export async function enqueue(api: ApiClient, changes: Partial<EnqueueMessageInput> = {}): Promise<string> {
  const { enqueueMessage } = await api.call(Enqueue, { input: aMessage(changes) });
  if (enqueueMessage.__typename === 'EnqueuedMessage') return enqueueMessage.message.id;
  throw new Error(`Expected the message to be stored, got ${enqueueMessage.__typename}.`);
}

/** Sends one message and waits until its recipient has read it. */
export async function sendUntilRead(api: ApiClient): Promise<string> {
  const { cursor } = await api.call(CurrentCursor, {});
  const id = await enqueue(api);
  const read = api.watch(Watch, { after: cursor, filter: { messageIds: [id], statuses: ['READ'] } });
  await read.next();
  await read.return?.();
  return id;
}

/**
 * The statuses of a message that is read, in order, as far as they were told: webhooks may overtake each other and the
 * answer, and what comes after a higher status is no event.
 */
export function inOrderOfLife(statuses: readonly string[]): string[] {
  const life = ['QUEUED', 'SENDING', 'ACCEPTED', 'SENT', 'DELIVERED', 'READ'];
  const certain = ['QUEUED', 'SENDING', 'READ'];
  return life.filter((each) => certain.includes(each) || statuses.includes(each));
}

/** How much is stored, over all tables that an enqueue writes. */
export async function countRows(database: TestDatabase): Promise<Record<string, number>> {
  const [row] = await database.query<Record<string, number>>(
    `SELECT (SELECT count(*)::int FROM message) AS messages, (SELECT count(*)::int FROM message_content) AS contents,
       (SELECT count(*)::int FROM delivery) AS deliveries, (SELECT count(*)::int FROM event) AS events,
       (SELECT count(*)::int FROM idempotency_key) AS keys,
       (SELECT count(*)::int FROM pgboss.job WHERE singleton_key IS NOT NULL) AS jobs`,
  );
  return row ?? {};
}

/** A caller of another tenant on the same gateway. */
export async function strangerOf({ url, database }: Gateway): Promise<ApiClient> {
  const key = 'the-key-of-a-stranger-long-enough-for-every-rule';
  const tenantId = '00000000-0000-7000-8000-000000000002';
  await database.query(`INSERT INTO tenant (tenant_id, name) VALUES ($1, 'stranger')`, [tenantId]);
  await database.query('INSERT INTO tenant_log (tenant_id) VALUES ($1)', [tenantId]);
  await database.query('INSERT INTO api_key (tenant_id, label, secret_sha256) VALUES ($1, $2, $3)', [
    tenantId,
    'test',
    digestKey(key),
  ]);
  return createApiClient(url, key);
}

export const secondKey = 'a-second-key-of-the-tenant-long-enough-for-every-rule';

/** A caller of the same tenant with another key. */
export async function secondKeyOf({ url, database }: Gateway): Promise<ApiClient> {
  await giveKey(database, secondKey);
  return createApiClient(url, secondKey);
}

export async function giveKey(database: TestDatabase, key: string): Promise<void> {
  await database.query(
    `INSERT INTO api_key (tenant_id, label, secret_sha256)
     SELECT tenant_id, $1, $2 FROM tenant ORDER BY tenant_id LIMIT 1 ON CONFLICT DO NOTHING`,
    [key, digestKey(key)],
  );
}

/** A bare WebSocket client, for what the typed one hides. */
export function openSocket(url: string, authorization = `Bearer ${apiKey}`): Client {
  return createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { authorization },
  });
}
