import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { createSchema, createYoga } from 'graphql-yoga';
import pg from 'pg';
import { PgBoss } from 'pg-boss';
import { z } from 'zod';

/**
 * What a good engineer writes in a day: Yoga, zod, one table, and pg-boss `send` in the same transaction as the row, once
 * per message. `DATABASE_URL`.
 */
const connectionString = process.env['DATABASE_URL'] ?? '';
const pool = new pg.Pool({ connectionString, max: 12 });
const boss = new PgBoss({ connectionString, max: 3 });
boss.on('error', () => undefined);
await boss.start();
await boss.createQueue('messages');
await pool.query(
  `CREATE TABLE plain_message (id uuid PRIMARY KEY, sender text NOT NULL, recipient text NOT NULL, content jsonb NOT NULL,
     status text NOT NULL DEFAULT 'QUEUED', created_at timestamptz NOT NULL DEFAULT now())`,
);

const phone = z.string().refine((text) => parsePhoneNumberFromString(text)?.isPossible() ?? false);
const input = z.object({
  from: phone,
  to: z.object({ phone }),
  message: z.object({ text: z.object({ body: z.string().min(1).max(4096) }) }),
});
type Input = z.infer<typeof input>;

const yoga = createYoga({
  logging: false,
  schema: createSchema({
    typeDefs: `
      input RecipientInput { phone: String! }
      input TextInput { body: String! }
      input ContentInput { text: TextInput! }
      input EnqueueMessageInput { from: String!, to: RecipientInput!, message: ContentInput! }
      type Message { id: ID!, status: String! }
      type EnqueuedMessage { message: Message! }
      type Query { ok: Boolean! }
      type Mutation {
        enqueueMessage(input: EnqueueMessageInput!): EnqueuedMessage!
        enqueueMessages(inputs: [EnqueueMessageInput!]!): [EnqueuedMessage!]!
      }`,
    resolvers: {
      Query: { ok: () => true },
      Mutation: {
        enqueueMessage: (_root: unknown, args: { input: Input }) => enqueue(input.parse(args.input)),
        enqueueMessages: async (_root: unknown, args: { inputs: Input[] }) => {
          const stored = [];
          for (const each of args.inputs) stored.push(await enqueue(input.parse(each)));
          return stored;
        },
      },
    },
  }),
});

async function enqueue(given: Input): Promise<{ message: { id: string; status: string } }> {
  const id = randomUUID();
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('INSERT INTO plain_message (id, sender, recipient, content) VALUES ($1, $2, $3, $4)', [
      id,
      given.from,
      given.to.phone,
      given.message,
    ]);
    const db = { executeSql: (text: string, values?: unknown[]) => client.query(text, values) };
    await boss.send('messages', { id }, { db });
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
  return { message: { id, status: 'QUEUED' } };
}

const server = createServer((request, response) => void yoga(request, response));
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo; // a TCP server that listens has one
  process.send?.({ port });
});
