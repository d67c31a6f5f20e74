import {
  coerceInputValue,
  getOperationAST,
  GraphQLError,
  isInputType,
  isNonNullType,
  typeFromAST,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLSchema,
  type VariableDefinitionNode,
} from 'graphql';
import { isAsyncIterable, type Plugin } from 'graphql-yoga';

/** Errors of one operation's variables: enough to mend them by. */
export const maxVariableErrors = 10;
/** A reason may quote a value, which is as long as its caller likes; characters. */
export const maxReasonLength = 500;
/** Up to this size of a request the errors that Yoga's executor words may quote all of it fifty times; bytes. */
const maxQuotedBytes = 16 * 1024;

/**
 * Says in few words what is wrong with the variables of an operation, over every transport. Yoga's executor quotes the
 * whole object around each fault, up to fifty times: of what is large it gets only what is right.
 */
export function judgeVariables(): Plugin<Record<string, unknown>> {
  return {
    onExecute({ args, setResultAndStopExecution }) {
      const given: Given = args;
      const errors = isLarge(given) ? findFaults(given) : [];
      if (errors.length > 0) {
        setResultAndStopExecution({ errors });
        return undefined;
      }
      return {
        onExecuteDone: ({ result, setResult }) => {
          const reworded = isAsyncIterable(result) ? undefined : reword(given, result);
          if (reworded) setResult({ errors: reworded });
        },
      };
    },
    onSubscribe({ args, setResultAndStopExecution }) {
      const given: Given = args;
      const errors = findFaults(given);
      if (errors.length > 0) setResultAndStopExecution({ errors });
    },
  };
}

interface Given extends ExecutionArgs {
  contextValue: { request?: Request };
}

/** Unknown lengths are of sockets, of addresses and of bodies in parts. */
function isLarge({ contextValue }: Given): boolean {
  return Number(contextValue.request?.headers.get('content-length') ?? Infinity) > maxQuotedBytes;
}

/** Undefined: it failed, if it did, for another reason. */
function reword(given: Given, result: ExecutionResult): readonly GraphQLError[] | undefined {
  const { data, errors } = result;
  if (data !== undefined || errors === undefined) return undefined;
  const faults = findFaults(given);
  return faults.length > 0 ? faults : undefined;
}

/** Ends a search that has found enough. */
class FoundEnough extends Error {}

function findFaults({ schema, document, operationName, variableValues }: Given): GraphQLError[] {
  const errors: GraphQLError[] = [];
  const add = (definition: VariableDefinitionNode, message: string): void => {
    errors.push(fault(message, definition));
    if (errors.length >= maxVariableErrors) throw new FoundEnough();
  };
  try {
    const operation = getOperationAST(document, operationName);
    for (const each of operation?.variableDefinitions ?? [])
      judgeVariable(schema, each, variableValues ?? {}, (message) => {
        add(each, message);
      });
  } catch (error) {
    if (!(error instanceof FoundEnough)) throw error;
  }
  return errors;
}

function judgeVariable(
  schema: GraphQLSchema,
  { variable, type: typeNode, defaultValue }: VariableDefinitionNode,
  values: Readonly<Record<string, unknown>>,
  add: (message: string) => void,
): void {
  const name = variable.name.value;
  const type = typeFromAST(schema, typeNode);
  if (!isInputType(type)) return; // a document that is valid has none
  if (!Object.hasOwn(values, name)) {
    if (defaultValue === undefined && isNonNullType(type))
      add(`Variable "$${name}" of required type "${type.toString()}" was not provided.`);
  } else if (values[name] === null && isNonNullType(type))
    add(`Variable "$${name}" of non-null type "${type.toString()}" must not be null.`);
  else
    coerceInputValue(values[name], type, (path, _value, { message }) => {
      add(`Variable "$${name}" got an invalid value at "${placeOf(name, path)}"; ${cut(message)}`);
    });
}

function placeOf(name: string, path: readonly (string | number)[]): string {
  return name + path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('');
}

function cut(reason: string): string {
  return reason.length > maxReasonLength ? `${reason.slice(0, maxReasonLength)}…` : reason;
}

function fault(message: string, node: VariableDefinitionNode): GraphQLError {
  return new GraphQLError(message, {
    nodes: node,
    extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } },
  });
}
