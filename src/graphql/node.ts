import { builder } from './builder.ts';

/** Everything that has an id of its own. Ids are UUIDs, unique over all types. */
export const Node = builder.interfaceRef<{ id: string }>('Node').implement({
  description: 'Something that can be found again by its id.',
  fields: (t) => ({ id: t.exposeID('id', { description: 'Unique over all types, for ever.' }) }),
});

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** An id that we could have given; anything else finds nothing, without asking the database. */
export function isId(given: string): boolean {
  return uuid.test(given);
}
