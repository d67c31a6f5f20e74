import { InputValidationError } from '@pothos/plugin-validation';
import { builder } from './builder.ts';
import { capIssues, countIssues, maxIssues, maxIssuesInList } from './cap-issues.ts';

/** Why something was not done. Answered as a member of the mutation's result, never as an error of the request. */
export interface Refusal {
  code: RefusalCode;
  message: string;
  retryable: boolean;
  retryAfterSeconds: number | null;
}

const refusalCodes = {
  INVALID_INPUT: { description: 'A value cannot be used; `issues` says which and why.' },
  IDEMPOTENCY_CONFLICT: { description: 'The idempotency key stands for another message.' },
  SENDER_NOT_FOUND: { description: 'The number in `from` is not a sender of this tenant.' },
  QUEUE_FULL: { description: 'The queue of the sender is so long that the message would wait too long.' },
  OUTCOME_UNKNOWN: { description: 'It could not be learned whether the message was stored, or sent.' },
  MESSAGE_NOT_FOUND: { description: 'There is no such message.' },
  WEBHOOK_ITEM_NOT_FOUND: { description: 'No such item is set aside.' },
  WEBHOOK_ITEM_STILL_DEAD: { description: 'The item still cannot be applied.' },
  TOO_LATE_TO_CANCEL: { description: 'The message has left, or may have.' },
  NOT_UNKNOWN: { description: 'The message is neither UNKNOWN nor UNCONFIRMED.' },
  GIVEN_UP: { description: 'The message was given up for good.' },
  ALREADY_TAKEN: { description: 'WhatsApp took the message; only its id was lost.' },
  EXPIRES_TOO_SOON: { description: 'The message expires before it could be sent.' },
  MESSAGE_REFUSED: { description: 'WhatsApp refused the message.' },
  NOT_SENT_IN_TIME: { description: 'The turn of the message did not come in time; it was taken back.' },
  NOT_RETRYABLE: { description: 'The message may still arrive, has arrived, or has lost its content.' },
} as const;
type RefusalCode = keyof typeof refusalCodes;

const RefusalCodeEnum = builder.enumType('RefusalCode', {
  description: 'Stable codes of refusals.',
  values: refusalCodes,
});

const RefusalInterface = builder.interfaceRef<Refusal>('Refusal').implement({
  description:
    'Every refusal can be read without knowing it: a stable code, a sentence, and whether the same call may be tried again.',
  fields: (t) => ({
    code: t.expose('code', { type: RefusalCodeEnum, description: 'Stable: decide by it.' }),
    message: t.exposeString('message', { description: 'What was expected, what came, and what to do.' }),
    retryable: t.exposeBoolean('retryable', {
      description: 'Whether the same call, unchanged, may succeed later.',
    }),
    retryAfterSeconds: t.exposeInt('retryAfterSeconds', {
      nullable: true,
      description: 'Seconds to wait before that, where it is known.',
    }),
  }),
});

interface Issue {
  path: string[];
  code: string;
  message: string;
}

const InputIssue = builder.objectRef<Issue>('InputIssue').implement({
  description: 'One problem with one value.',
  fields: (t) => ({
    path: t.exposeStringList('path', {
      description:
        'Where the value stands, as the caller wrote it, from the message down: ["message", "text", "body"]. Empty: the whole message.',
    }),
    code: t.exposeString('code', { description: 'Stable, such as INVALID_PHONE_NUMBER or TEXT_TOO_LONG.' }),
    message: t.exposeString('message', {
      description: 'What was expected, what came, and what to do. Never the value itself.',
    }),
  }),
});

/** Thrown by the validation plugin for a single message, returned item by item for a list. */
builder.objectType(InputValidationError, {
  name: 'InvalidInput',
  description:
    'Values that cannot be used. The problems of the message are named together; nothing was stored.',
  interfaces: [RefusalInterface] as never, // its fields are resolved here: the error carries issues only
  fields: (t) => ({
    code: t.field({ type: RefusalCodeEnum, resolve: () => 'INVALID_INPUT' as const }),
    message: t.string({
      resolve: (error) =>
        `Expected usable values, got ${countIssues(error.issues)} that cannot be used. See issues, mend them and call again.`,
    }),
    retryable: t.boolean({ resolve: () => false }),
    retryAfterSeconds: t.int({ nullable: true, resolve: () => null }),
    issues: t.field({
      type: [InputIssue],
      description: `Every problem, in the order of the fields: of one message up to ${maxIssues}, in a list up to ${maxIssuesInList} of each. With code MORE_ISSUES the last one says how many more there are.`,
      resolve: (error) => capIssues(error.issues, maxIssues).map(toIssue),
    }),
  }),
});

function toIssue(issue: InputValidationError['issues'][number]): Issue {
  const path = (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part));
  // The argument's own name is not part of what the caller wrote in it.
  return { path: path[0] === 'input' ? path.slice(1) : path, code: codeOf(issue), message: issue.message };
}

/** Our own checks carry a code; the rest is zod's. */
function codeOf(issue: { code?: unknown; params?: { code?: unknown } } & object): string {
  const own = issue.params?.code;
  if (typeof own === 'string') return own;
  return typeof issue.code === 'string' ? issue.code.toUpperCase() : 'INVALID';
}

export const IdempotencyConflict = refusal(
  'IdempotencyConflict',
  'The idempotency key was used before, for other input.',
);
export const SenderNotFound = refusal(
  'SenderNotFound',
  'The number in `from` is not a sender of this tenant.',
);
export const QueueFull = refusal(
  'QueueFull',
  'What waits for this sender takes longer to go than an operator allows (QUEUE_LIMIT_SECONDS); nothing was stored. With priority HIGH a message gets in up to twice that.',
);
export const MessageNotFound = refusal('MessageNotFound', 'There is no message of this tenant with this id.');

export function messageNotFound() {
  return {
    __typename: 'MessageNotFound' as const,
    code: 'MESSAGE_NOT_FOUND' as const,
    message:
      'Expected the id of one of your messages, got one that is none. It may belong to another tenant.',
    retryable: false,
    retryAfterSeconds: null,
  };
}

export const OutcomeUnknown = builder.objectRef<Refusal & { messageId: string }>('OutcomeUnknown').implement({
  description:
    'Whether the message was stored, or with sendMessage whether it was sent, could not be learned in time. Ask for the message by its id later, or call again with the same idempotency key; without a key, calling again may send twice.',
  interfaces: [RefusalInterface],
  fields: (t) => ({
    messageId: t.exposeID('messageId', { description: 'The id of the message, if it was stored.' }),
  }),
});

function refusal(name: string, description: string) {
  return builder.objectRef<Refusal>(name).implement({ description, interfaces: [RefusalInterface] });
}

export { RefusalInterface };
