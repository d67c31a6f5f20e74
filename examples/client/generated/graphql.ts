/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Events that fit all of what is given. */
export type MessageEventFilter = {
  /** Of messages with one of these references of yours; at most 1,000. */
  externalIds?: Array<string> | null | undefined;
  /** Of messages from this sender. */
  from?: string | null | undefined;
  /** Of these messages; at most 1,000. */
  messageIds?: Array<string | number> | null | undefined;
  /** That led to one of these statuses. */
  statuses?: Array<MessageStatus> | null | undefined;
  /** Of messages to this person, by the name that the message was addressed with, in any spelling of a number. */
  to?: RecipientInput | null | undefined;
};

/** How far a message has come. From ACCEPTED on it is what WhatsApp has proved; before, what the gateway does with it. */
export type MessageStatus =
  /** WhatsApp has taken it. */
  | 'ACCEPTED'
  /** Taken back by its caller; never sent. */
  | 'CANCELED'
  /** It reached a device. */
  | 'DELIVERED'
  /** Waited longer than it may; never sent. */
  | 'EXPIRED'
  /** It will not arrive; `error` says why. */
  | 'FAILED'
  /** The voice message was played. */
  | 'PLAYED'
  /** Stored, waits for its turn. */
  | 'QUEUED'
  /** It was read. */
  | 'READ'
  /** Waits to be tried again. Certainly not sent, unless `inDoubt` says that an earlier copy may have been. */
  | 'RETRYING'
  /** Waits for its time. */
  | 'SCHEDULED'
  /** On its way to WhatsApp. */
  | 'SENDING'
  /** WhatsApp has sent it on. */
  | 'SENT'
  /** May have been sent, and nothing came that would prove it. */
  | 'UNCONFIRMED'
  /** May have been sent; the answer was lost. A status from WhatsApp settles it. */
  | 'UNKNOWN';

/** Whom the message is for: exactly one of the two. */
export type RecipientInput =
  {   /** Their phone number. */
  phone: string; userId?: never; }
  |  { phone?: never;   /** WhatsApp's business-scoped user id, such as "US.13491208655302741918", for people whose number is hidden. */
  userId: string; };

/** Why history is missing. */
export type StreamGapReason =
  /** The database was set back since the cursor was given, by a restored copy or a standby that lagged: it does not hold the event of the cursor any more. */
  | 'HISTORY_REPLACED'
  /** It is older than events are kept. */
  | 'PRUNED';

export type SnapshotQueryVariables = Exact<{ [key: string]: never; }>;


export type SnapshotQuery = { messages: { cursor: string, edges: Array<{ node: { id: string, externalId: string | null, status: MessageStatus } }> } };

export type EventsSubscriptionVariables = Exact<{
  after: string;
  filter?: MessageEventFilter | null | undefined;
}>;


export type EventsSubscription = { messageEvents:
    | { __typename: 'MessageEvent', cursor: string, status: MessageStatus, at: string, error: { code: string } | null, message: { id: string, externalId: string | null, status: MessageStatus } }
    | { __typename: 'StreamGap', cursor: string, reason: StreamGapReason }
    | { __typename: 'StreamHeartbeat', cursor: string }
   };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}

export const SnapshotDocument = new TypedDocumentString(`
    query Snapshot {
  messages(first: 100) {
    cursor
    edges {
      node {
        id
        externalId
        status
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SnapshotQuery, SnapshotQueryVariables>;
export const EventsDocument = new TypedDocumentString(`
    subscription Events($after: String!, $filter: MessageEventFilter) {
  messageEvents(after: $after, filter: $filter) {
    __typename
    ... on StreamItem {
      cursor
    }
    ... on MessageEvent {
      status
      at
      error {
        code
      }
      message {
        id
        externalId
        status
      }
    }
    ... on StreamGap {
      reason
    }
  }
}
    `) as unknown as TypedDocumentString<EventsSubscription, EventsSubscriptionVariables>;