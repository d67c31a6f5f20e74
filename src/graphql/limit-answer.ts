import {
  defaultFieldResolver,
  getNamedType,
  getOperationAST,
  GraphQLError,
  isLeafType,
  isNonNullType,
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
import { costOfField } from './weigh-operation.ts';

/**
 * Of an answer, or of one item of a stream, as JSON. The cost of an operation is judged by usual lengths of lists, and not by
 * how long they and the values in them are: 100 messages, whole, have a fifth of it; bytes.
 */
export const maxAnswerSize = 16 * 1024 * 1024;
/**
 * What a value takes beside itself while the answer is made, and with it each part of the cost of a field: so what runs costs
 * five times as much as may be asked for, at most; bytes.
 */
const sizeOfCost = 32;

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
        return isAsyncIterable(items) ? measureItems(items, meter, running.contextValue.signal) : items;
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

/** The executor gets no signal of a stream: it would remember each item until the stream is over. */
function measureItems(
  items: AsyncIterable<ExecutionResult>,
  meter: AnswerMeter,
  gone: AbortSignal,
): AsyncIterableIterator<ExecutionResult> {
  const source = items[Symbol.asyncIterator]();
  // The item that is being made when the caller leaves is not made to its end.
  const leave = (): void => {
    meter.stop();
  };
  const end = async (): Promise<{ done: true; value: undefined }> => {
    gone.removeEventListener('abort', leave);
    await source.return?.();
    return { done: true, value: undefined };
  };
  gone.addEventListener('abort', leave, { once: true });
  return {
    async next() {
      if (meter.refusal) return end();
      meter.left = maxAnswerSize;
      const next = await source.next();
      if (isRefused(meter) && !gone.aborted) {
        await end();
        return { done: false, value: { errors: [meter.refusal] } };
      }
      if (next.done === true) gone.removeEventListener('abort', leave);
      return next;
    },
    return: end,
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
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields()))
      field.resolve = measured(field, sizeOfCost * costOfField(type, field.name));
  }
  return schema;
}

type Measured = GraphQLFieldResolver<unknown, { answer?: AnswerMeter } | undefined>;

function measured(field: GraphQLField<unknown, unknown>, ownSize: number): Measured {
  const { type, resolve = defaultFieldResolver } = field;
  const isLeaf = isLeafType(getNamedType(type));
  return (source, args, context, info) => {
    const meter = context?.answer;
    // Nobody reads the rest of an answer that was refused; an error for each value would take longer than the values.
    if (meter?.refusal && !isNonNullType(type)) return null;
    // The name may be an alias, which is as long as its caller likes.
    grow(meter, ownSize + String(info.path.key).length);
    const value = resolve(source, args, context, info);
    if (!isLeaf || !meter) return value;
    if (!(value instanceof Promise)) return grow(meter, sizeOf(value), value);
    return value.then((found: unknown) => grow(meter, sizeOf(found), found));
  };
}

function grow(meter: AnswerMeter | undefined, by: number, value?: unknown): unknown {
  if (meter) {
    meter.left -= by;
    if (meter.left < 0) throw meter.stop();
  }
  return value;
}

/** Of a number or a date as JSON, about; bytes. */
const usualSize = 8;
/** JSON writes them with up to six characters. */
const escaped = /[^\x20\x21\x23-\x5b\x5d-\ud7ff\ue000-\uffff]/;

function sizeOf(value: unknown): number {
  if (typeof value === 'string' && !escaped.test(value)) return Buffer.byteLength(value);
  if (typeof value === 'string' || (typeof value === 'object' && value !== null && !(value instanceof Date)))
    return Buffer.byteLength(JSON.stringify(value));
  return usualSize;
}

function tooLarge(): GraphQLError {
  return new GraphQLError(
    `Expected an answer of at most ${maxAnswerSize} bytes, got a larger one, which was stopped. Ask for smaller pages, or for fewer fields.`,
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
    `Expected an answer of at most ${maxAnswerSize} bytes, got a larger one. The mutation that it tells of and those before it are done; later ones may not be. Read what they did with a query, and send no message again without its idempotency key.`,
    { extensions: { code: 'ANSWER_TOO_LARGE', retryable: false, maxAnswerSize } },
  );
}
