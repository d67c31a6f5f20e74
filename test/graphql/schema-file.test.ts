import { readFile } from 'node:fs/promises';
import { buildSchema, parse, printSchema, visit } from 'graphql';
import { expect, test } from 'vitest';
import { schema } from '../../src/graphql/schema.ts';

const text = await readFile(new URL('../../schema.graphql', import.meta.url), 'utf8');

/** What every reader of schemas knows by itself since graphql-js 15.1. */
const builtIn = ['skip', 'include', 'deprecated', 'specifiedBy'];

test('schema.graphql defines every directive that readers of schemas may not know, such as @oneOf', () => {
  const used = new Set<string>();
  const defined = new Set(builtIn);
  visit(parse(text), {
    Directive: ({ name }) => void used.add(name.value),
    DirectiveDefinition: ({ name }) => void defined.add(name.value),
  });
  expect(used).toContain('oneOf');
  expect([...used].filter((name) => !defined.has(name))).toEqual([]);
});

test('with that definition a reader that knows @oneOf reads the same schema', () => {
  const read = buildSchema(text);
  expect(read.getTypeMap()['CarouselCardActionInput']).toMatchObject({ isOneOf: true });
  expect(printSchema(read).length).toBeGreaterThanOrEqual(printSchema(schema).length);
});
