import {
  GraphQLError,
  Kind,
  parse,
  validate,
  visit,
  type DocumentNode,
  type GraphQLSchema,
  type NameNode,
  type SelectionSetNode,
  type ValidationRule,
} from 'graphql';
import type { Plugin } from 'graphql-yoga';

/** Reading a message of every kind whole takes about 1,100. Lists go in variables. */
const maxTokens = 2_000;
/** Room for that, indented, several times over. Each place that an error names is searched for in the whole text; characters. */
export const maxDocumentLength = 32_768;
/** The same field in one selection: each pair of them is compared, and one is enough. */
const maxRepeats = 50;
/** Of every name in a document: ours have up to 40, and an alias stands before each value of the answer; characters. */
const maxNameLength = 128;
/** Faults of a document that are named: each is a sentence of the answer, and the first few say what to mend. */
export const maxFaults = 5;

/** Refuses documents that are long, have many parts or nest deeply, before anything is kept of them. */
export function limitDocument(): Plugin {
  return {
    onParse({ params, setParseFn }) {
      const { source } = params as { source: Parameters<typeof parse>[0] }; // any, in Yoga's types
      const { length } = typeof source === 'string' ? source : source.body;
      if (length > maxDocumentLength) throw tooLong(length);
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
    visit(document, { SelectionSet: refuseRepeats, Name: refuseLongName });
    return document;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw refused('Expected a document that nests less deeply. Put lists and objects in variables.');
  }
}

function refuseLongName({ value }: NameNode): void {
  if (value.length > maxNameLength)
    throw refused(`Expected names of at most ${maxNameLength} characters, got one of ${value.length}.`);
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

function tooLong(length: number): GraphQLError {
  return refused(
    `Expected a document of at most ${maxDocumentLength} characters, got ${length}. Put lists and texts in variables.`,
  );
}

function refused(message: string): GraphQLError {
  return new GraphQLError(message, {
    extensions: { code: 'GRAPHQL_PARSE_FAILED', http: { status: 400, spec: true } },
  });
}
