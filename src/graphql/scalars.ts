import { GraphQLError, Kind, valueFromASTUntyped, type ValueNode } from 'graphql';
import { builder } from './builder.ts';

builder.scalarType('DateTime', {
  description:
    'A moment in RFC 3339 with its zone, such as "2026-11-22T10:00:00.000Z". Answers are in UTC, to the millisecond.',
  serialize: (value) => value.toISOString(),
  ...acceptText('DateTime'),
});

builder.scalarType('PhoneNumber', {
  description:
    'A phone number in E.164: "+", the country code and the number, 7 to 15 digits, such as "+16505550101". As input any text is taken; one that is not a number is answered with InvalidInput.',
  serialize: (value) => value,
  ...acceptText('PhoneNumber'),
});

builder.scalarType('URL', {
  description:
    'An absolute http(s) address. As input any text is taken; one that is not an address is answered with InvalidInput.',
  serialize: (value) => value,
  ...acceptText('URL'),
});

builder.scalarType('JSON', {
  description: 'Data that travels untouched: the JSON of a flow, and nothing else.',
  serialize: (value) => value,
  parseValue: (value) => value,
  parseLiteral: (node, variables) => valueFromASTUntyped(node, variables),
});

/** Only the JSON type is judged here; values are judged item by item, so that one bad row never spoils the others. */
function acceptText(name: string): {
  parseValue: (value: unknown) => string;
  parseLiteral: (node: ValueNode) => string;
} {
  const refuse = (): never => {
    throw new GraphQLError(`Expected a string for ${name}.`);
  };
  return {
    parseValue: (value) => (typeof value === 'string' ? value : refuse()),
    parseLiteral: (node) => (node.kind === Kind.STRING ? node.value : refuse()),
  };
}
