import { EventEmitter, on } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSchema } from 'graphql-yoga';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';

/** graphql-ws with a source in memory: a POST to `/<id>` tells the subscribers of this id, and those of every id. */
const source = new EventEmitter();
source.setMaxListeners(0);

const schema = createSchema({
  typeDefs: `
    type Message { id: ID! status: String! }
    type Event { cursor: String! status: String! message: Message! }
    type Query { ok: Boolean! }
    type Subscription { messageEvents(id: ID): Event! }`,
  resolvers: {
    Subscription: {
      messageEvents: {
        async *subscribe(_root: unknown, { id }: { id?: string | null }) {
          for await (const [of] of on(source, id ?? 'every')) {
            const message = { id: String(of), status: 'DELIVERED' };
            yield { messageEvents: { cursor: '0', status: 'DELIVERED', message } };
          }
        },
      },
    },
  },
});

const server = createServer((request, response) => {
  const id = (request.url ?? '').slice(1);
  source.emit(id, id);
  source.emit('every', id);
  response.end();
});
useServer({ schema }, new WebSocketServer({ server, path: '/graphql' }));
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo; // a TCP server that listens has one
  process.send?.({ port });
});
