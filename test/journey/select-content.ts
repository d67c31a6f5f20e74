import { readFileSync } from 'node:fs';
import { buildSchema, getNamedType, isObjectType, isUnionType, type GraphQLObjectType } from 'graphql';

const schema = buildSchema(readFileSync('schema.graphql', 'utf8'));

/**
 * Everything that can be read of a message's content, as fragments, one for each type. Fields of the kinds themselves may
 * not share a name, since their types differ, so each carries the name of its kind before its own.
 */
export function contentFragments(): string {
  const union = schema.getType('MessageContent');
  if (!isUnionType(union)) throw new Error('Expected MessageContent to be a union.');
  const fragments = new Map<string, string>();
  const branches = union
    .getTypes()
    .map((type) => `... on ${type.name} { ${fieldsOf(type, fragments, `${type.name}_`)} }`);
  return [
    `fragment Content on MessageContent { __typename ${branches.join(' ')} }`,
    ...fragments.values(),
  ].join('\n');
}

function fieldsOf(type: GraphQLObjectType, fragments: Map<string, string>, prefix = ''): string {
  const fields = Object.values(type.getFields()).map((field) => {
    const inner = getNamedType(field.type);
    const name = prefix === '' ? field.name : `${prefix}${field.name}: ${field.name}`;
    return isObjectType(inner) ? `${name} { ${spread(inner, fragments)} }` : name;
  });
  return fields.join(' ');
}

function spread(type: GraphQLObjectType, fragments: Map<string, string>): string {
  if (!fragments.has(type.name)) {
    fragments.set(type.name, '');
    fragments.set(type.name, `fragment ${type.name}_ on ${type.name} { ${fieldsOf(type, fragments)} }`);
  }
  return `...${type.name}_`;
}

/** What was read, as it was written: without nulls and without the names of types. */
export function asWritten(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asWritten);
  if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T/.test(value)) return new Date(value).toISOString();
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(
    ([name, inner]) => name !== '__typename' && inner !== null && inner !== undefined,
  );
  return Object.fromEntries(
    entries.map(([name, inner]) => [name.replace(/^[A-Za-z]+Content_/, ''), asWritten(inner)]),
  );
}
