import { rank, statusOf, type MessageStatus as Status } from '../delivery/status.ts';
import type { Attempt as AttemptValue, Delivery, DeliveryError } from '../delivery/delivery.ts';
import type { Message as MessageValue } from '../messages/message.ts';
import { builder } from './builder.ts';
import { MessageContent, MessageType, toContentPart } from './content/message-content.ts';
import { messageReference } from './content/simple-types.ts';
import { MessageError } from './message-error.ts';
import { Node } from './node.ts';
import { Recipient } from './recipient.ts';

export const MessageStatus = builder.enumType('MessageStatus', {
  description:
    'How far a message has come. From ACCEPTED on it is what WhatsApp has proved; before, what the gateway does with it.',
  values: {
    SCHEDULED: { description: 'Waits for its time.' },
    QUEUED: { description: 'Stored, waits for its turn.' },
    SENDING: { description: 'On its way to WhatsApp.' },
    RETRYING: {
      description:
        'Waits to be tried again. Certainly not sent, unless `inDoubt` says that an earlier copy may have been.',
    },
    UNKNOWN: { description: 'May have been sent; the answer was lost. A status from WhatsApp settles it.' },
    UNCONFIRMED: { description: 'May have been sent, and nothing came that would prove it.' },
    ACCEPTED: { description: 'WhatsApp has taken it.' },
    SENT: { description: 'WhatsApp has sent it on.' },
    DELIVERED: { description: 'It reached a device.' },
    READ: { description: 'It was read.' },
    PLAYED: { description: 'The voice message was played.' },
    FAILED: { description: 'It will not arrive; `error` says why.' },
    EXPIRED: { description: 'Waited longer than it may; never sent.' },
    CANCELED: { description: 'Taken back by its caller; never sent.' },
  } satisfies Record<Status, object>,
});

const AttemptOutcome = builder.enumType('AttemptOutcome', {
  description: 'How one attempt to send ended.',
  values: {
    NOT_WRITTEN: { description: 'Nothing left the gateway.' },
    REFUSED: { description: 'WhatsApp said no: certainly not sent.' },
    ACCEPTED: { description: 'WhatsApp took it.' },
    ACCEPTED_ID_LOST: { description: 'WhatsApp took it and its id was lost on the way.' },
    UNKNOWN: { description: 'The request left and no usable answer came.' },
  } as const,
});

const Attempt = builder.objectRef<AttemptValue>('Attempt').implement({
  description: 'One time that the gateway set out to send the message.',
  fields: (t) => ({
    number: t.int({ description: 'Counts from 1.', resolve: (attempt) => attempt.attempt }),
    startedAt: t.expose('startedAt', {
      type: 'DateTime',
      description: 'When it was claimed, before anything left.',
    }),
    finishedAt: t.expose('finishedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When its outcome was stored.',
    }),
    outcome: t.expose('outcome', {
      type: AttemptOutcome,
      nullable: true,
      description: 'Null while it runs, or when its worker died.',
    }),
    wamid: t.exposeString('wamid', {
      nullable: true,
      description: "WhatsApp's id for this copy. Holds the recipient's number: personal data.",
    }),
    httpStatus: t.exposeInt('httpStatus', { nullable: true, description: 'The status of the answer.' }),
    durationMs: t.exposeInt('durationMs', { nullable: true, description: 'Milliseconds until the answer.' }),
    error: t.expose('error', {
      type: MessageError,
      nullable: true,
      description: 'Why it did not end with ACCEPTED.',
    }),
  }),
});

const Pricing = builder.objectRef<Record<string, unknown>>('Pricing').implement({
  description: 'What WhatsApp says it charges for. It gives no amount.',
  fields: (t) => ({
    billable: t.boolean({
      nullable: true,
      description: 'Whether it is charged.',
      resolve: ({ billable }) => (typeof billable === 'boolean' ? billable : null),
    }),
    model: t.string({
      nullable: true,
      description: 'PMP: per message. CBP: per conversation, older.',
      resolve: ({ model }) => textOf(model),
    }),
    type: t.string({
      nullable: true,
      description: 'regular, free_customer_service or free_entry_point.',
      resolve: ({ type }) => textOf(type),
    }),
    category: t.string({
      nullable: true,
      description: 'Such as utility, marketing, authentication or service.',
      resolve: ({ category }) => textOf(category),
    }),
  }),
});

export const Message = builder.objectRef<MessageValue>('Message');

builder.objectType(Message, {
  description: 'A message and how far it has come.',
  interfaces: [Node],
  fields: (t) => ({
    from: t.expose('from', { type: 'PhoneNumber', description: 'The sender.' }),
    to: t.field({
      type: Recipient,
      nullable: true,
      description: 'Whom it is for; null once the personal part is erased.',
      resolve: ({ to, delivery }) => to && { ...to, senderId: delivery.senderId },
    }),
    type: t.expose('type', { type: MessageType, description: 'What kind of message it is.' }),
    content: t.field({
      type: MessageContent,
      nullable: true,
      description: 'What it says; null once the personal part is erased.',
      resolve: ({ content }) => content && toContentPart(content),
    }),
    context: t.field({
      type: messageReference.output,
      nullable: true,
      description: 'The message that it answers.',
      resolve: ({ context }) => context && { ...context },
    }),
    externalId: t.exposeString('externalId', { nullable: true, description: "The caller's own reference." }),
    status: t.field({
      type: MessageStatus,
      description: 'How far it has come.',
      resolve: ({ delivery }) => statusOf(delivery),
    }),
    inDoubt: t.boolean({
      description: 'May have been sent, and is not proved.',
      resolve: ({ delivery }) => delivery.inDoubt,
    }),
    possibleDuplicate: t.boolean({
      description: 'It was, or is to be, sent again although an earlier copy may have been sent.',
      resolve: ({ delivery }) => delivery.possibleDuplicate,
    }),
    error: t.field({
      type: MessageError,
      nullable: true,
      description: 'Why it failed, or why it waits to be tried again.',
      resolve: ({ delivery }) => errorOf(delivery),
    }),
    warnings: t.field({
      type: [MessageError],
      description: 'What went wrong although it arrived, such as a failure on a second device.',
      resolve: ({ delivery }) => warningsOf(delivery),
    }),
    wamid: t.string({
      nullable: true,
      description:
        "WhatsApp's id, once it has taken the message. Holds the recipient's number: personal data.",
      resolve: ({ delivery }) => delivery.wamid,
    }),
    attempts: t.field({
      type: [Attempt],
      description: 'Every attempt to send it, oldest first.',
      resolve: ({ id }, _args, { loaders }) => loaders.attempts.load(id),
    }),
    pricing: t.field({
      type: Pricing,
      nullable: true,
      description: 'What WhatsApp charges for, once it has said so.',
      resolve: ({ delivery }) => delivery.pricing,
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was stored.' }),
    sendAt: t.expose('sendAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Not sent before this, as its caller asked; null: at once.',
    }),
    expiresAt: t.field({
      type: 'DateTime',
      description: 'It is never sent after this.',
      resolve: ({ delivery }) => delivery.expiresAt,
    }),
    acceptedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When the gateway stored that WhatsApp took it.',
      resolve: ({ delivery }) => delivery.acceptedAt,
    }),
    sentAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When WhatsApp sent it on, by its clock, to the second.',
      resolve: ({ delivery }) => delivery.sentAt,
    }),
    deliveredAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When it reached a device. Null when WhatsApp reported only that it was read.',
      resolve: ({ delivery }) => delivery.deliveredAt,
    }),
    readAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When it was read. Null too where the reader hides it.',
      resolve: ({ delivery }) => delivery.readAt,
    }),
    playedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When the voice message was played.',
      resolve: ({ delivery }) => delivery.playedAt,
    }),
    failedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When WhatsApp, or the gateway, gave it up.',
      resolve: ({ delivery }) => delivery.failedAt,
    }),
  }),
});

/** A failure reported of a message that arrived is a warning. */
function errorOf(delivery: Delivery): DeliveryError | null {
  return delivery.rank > rank.FAILED ? null : delivery.error;
}

function warningsOf(delivery: Delivery): DeliveryError[] {
  return delivery.rank > rank.FAILED && delivery.error ? [delivery.error] : [];
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
