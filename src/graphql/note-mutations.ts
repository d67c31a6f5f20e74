import { getOperationAST, Kind, OperationTypeNode, type ExecutionArgs, type GraphQLError } from 'graphql';
import { isAsyncIterable, type Plugin } from 'graphql-yoga';

/** Where an error of a mutation came up: in the only field of its root, in one of several, or below. */
type PlaceInMutation = 'ALONE' | 'BESIDE_OTHERS' | 'BELOW';

const places = new WeakMap<object, PlaceInMutation>();

/** Undefined: the error is of no mutation, or nothing of it was begun. */
export function placeInMutation(error: unknown): PlaceInMutation | undefined {
  return error instanceof Error ? places.get(error) : undefined;
}

/** Notes where the errors of mutations came up, before they are masked: an error itself does not know its operation. */
export function noteMutations(): Plugin {
  return {
    onExecute({ args }) {
      const { document, operationName } = args as ExecutionArgs; // Yoga types them as any
      const operation = getOperationAST(document, operationName);
      if (operation?.operation !== OperationTypeNode.MUTATION) return undefined;
      const { selections } = operation.selectionSet;
      const isAlone = selections.length === 1 && selections[0]?.kind === Kind.FIELD;
      return {
        onExecuteDone({ result }) {
          if (isAsyncIterable(result)) return;
          const errors = (result.errors ?? []) as readonly GraphQLError[]; // any, too
          for (const error of errors) places.set(error, placeOf(error, isAlone));
        },
      };
    },
  };
}

function placeOf({ path }: GraphQLError, isAlone: boolean): PlaceInMutation {
  if (path === undefined || path.length > 1) return 'BELOW';
  return isAlone ? 'ALONE' : 'BESIDE_OTHERS';
}
