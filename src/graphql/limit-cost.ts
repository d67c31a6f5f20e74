import { GraphQLError, type DocumentNode, type GraphQLSchema } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { weighOperation } from './weigh-operation.ts';

/** A page of 100 messages with everything in them, or a list of 1,000 with 90 values each: about 4 MB of answer. */
export const maxCost = 100_000;
/** Levels of objects: the deepest part of a message's content is on the tenth. */
export const maxDepth = 10;

interface Given {
  params?: { operationName?: string | null; variables?: Readonly<Record<string, unknown>> | null };
}

/** Refuses what costs too much before any of it runs, over every transport. */
export function limitCost(): Plugin<Record<string, unknown>> {
  return {
    onValidate({ params }) {
      const { schema, documentAST } = params as { schema: GraphQLSchema; documentAST: DocumentNode }; // any, in Yoga's types
      return ({ valid, context, extendContext, setResult }) => {
        // A document that is not valid may have fragments in a circle.
        if (!valid) return;
        const weight = weighOperation(schema, documentAST, (context as Given).params ?? {});
        extendContext({ weight });
        if (weight.depth > maxDepth) setResult([tooDeep(weight.depth)]);
        else if (weight.cost > maxCost) setResult([tooCostly(Math.round(weight.cost))]);
      };
    },
  };
}

function tooDeep(depth: number): GraphQLError {
  return refused(
    'OPERATION_TOO_DEEP',
    `Expected an operation of at most ${maxDepth} levels of objects, got ${depth}. Ask for what is deeper by its id.`,
    { depth, maxDepth },
  );
}

function tooCostly(cost: number): GraphQLError {
  return refused(
    'OPERATION_TOO_COSTLY',
    `Expected an operation that costs at most ${maxCost}, got ${cost}: a value costs 1, a statement or a counted field 500, and lists multiply. Ask for smaller pages, fewer fields, or fewer aliases.`,
    { cost, maxCost },
  );
}

function refused(code: string, message: string, limits: Record<string, number>): GraphQLError {
  return new GraphQLError(message, {
    extensions: { code, retryable: false, ...limits, http: { status: 400, spec: true } },
  });
}
