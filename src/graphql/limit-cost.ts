import {
  getOperationAST,
  GraphQLError,
  OperationTypeNode,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { weighOperation, type Weight } from './weigh-operation.ts';

/** A page of 100 messages with everything in them, or a list of 1,000 with 90 values each: about 4 MB of answer. */
export const maxCost = 100_000;
/** Of one item of a subscription, which comes as often as something happens: a message of any kind, whole, twice. */
export const maxCostOfItem = 2_000;
/** Inputs of all lists of one operation: each is judged and stored, whatever is asked for of it. Two lists of 1,000. */
export const maxInputsOfOperation = 2_000;
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
        const { params: asked = {} } = context as Given;
        const weight = weighOperation(schema, documentAST, asked);
        extendContext({ weight });
        const fault = judge(weight, getOperationAST(documentAST, asked.operationName)?.operation);
        if (fault) setResult([fault]);
      };
    },
  };
}

function judge(
  { depth, cost, inputs }: Weight,
  operation: OperationTypeNode | undefined,
): GraphQLError | undefined {
  const most = operation === OperationTypeNode.SUBSCRIPTION ? maxCostOfItem : maxCost;
  if (depth > maxDepth) return tooDeep(depth);
  if (cost > most) return tooCostly(Math.round(cost), most);
  return inputs > maxInputsOfOperation ? tooManyInputs(inputs) : undefined;
}

function tooDeep(depth: number): GraphQLError {
  return refused(
    'OPERATION_TOO_DEEP',
    `Expected an operation of at most ${maxDepth} levels of objects, got ${depth}. Ask for what is deeper by its id.`,
    { depth, maxDepth },
  );
}

function tooCostly(cost: number, most: number): GraphQLError {
  const what = most === maxCostOfItem ? 'a subscription of which an item costs' : 'an operation that costs';
  return refused(
    'OPERATION_TOO_COSTLY',
    `Expected ${what} at most ${most}, got ${cost}: a value costs 1, a statement or a counted field 500, and lists multiply. Ask for smaller pages, fewer fields, or fewer aliases.`,
    { cost, maxCost: most },
  );
}

function tooManyInputs(inputs: number): GraphQLError {
  return refused(
    'OPERATION_TOO_COSTLY',
    `Expected at most ${maxInputsOfOperation} inputs in all lists of one operation, got ${inputs}. Send them in several operations.`,
    { inputs, maxInputs: maxInputsOfOperation },
  );
}

function refused(code: string, message: string, limits: Record<string, number>): GraphQLError {
  return new GraphQLError(message, {
    extensions: { code, retryable: false, ...limits, http: { status: 400, spec: true } },
  });
}
