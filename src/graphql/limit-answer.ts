import {
  defaultFieldResolver,
  getNamedType,
  getOperationAST,
  GraphQLError,
  isLeafType,
  isObjectType,
  OperationTypeNode,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLSchema,
} from 'graphql';
import { isAsyncIterable, type Plugin } from 'graphql-yoga';
import type { Database } from '../db/database.ts';

/**
 * Of an answer, or of one item of a stream, as JSON. The cost of an operation bounds how many values it has and not how
 * long they are: 100 messages, whole, have a fifth of it; characters.
 */
export const maxAnswerSize = 16 * 1024 * 1024;

/** How much an answer may still grow. */
export interface AnswerMeter {
  left: number;
  /** Why it was stopped. */
  refusal: GraphQLError | undefined;
  stop: () => GraphQLError;
}

/** Yoga's executor takes a signal, which its types do not name. */
interface Running extends ExecutionArgs {
  contextValue: { signal: AbortSignal; answer?: AnswerMeter; database?: Database };
  signal?: AbortSignal;
}

type Execute = (args: Running) => Promise<ExecutionResult> | ExecutionResult;
type Subscribe = (args: Running) => Promise<AsyncIterable<ExecutionResult> | ExecutionResult>;

/** Stops what grows beyond its limit, and a query whose caller has left: nobody reads the rest. A mutation goes on to a known end. */
export function limitAnswer(): Plugin<Record<string, unknown>> {
  return {
    onExecute({ args, executeFn, setExecuteFn }) {
      const given = args as object as Running;
      const operation = getOperationAST(given.document, given.operationName);
      const isQuery = operation?.operation === OperationTypeNode.QUERY;
      const execute = executeFn as Execute; // any, in Yoga's types
      const run = isQuery ? query : mutate;
      setExecuteFn((running) => run(execute, running as Running));
    },
    onSubscribe({ subscribeFn, setSubscribeFn }) {
      const subscribe = subscribeFn as Subscribe;
      setSubscribeFn(async (given) => {
        const running = given as Running;
        const meter = openMeter(tooLarge);
        running.contextValue.answer = meter;
        const items = await subscribe(running);
        return isAsyncIterable(items) ? measureItems(items, meter) : items;
      });
    },
  };
}

async function query(execute: Execute, running: Running): Promise<ExecutionResult> {
  const context = running.contextValue;
  const stopping = new AbortController();
  const leave = (): void => {
    stopping.abort(new GraphQLError('The caller has left.'));
  };
  if (context.signal.aborted) leave();
  else context.signal.addEventListener('abort', leave, { once: true });
  const meter = openMeter(tooLarge, stopping);
  context.answer = meter;
  // A resolver that waited for one statement would go on with the next, and what waits for a connection would be sent.
  if (context.database) context.database = askUntil(context.database, stopping.signal);
  try {
    const result = await execute({ ...running, signal: stopping.signal });
    if (!stopping.signal.aborted) return result;
  } catch (error) {
    if (!stopping.signal.aborted) throw error;
  } finally {
    context.signal.removeEventListener('abort', leave);
  }
  return { errors: [stopping.signal.reason as GraphQLError] }; // given above
}

async function mutate(execute: Execute, running: Running): Promise<ExecutionResult> {
  const meter = openMeter(tooLargeAfterMutation);
  running.contextValue.answer = meter;
  const result = await execute(running);
  return meter.refusal ? { errors: [meter.refusal] } : result;
}

function measureItems(
  items: AsyncIterable<ExecutionResult>,
  meter: AnswerMeter,
): AsyncIterableIterator<ExecutionResult> {
  const source = items[Symbol.asyncIterator]();
  return {
    async next() {
      if (meter.refusal) return { done: true, value: undefined };
      meter.left = maxAnswerSize;
      const next = await source.next();
      if (!isRefused(meter)) return next;
      await source.return?.();
      return { done: false, value: { errors: [meter.refusal] } };
    },
    async return() {
      await source.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** It may have been refused while the item was made. */
function isRefused(meter: AnswerMeter): meter is AnswerMeter & { refusal: GraphQLError } {
  return meter.refusal !== undefined;
}

function openMeter(refuse: () => GraphQLError, stopping?: AbortController): AnswerMeter {
  return {
    left: maxAnswerSize,
    refusal: undefined,
    stop() {
      this.refusal ??= refuse();
      stopping?.abort(this.refusal);
      return this.refusal;
    },
  };
}

function askUntil(database: Database, gone: AbortSignal): Database {
  return { ...database, query: (text, values) => database.query(text, values, gone) };
}

/** Has every field say how much it adds to its answer: what has no field of its own, such as a list, has fields in it. */
export function measureFields(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) field.resolve = measured(field);
  }
  return schema;
}

type Measured = GraphQLFieldResolver<unknown, { answer?: AnswerMeter } | undefined>;

function measured({ type, resolve = defaultFieldResolver }: GraphQLField<unknown, unknown>): Measured {
  const isLeaf = isLeafType(getNamedType(type));
  return (source, args, context, info) => {
    // The name may be an alias, which is as long as its caller likes.
    grow(context?.answer, String(info.path.key).length);
    const value = resolve(source, args, context, info);
    if (!isLeaf) return value;
    if (!(value instanceof Promise)) return grow(context?.answer, sizeOf(value), value);
    return value.then((found: unknown) => grow(context?.answer, sizeOf(found), found));
  };
}

function grow(meter: AnswerMeter | undefined, by: number, value?: unknown): unknown {
  if (meter) {
    meter.left -= by;
    if (meter.left < 0) throw meter.stop();
  }
  return value;
}

/** Of a number or a date as JSON, about; characters. */
const usualSize = 8;

function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null || value instanceof Date) return usualSize;
  return JSON.stringify(value).length;
}

function tooLarge(): GraphQLError {
  return new GraphQLError(
    `Expected an answer of at most ${maxAnswerSize} characters, got a larger one, which was stopped. Ask for smaller pages, or for fewer fields.`,
    {
      extensions: {
        code: 'ANSWER_TOO_LARGE',
        retryable: false,
        maxAnswerSize,
        http: { status: 400, spec: true },
      },
    },
  );
}

/** What a mutation did stands, so its status says nothing of what was done. */
function tooLargeAfterMutation(): GraphQLError {
  return new GraphQLError(
    `Expected an answer of at most ${maxAnswerSize} characters, got a larger one. The mutations of the request are done; read what they did with a query, and send no message again without its idempotency key.`,
    { extensions: { code: 'ANSWER_TOO_LARGE', retryable: false, maxAnswerSize } },
  );
}
