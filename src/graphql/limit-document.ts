import {
  GraphQLError,
  Kind,
  parse,
  validate,
  visit,
  type DocumentNode,
  type GraphQLSchema,
  type SelectionSetNode,
  type ValidationRule,
} from 'graphql';
import type { Plugin } from 'graphql-yoga';

/** Reading a message of every kind whole takes about 1,100. Lists go in variables. */
const maxTokens = 2_000;
/** The same field in one selection: each pair of them is compared, and one is enough. */
const maxRepeats = 50;
/** Faults of a document that are named: each is a sentence of the answer, and the first few say what to mend. */
const maxFaults = 5;

export function limitDocument(): Plugin {
  return {
    onParse({ setParseFn }) {
      setParseFn(parseBounded);
    },
    onValidate({ setValidationFn }) {
      setValidationFn(validateBounded);
    },
  };
}

/** The parser calls itself for each level of nesting: a document that is too deep exhausts its stack, and is the caller's. */
function parseBounded(...[source, options]: Parameters<typeof parse>): DocumentNode {
  try {
    const document = parse(source, { ...options, maxTokens });
    visit(document, { SelectionSet: refuseRepeats });
    return document;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw refused('Expected a document that nests less deeply. Put lists and objects in variables.');
  }
}

function refuseRepeats(selection: SelectionSetNode): void {
  const repeats = new Map<string, number>();
  for (const { alias, name } of fieldsOf(selection)) {
    const key = (alias ?? name).value;
    const count = (repeats.get(key) ?? 0) + 1;
    repeats.set(key, count);
    if (count > maxRepeats)
      throw refused(
        `Expected the same field at most ${maxRepeats} times in a selection, got one more often. Ask for it once.`,
      );
  }
}

/** Those of fragments without a name stand in the selection itself. */
function fieldsOf({ selections }: SelectionSetNode): Pick<FieldLike, 'alias' | 'name'>[] {
  return selections.flatMap((each) => {
    if (each.kind === Kind.FIELD) return [each];
    return each.kind === Kind.INLINE_FRAGMENT ? fieldsOf(each.selectionSet) : [];
  });
}

interface FieldLike {
  alias?: { value: string } | undefined;
  name: { value: string };
}

function validateBounded(
  schema: GraphQLSchema,
  document: DocumentNode,
  rules?: readonly ValidationRule[],
): readonly GraphQLError[] {
  return validate(schema, document, rules, { maxErrors: maxFaults });
}

function refused(message: string): GraphQLError {
  return new GraphQLError(message, {
    extensions: { code: 'GRAPHQL_PARSE_FAILED', http: { status: 400, spec: true } },
  });
}
