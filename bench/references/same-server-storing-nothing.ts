import { createSecretKey } from 'node:crypto';
import { createAuthenticate } from '../../src/auth/authenticate.ts';
import { openDatabase } from '../../src/db/database.ts';
import { watchLoops } from '../../src/db/watch-loops.ts';
import { createGraphQL } from '../../src/graphql/create-graphql.ts';
import { listen } from '../../src/http/listen.ts';
import { createLog } from '../../src/log/log.ts';
import { findMessages } from '../../src/messages/find-messages.ts';
import { tenantId } from '../support/stage.ts';

/**
 * Our own server with the same schema, validation, authentication and answer; only the storing is missing: every mutation
 * is answered with one message that was read beforehand. `DATABASE_URL`, `MESSAGE_ID`.
 */
const { DATABASE_URL = '', MESSAGE_ID = '' } = process.env;
const log = createLog('error');
const database = openDatabase({ connectionString: DATABASE_URL, name: 'reference', max: 2, log });
const [message] = await findMessages(database, tenantId, [MESSAGE_ID]);
if (!message) throw new Error('Expected the message to answer with, got none.');

const stored = { outcome: 'ENQUEUED', messageId: MESSAGE_ID, replayed: false, message } as const;
const key = createSecretKey(Buffer.alloc(32));
const loops = watchLoops(log);
const graphql = createGraphQL({
  authenticate: createAuthenticate(database, log),
  loops,
  database,
  queue: undefined as never, // nothing is stored
  doorbell: undefined as never, // nobody is woken
  fingerprintKey: key,
  opaqueKey: key,
  recipientKey: key,
  laneKey: key,
  senders: undefined as never, // nor asked for
  sendDeadlineMs: 20_000,
  settleWindowMs: 120_000,
  gatherer: { enqueue: () => Promise.resolve(stored) },
  log,
});
const server = await listen({ host: '127.0.0.1', port: 0, log });
server.open({
  graphql,
  webhooks: undefined,
  isReady: () => Promise.resolve(),
  failingLoops: loops.failing,
});
process.send?.({ port: server.port });
