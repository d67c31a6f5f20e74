import { resolveCursorConnection, type ResolveCursorConnectionArgs } from '@pothos/plugin-relay';
import { listDeadItems, type DeadWebhookItem as Value } from '../webhooks/list-dead-items.ts';
import { replayDeadItem } from '../webhooks/replay-dead-item.ts';
import { builder } from './builder.ts';
import { checkPage, maxPageSize } from './check-page.ts';
import { readIdCursor, writeIdCursor } from './id-cursor.ts';
import { isId } from './node.ts';
import { RefusalInterface, type Refusal } from './refusal.ts';

const DeadWebhookItem = builder.objectRef<Value>('DeadWebhookItem').implement({
  description:
    'One item of a webhook that could not be applied. It was set aside alone; everything beside it was applied.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Unique over all types.' }),
    path: t.exposeString('path', {
      description: 'Where it stands in its body, such as "entry.0.changes.0.value.statuses.499".',
    }),
    reason: t.exposeString('reason', {
      description:
        'Stable, such as BAD_ID, ACCOUNT_ERROR_131035 for what WhatsApp says about the account, or the SQLSTATE of the refusal, such as SQLSTATE_54000.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was set aside.' }),
  }),
});

builder.queryField('deadWebhookItems', (t) =>
  t.connection({
    type: DeadWebhookItem,
    description:
      'What WhatsApp told of your senders and could not be applied, newest first. Kept for 8 days, like its body. Pages hold up to 100.',
    resolve: (_root, args, { database, caller }) => {
      checkPage(args);
      return resolveCursorConnection(
        {
          args,
          defaultSize: 20,
          maxSize: maxPageSize,
          toCursor: ({ id }: Value) => writeIdCursor('dead', id),
        },
        ({ before, after, limit, inverted }: ResolveCursorConnectionArgs) =>
          listDeadItems(database, caller.tenantId, {
            olderThan: readIdCursor('dead', 'after', after),
            newerThan: readIdCursor('dead', 'before', before),
            newestFirst: !inverted,
            limit,
          }),
      );
    },
  }),
);

const ReplayDeadWebhookItemInput = builder.inputType('ReplayDeadWebhookItemInput', {
  description: 'The item to apply again.',
  fields: (t) => ({ id: t.id({ required: true, description: 'Its id.' }) }),
});

const ReplayedWebhookItem = builder.objectRef<{ id: string }>('ReplayedWebhookItem').implement({
  description: 'It was applied, and is no longer set aside. What it changed is on the stream.',
  fields: (t) => ({ id: t.exposeID('id', { description: 'The id that it had.' }) }),
});

const WebhookItemNotFound = builder.objectRef<Refusal>('WebhookItemNotFound').implement({
  description: 'No item of this tenant with this id is set aside.',
  interfaces: [RefusalInterface],
});

const WebhookItemStillDead = builder
  .objectRef<Refusal & { reason: string }>('WebhookItemStillDead')
  .implement({
    description: 'It still cannot be applied, and stays set aside.',
    interfaces: [RefusalInterface],
    fields: (t) => ({ reason: t.exposeString('reason', { description: 'Why, as in DeadWebhookItem.' }) }),
  });

const ReplayDeadWebhookItemResult = builder.unionType('ReplayDeadWebhookItemResult', {
  description: 'The applied item, or why it was not applied.',
  types: [ReplayedWebhookItem, WebhookItemNotFound, WebhookItemStillDead],
});

builder.mutationField('replayDeadWebhookItem', (t) =>
  t.field({
    type: ReplayDeadWebhookItemResult,
    description:
      'Apply an item again that was set aside, as after an upgrade that knows how. What it tells may be days old; it is merged like any late status.',
    args: {
      input: t.arg({ type: ReplayDeadWebhookItemInput, required: true, description: 'Which item.' }),
    },
    resolve: async (_root, { input: { id } }, context) => {
      const replayed = isId(id)
        ? await replayDeadItem(context, context.caller.tenantId, id)
        : ({ outcome: 'NOT_FOUND' } as const);
      switch (replayed.outcome) {
        case 'APPLIED':
          return { __typename: 'ReplayedWebhookItem' as const, id };
        case 'NOT_FOUND':
          return {
            __typename: 'WebhookItemNotFound' as const,
            code: 'WEBHOOK_ITEM_NOT_FOUND' as const,
            message:
              'Expected the id of an item that is set aside, got one that is none. It may have been applied, or its 8 days are over.',
            retryable: false,
            retryAfterSeconds: null,
          };
        case 'STILL_DEAD':
          return {
            __typename: 'WebhookItemStillDead' as const,
            code: 'WEBHOOK_ITEM_STILL_DEAD' as const,
            message: `Expected an item that can be applied, but it is refused with ${replayed.reason}. Report the reason; an upgrade may take it.`,
            retryable: false,
            retryAfterSeconds: null,
            reason: replayed.reason,
          };
      }
    },
  }),
);
