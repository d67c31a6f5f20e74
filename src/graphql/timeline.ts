import { cursorAt } from '../events/cursor.ts';
import { builder } from './builder.ts';
import { Message } from './message.ts';
import { MessageEvent } from './message-events.ts';

// In a file of its own because a message has events and an event has its message.
builder.objectField(Message, 'timeline', (t) =>
  t.field({
    type: [MessageEvent],
    description: 'Everything that happened to it and is still in the log, oldest first.',
    resolve: async ({ id, tenantId }, _args, { loaders, logEpoch }) => {
      const [events, epoch] = await Promise.all([loaders.timeline.load(id), logEpoch()]);
      return events.map((event) => ({ event, cursor: cursorAt({ epoch, tenantId }, event) }));
    },
  }),
);
