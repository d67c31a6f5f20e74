import {
  getOperationAST,
  GraphQLError,
  OperationTypeNode,
  type DocumentNode,
  type ExecutionArgs,
  type GraphQLSchema,
} from 'graphql';
import type { OperationResult, SubscribePayload } from 'graphql-ws';
import type { Connection } from './create-graphql.ts';

/** The part of Yoga that prepares one operation; its own type leaves what it returns open. */
export interface Yoga {
  getEnveloped: (given: Partial<Connection> & { params: object }) => {
    schema: GraphQLSchema;
    parse: (source: string) => DocumentNode;
    validate: (schema: GraphQLSchema, document: DocumentNode) => readonly GraphQLError[];
    contextFactory: () => unknown;
  } & Prepared['rootValue'];
}

/** What Yoga prepared for one operation, as graphql-ws hands it on. */
export interface Prepared extends ExecutionArgs {
  rootValue: Record<'execute' | 'subscribe', (args: ExecutionArgs) => OperationResult>;
}

/** One operation of a socket through the same plugins as HTTP, or the errors that refuse it. */
export async function prepareOperation(
  yoga: Yoga,
  connection: Partial<Connection>,
  params: SubscribePayload,
  /** Told at once of a mutation: it is not ended by whoever asked for it. */
  goOn: () => void,
): Promise<Prepared | readonly GraphQLError[]> {
  const { schema, execute, subscribe, contextFactory, parse, validate } = yoga.getEnveloped({
    ...connection,
    params,
  });
  try {
    const document = parse(params.query);
    const errors = validate(schema, document);
    if (errors.length > 0) return errors;
    const operation = getOperationAST(document, params.operationName);
    if (!operation) return [noOperation()];
    if (operation.operation === OperationTypeNode.MUTATION) goOn();
    return {
      schema,
      document,
      operationName: params.operationName,
      variableValues: params.variables,
      contextValue: await contextFactory(),
      rootValue: { execute, subscribe },
    } satisfies Prepared;
  } catch (error) {
    // A document that cannot be read refuses its operation, and not the socket with its other streams.
    if (error instanceof GraphQLError) return [error];
    throw error;
  }
}

function noOperation(): GraphQLError {
  return new GraphQLError('Unable to identify operation: expected one, or the name of one in the document.', {
    extensions: { code: 'OPERATION_RESOLUTION_FAILURE' },
  });
}
