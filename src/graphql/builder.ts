import SchemaBuilder from '@pothos/core';
import ErrorsPlugin from '@pothos/plugin-errors';
import RelayPlugin from '@pothos/plugin-relay';
import ValidationPlugin from '@pothos/plugin-validation';
import type { Context } from './context.ts';

/** All types of the schema hang on this one. Fields are non-null unless they say so. */
export const builder = new SchemaBuilder<{
  Context: Context;
  DefaultFieldNullability: false;
  Scalars: {
    ID: { Input: string; Output: string };
    DateTime: { Input: string; Output: Date };
    PhoneNumber: { Input: string; Output: string };
    URL: { Input: string; Output: string };
    JSON: { Input: unknown; Output: unknown };
  };
}>({
  defaultFieldNullability: false,
  plugins: [ErrorsPlugin, RelayPlugin, ValidationPlugin],
  // What the validation plugin finds becomes a member of the result, like every other refusal. Nobody reaches it without
  // a key: that is asked for before the request is parsed.
  errors: { unsafelyHandleInputErrors: true },
  relay: {
    clientMutationId: 'omit',
    cursorType: 'String',
    nodeQueryOptions: false,
    nodesQueryOptions: false,
  },
});

builder.queryType({ description: 'Reading. Everything belongs to the tenant of the key.' });
builder.mutationType({ description: 'Sending, and changing what waits to be sent.' });
builder.subscriptionType({
  description: 'Live, over graphql-ws on the same address, or as server-sent events.',
});
