/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** How one attempt to send ended. */
export type AttemptOutcome =
  /** WhatsApp took it. */
  | 'ACCEPTED'
  /** WhatsApp took it and its id was lost on the way. */
  | 'ACCEPTED_ID_LOST'
  /** Nothing left the gateway. */
  | 'NOT_WRITTEN'
  /** WhatsApp said no: certainly not sent. */
  | 'REFUSED'
  /** The request left and no usable answer came. */
  | 'UNKNOWN';

/** Somebody whom you do not want to write to. */
export type BlockRecipientInput = {
  /** For your records: 1 to 500 characters. */
  reason?: string | null | undefined;
  /** Whom it is about. */
  recipient: RecipientInput;
};

/** One message to one person. */
export type EnqueueMessageInput = {
  /** Your own reference, 1 to 255 characters: not unique, searchable, echoed everywhere. */
  externalId?: string | null | undefined;
  /** Do not send to somebody on your block list: the message ends FAILED with RECIPIENT_IN_BLOCK_LIST. Decided at the moment of sending. */
  filterBlocked?: boolean;
  /** Do not send to somebody who has unsubscribed: the message ends FAILED with RECIPIENT_UNSUBSCRIBED. Decided at the moment of sending. */
  filterUnsubscribed?: boolean;
  /** One of your senders. */
  from: string;
  /** 1 to 255 characters, yours to choose, kept for at least 7 days. Calling again with the same key and the same input gives the same message and stores nothing; with other input it is answered with IdempotencyConflict. Without a key, calling again after a lost answer may send twice. */
  idempotencyKey?: string | null | undefined;
  /** What it says. */
  message: MessageContentInput;
  /** Whom it is for. */
  to: RecipientInput;
};

/** A picture: JPEG or PNG, at most 5 MB. */
export type ImageInput = {
  /** At most 1,024 UTF-16 code units. */
  caption?: string | null | undefined;
  /** The file. */
  source: MediaSourceInput;
};

/** A place on the map. */
export type LocationInput = {
  /** Shown only with a name, so it needs one. */
  address?: string | null | undefined;
  /** Degrees, −90 to 90. */
  latitude: number;
  /** Degrees, −180 to 180. */
  longitude: number;
  /** Shown above the address. */
  name?: string | null | undefined;
};

/** Where the file is: exactly one of the two. */
export type MediaSourceInput =
  {   /** The id of a file uploaded to WhatsApp before; digits. */
  id: string; link?: never; }
  |  { id?: never;   /** A public http(s) address of at most 2,048 characters that WhatsApp can fetch without credentials. WhatsApp keeps it for 10 minutes. */
  link: string; };

/** Exactly one. The type of the message is the field that is given. */
export type MessageContentInput =
  {   image: ImageInput; location?: never; text?: never; }
  |  { image?: never;   location: LocationInput; text?: never; }
  |  { image?: never; location?: never;   text: TextInput; };

/** Events that fit all of what is given. */
export type MessageEventFilter = {
  /** Of these messages; at most 1,000. */
  messageIds?: Array<string | number> | null | undefined;
  /** That led to one of these statuses. */
  statuses?: Array<MessageStatus> | null | undefined;
};

/** Messages that fit all of what is given. */
export type MessageFilter = {
  /** With this reference of yours. */
  externalId?: string | null | undefined;
  /** From this sender. */
  from?: string | null | undefined;
  /** In one of these statuses now. */
  statuses?: Array<MessageStatus> | null | undefined;
  /** To this person, by the name that the message was addressed with. */
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
  /** Certainly not sent; waits to be tried again. */
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

/** The kinds of message. */
export type MessageType =
  | 'IMAGE'
  | 'LOCATION'
  | 'TEXT';

/** Whom the message is for: exactly one of the two. */
export type RecipientInput =
  {   /** Their phone number. */
  phone: string; userId?: never; }
  |  { phone?: never;   /** WhatsApp's business-scoped user id, such as "US.13491208655302741918", for people whose number is hidden. */
  userId: string; };

/** Stable codes of refusals. */
export type RefusalCode =
  /** The idempotency key stands for another message. */
  | 'IDEMPOTENCY_CONFLICT'
  /** A value cannot be used; `issues` says which and why. */
  | 'INVALID_INPUT'
  /** There is no such message. */
  | 'MESSAGE_NOT_FOUND'
  /** It could not be learned whether the message was stored. */
  | 'OUTCOME_UNKNOWN'
  /** The number in `from` is not a sender of this tenant. */
  | 'SENDER_NOT_FOUND'
  /** The message has left, or may have. */
  | 'TOO_LATE_TO_CANCEL';

/** Somebody who wants to be written to again. */
export type ResubscribeRecipientInput = {
  /** Whom it is about. */
  recipient: RecipientInput;
  /** What they want again. ALL ends every unsubscription of theirs, MARKETING only the one from marketing. */
  scope?: SuppressionScope;
};

/** Why history is missing. */
export type StreamGapReason =
  /** The database was restored to another state since the cursor was given. */
  | 'HISTORY_REPLACED'
  /** It is older than events are kept. */
  | 'PRUNED';

/** Entries that fit all of what is given. */
export type SuppressionFilter = {
  /** On this list. */
  list?: SuppressionList | null | undefined;
  /** Of this person. */
  recipient?: RecipientInput | null | undefined;
  /** With this scope. */
  scope?: SuppressionScope | null | undefined;
};

/** Why somebody is on a list. */
export type SuppressionList =
  /** You do not want to write to them. */
  | 'BLOCKED'
  /** They do not want to be written to. */
  | 'UNSUBSCRIBED';

/** What an unsubscription keeps back, of the messages that ask to be filtered. */
export type SuppressionScope =
  /** Every message. */
  | 'ALL'
  /** Marketing templates only. */
  | 'MARKETING';

/** Where an entry came from. */
export type SuppressionSource =
  /** A mutation of this API. */
  | 'API';

/** A text message. */
export type TextInput = {
  /** 1 to 4,096 UTF-16 code units (most characters are one, an emoji two or more). WhatsApp markup: *bold*, _italic_, ~strike~, ```mono```. */
  body: string;
  /** Show a preview of the first link in the body. */
  previewUrl?: boolean;
};

/** Somebody to take off the block list. */
export type UnblockRecipientInput = {
  /** Whom it is about. */
  recipient: RecipientInput;
};

/** Somebody who does not want to be written to. */
export type UnsubscribeRecipientInput = {
  /** For your records: 1 to 500 characters. */
  reason?: string | null | undefined;
  /** Whom it is about. */
  recipient: RecipientInput;
  /** What they do not want. */
  scope?: SuppressionScope;
};

export type EnqueueMutationVariables = Exact<{
  input: EnqueueMessageInput;
}>;


export type EnqueueMutation = { enqueueMessage:
    | { __typename: 'EnqueuedMessage', replayed: boolean, message: { id: string, from: string, type: MessageType, externalId: string | null, status: MessageStatus, inDoubt: boolean, wamid: string | null, createdAt: string, expiresAt: string, acceptedAt: string | null, sentAt: string | null, deliveredAt: string | null, readAt: string | null, failedAt: string | null, to: { phone: string | null, userId: string | null } | null, content:
          | { __typename: 'ImageContent', caption: string | null, source: { id: string | null, link: string | null } }
          | { __typename: 'LocationContent', latitude: number, longitude: number, name: string | null, address: string | null }
          | { __typename: 'TextContent', body: string, previewUrl: boolean }
         | null, error: { code: string, title: string, details: string | null, retryable: boolean, advice: string } | null, warnings: Array<{ code: string }>, attempts: Array<{ number: number, outcome: AttemptOutcome | null, httpStatus: number | null, error: { code: string } | null }>, timeline: Array<{ status: MessageStatus, attempt: number | null }> } }
    | { __typename: 'IdempotencyConflict', code: RefusalCode, retryable: boolean, retryAfterSeconds: number | null, sentence: string }
    | { __typename: 'InvalidInput', code: RefusalCode, retryable: boolean, retryAfterSeconds: number | null, sentence: string, issues: Array<{ path: Array<string>, code: string, message: string }> }
    | { __typename: 'OutcomeUnknown', code: RefusalCode, retryable: boolean, retryAfterSeconds: number | null, messageId: string, sentence: string }
    | { __typename: 'SenderNotFound', code: RefusalCode, retryable: boolean, retryAfterSeconds: number | null, sentence: string }
   };

export type EnqueueListMutationVariables = Exact<{
  inputs: Array<EnqueueMessageInput> | EnqueueMessageInput;
}>;


export type EnqueueListMutation = { enqueueMessages: Array<
    | { __typename: 'EnqueuedMessage', replayed: boolean, message: { id: string, externalId: string | null, status: MessageStatus } }
    | { __typename: 'IdempotencyConflict', code: RefusalCode }
    | { __typename: 'InvalidInput', code: RefusalCode, issues: Array<{ path: Array<string>, code: string }> }
    | { __typename: 'OutcomeUnknown', code: RefusalCode }
    | { __typename: 'SenderNotFound', code: RefusalCode }
  > };

export type MessageViewFragment = { id: string, from: string, type: MessageType, externalId: string | null, status: MessageStatus, inDoubt: boolean, wamid: string | null, createdAt: string, expiresAt: string, acceptedAt: string | null, sentAt: string | null, deliveredAt: string | null, readAt: string | null, failedAt: string | null, to: { phone: string | null, userId: string | null } | null, content:
    | { __typename: 'ImageContent', caption: string | null, source: { id: string | null, link: string | null } }
    | { __typename: 'LocationContent', latitude: number, longitude: number, name: string | null, address: string | null }
    | { __typename: 'TextContent', body: string, previewUrl: boolean }
   | null, error: { code: string, title: string, details: string | null, retryable: boolean, advice: string } | null, warnings: Array<{ code: string }>, attempts: Array<{ number: number, outcome: AttemptOutcome | null, httpStatus: number | null, error: { code: string } | null }>, timeline: Array<{ status: MessageStatus, attempt: number | null }> };

export type FindMessageQueryVariables = Exact<{
  id: string | number;
}>;


export type FindMessageQuery = { message: { id: string, from: string, type: MessageType, externalId: string | null, status: MessageStatus, inDoubt: boolean, wamid: string | null, createdAt: string, expiresAt: string, acceptedAt: string | null, sentAt: string | null, deliveredAt: string | null, readAt: string | null, failedAt: string | null, to: { phone: string | null, userId: string | null } | null, content:
      | { __typename: 'ImageContent', caption: string | null, source: { id: string | null, link: string | null } }
      | { __typename: 'LocationContent', latitude: number, longitude: number, name: string | null, address: string | null }
      | { __typename: 'TextContent', body: string, previewUrl: boolean }
     | null, error: { code: string, title: string, details: string | null, retryable: boolean, advice: string } | null, warnings: Array<{ code: string }>, attempts: Array<{ number: number, outcome: AttemptOutcome | null, httpStatus: number | null, error: { code: string } | null }>, timeline: Array<{ status: MessageStatus, attempt: number | null }> } | null };

export type ListMessagesQueryVariables = Exact<{
  filter?: MessageFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type ListMessagesQuery = { messages: { edges: Array<{ cursor: string, node: { id: string, status: MessageStatus, externalId: string | null } }>, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type CancelMutationVariables = Exact<{
  id: string | number;
}>;


export type CancelMutation = { cancelMessage:
    | { __typename: 'CanceledMessage', message: { id: string, status: MessageStatus } }
    | { __typename: 'MessageNotFound', code: RefusalCode, retryable: boolean, sentence: string }
    | { __typename: 'TooLateToCancel', code: RefusalCode, retryable: boolean, status: MessageStatus, sentence: string }
   };

export type CurrentCursorQueryVariables = Exact<{ [key: string]: never; }>;


export type CurrentCursorQuery = { cursor: string };

export type WatchSubscriptionVariables = Exact<{
  after?: string | null | undefined;
  filter?: MessageEventFilter | null | undefined;
}>;


export type WatchSubscription = { messageEvents:
    | { __typename: 'MessageEvent', cursor: string, status: MessageStatus, at: string, providerAt: string | null, attempt: number | null, possibleDuplicate: boolean, error: { code: string } | null, message: { id: string } }
    | { __typename: 'StreamGap', cursor: string, reason: StreamGapReason }
    | { __typename: 'StreamHeartbeat', cursor: string }
   };

export type SendersQueryVariables = Exact<{ [key: string]: never; }>;


export type SendersQuery = { senders: { edges: Array<{ node: { id: string, phoneNumber: string, queueDepth: number, oldestQueuedAt: string | null } }> } };

export type FindNodeQueryVariables = Exact<{
  id: string | number;
}>;


export type FindNodeQuery = { node:
    | { __typename: 'Message', status: MessageStatus, id: string }
    | { __typename: 'Sender', phoneNumber: string, id: string }
   | null };

export type SuppressionViewFragment = { list: SuppressionList, scope: SuppressionScope, source: SuppressionSource, reason: string | null, recipient: { phone: string | null, userId: string | null } | null };

type SuppressionAnswer_InvalidInput_Fragment = { __typename: 'InvalidInput', code: RefusalCode, issues: Array<{ path: Array<string>, code: string }> };

type SuppressionAnswer_SuppressionApplied_Fragment = { __typename: 'SuppressionApplied', changed: boolean, suppressions: Array<{ list: SuppressionList, scope: SuppressionScope, source: SuppressionSource, reason: string | null, recipient: { phone: string | null, userId: string | null } | null }> };

export type SuppressionAnswerFragment =
  | SuppressionAnswer_InvalidInput_Fragment
  | SuppressionAnswer_SuppressionApplied_Fragment
;

export type UnsubscribeMutationVariables = Exact<{
  input: UnsubscribeRecipientInput;
}>;


export type UnsubscribeMutation = { unsubscribeRecipient:
    | { __typename: 'InvalidInput', code: RefusalCode, issues: Array<{ path: Array<string>, code: string }> }
    | { __typename: 'SuppressionApplied', changed: boolean, suppressions: Array<{ list: SuppressionList, scope: SuppressionScope, source: SuppressionSource, reason: string | null, recipient: { phone: string | null, userId: string | null } | null }> }
   };

export type ResubscribeMutationVariables = Exact<{
  input: ResubscribeRecipientInput;
}>;


export type ResubscribeMutation = { resubscribeRecipient:
    | { __typename: 'InvalidInput', code: RefusalCode, issues: Array<{ path: Array<string>, code: string }> }
    | { __typename: 'SuppressionApplied', changed: boolean, suppressions: Array<{ list: SuppressionList, scope: SuppressionScope, source: SuppressionSource, reason: string | null, recipient: { phone: string | null, userId: string | null } | null }> }
   };

export type BlockMutationVariables = Exact<{
  input: BlockRecipientInput;
}>;


export type BlockMutation = { blockRecipient:
    | { __typename: 'InvalidInput', code: RefusalCode, issues: Array<{ path: Array<string>, code: string }> }
    | { __typename: 'SuppressionApplied', changed: boolean, suppressions: Array<{ list: SuppressionList, scope: SuppressionScope, source: SuppressionSource, reason: string | null, recipient: { phone: string | null, userId: string | null } | null }> }
   };

export type UnblockMutationVariables = Exact<{
  input: UnblockRecipientInput;
}>;


export type UnblockMutation = { unblockRecipient:
    | { __typename: 'InvalidInput', code: RefusalCode, issues: Array<{ path: Array<string>, code: string }> }
    | { __typename: 'SuppressionApplied', changed: boolean, suppressions: Array<{ list: SuppressionList, scope: SuppressionScope, source: SuppressionSource, reason: string | null, recipient: { phone: string | null, userId: string | null } | null }> }
   };

export type UnsubscribeListMutationVariables = Exact<{
  inputs: Array<UnsubscribeRecipientInput> | UnsubscribeRecipientInput;
}>;


export type UnsubscribeListMutation = { unsubscribeRecipients: Array<
    | { __typename: 'InvalidInput', code: RefusalCode, issues: Array<{ path: Array<string>, code: string }> }
    | { __typename: 'SuppressionApplied', changed: boolean, suppressions: Array<{ list: SuppressionList, scope: SuppressionScope, source: SuppressionSource, reason: string | null, recipient: { phone: string | null, userId: string | null } | null }> }
  > };

export type UnblockListMutationVariables = Exact<{
  inputs: Array<UnblockRecipientInput> | UnblockRecipientInput;
}>;


export type UnblockListMutation = { unblockRecipients: Array<
    | { __typename: 'InvalidInput', code: RefusalCode, issues: Array<{ path: Array<string>, code: string }> }
    | { __typename: 'SuppressionApplied', changed: boolean, suppressions: Array<{ list: SuppressionList, scope: SuppressionScope, source: SuppressionSource, reason: string | null, recipient: { phone: string | null, userId: string | null } | null }> }
  > };

export type ListSuppressionsQueryVariables = Exact<{
  filter?: SuppressionFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ListSuppressionsQuery = { suppressions: { edges: Array<{ node: { list: SuppressionList, scope: SuppressionScope, source: SuppressionSource, reason: string | null, recipient: { phone: string | null, userId: string | null } | null } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type EnqueueWithWarningsMutationVariables = Exact<{
  input: EnqueueMessageInput;
}>;


export type EnqueueWithWarningsMutation = { enqueueMessage:
    | { __typename: 'EnqueuedMessage', message: { id: string }, warnings: Array<{ code: string, message: string }> }
    | { __typename: 'IdempotencyConflict' }
    | { __typename: 'InvalidInput' }
    | { __typename: 'OutcomeUnknown' }
    | { __typename: 'SenderNotFound' }
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
export const MessageViewFragmentDoc = new TypedDocumentString(`
    fragment MessageView on Message {
  id
  from
  to {
    phone
    userId
  }
  type
  content {
    __typename
    ... on TextContent {
      body
      previewUrl
    }
    ... on ImageContent {
      source {
        id
        link
      }
      caption
    }
    ... on LocationContent {
      latitude
      longitude
      name
      address
    }
  }
  externalId
  status
  inDoubt
  wamid
  error {
    code
    title
    details
    retryable
    advice
  }
  warnings {
    code
  }
  attempts {
    number
    outcome
    httpStatus
    error {
      code
    }
  }
  timeline {
    status
    attempt
  }
  createdAt
  expiresAt
  acceptedAt
  sentAt
  deliveredAt
  readAt
  failedAt
}
    `, {"fragmentName":"MessageView"}) as unknown as TypedDocumentString<MessageViewFragment, unknown>;
export const SuppressionViewFragmentDoc = new TypedDocumentString(`
    fragment SuppressionView on Suppression {
  recipient {
    phone
    userId
  }
  list
  scope
  source
  reason
}
    `, {"fragmentName":"SuppressionView"}) as unknown as TypedDocumentString<SuppressionViewFragment, unknown>;
export const SuppressionAnswerFragmentDoc = new TypedDocumentString(`
    fragment SuppressionAnswer on SuppressionResult {
  __typename
  ... on SuppressionApplied {
    changed
    suppressions {
      ...SuppressionView
    }
  }
  ... on InvalidInput {
    code
    issues {
      path
      code
    }
  }
}
    fragment SuppressionView on Suppression {
  recipient {
    phone
    userId
  }
  list
  scope
  source
  reason
}`, {"fragmentName":"SuppressionAnswer"}) as unknown as TypedDocumentString<SuppressionAnswerFragment, unknown>;
export const EnqueueDocument = new TypedDocumentString(`
    mutation Enqueue($input: EnqueueMessageInput!) {
  enqueueMessage(input: $input) {
    __typename
    ... on EnqueuedMessage {
      replayed
      message {
        ...MessageView
      }
    }
    ... on Refusal {
      code
      sentence: message
      retryable
      retryAfterSeconds
    }
    ... on InvalidInput {
      issues {
        path
        code
        message
      }
    }
    ... on OutcomeUnknown {
      messageId
    }
  }
}
    fragment MessageView on Message {
  id
  from
  to {
    phone
    userId
  }
  type
  content {
    __typename
    ... on TextContent {
      body
      previewUrl
    }
    ... on ImageContent {
      source {
        id
        link
      }
      caption
    }
    ... on LocationContent {
      latitude
      longitude
      name
      address
    }
  }
  externalId
  status
  inDoubt
  wamid
  error {
    code
    title
    details
    retryable
    advice
  }
  warnings {
    code
  }
  attempts {
    number
    outcome
    httpStatus
    error {
      code
    }
  }
  timeline {
    status
    attempt
  }
  createdAt
  expiresAt
  acceptedAt
  sentAt
  deliveredAt
  readAt
  failedAt
}`) as unknown as TypedDocumentString<EnqueueMutation, EnqueueMutationVariables>;
export const EnqueueListDocument = new TypedDocumentString(`
    mutation EnqueueList($inputs: [EnqueueMessageInput!]!) {
  enqueueMessages(inputs: $inputs) {
    __typename
    ... on EnqueuedMessage {
      replayed
      message {
        id
        externalId
        status
      }
    }
    ... on Refusal {
      code
    }
    ... on InvalidInput {
      issues {
        path
        code
      }
    }
  }
}
    `) as unknown as TypedDocumentString<EnqueueListMutation, EnqueueListMutationVariables>;
export const FindMessageDocument = new TypedDocumentString(`
    query FindMessage($id: ID!) {
  message(id: $id) {
    ...MessageView
  }
}
    fragment MessageView on Message {
  id
  from
  to {
    phone
    userId
  }
  type
  content {
    __typename
    ... on TextContent {
      body
      previewUrl
    }
    ... on ImageContent {
      source {
        id
        link
      }
      caption
    }
    ... on LocationContent {
      latitude
      longitude
      name
      address
    }
  }
  externalId
  status
  inDoubt
  wamid
  error {
    code
    title
    details
    retryable
    advice
  }
  warnings {
    code
  }
  attempts {
    number
    outcome
    httpStatus
    error {
      code
    }
  }
  timeline {
    status
    attempt
  }
  createdAt
  expiresAt
  acceptedAt
  sentAt
  deliveredAt
  readAt
  failedAt
}`) as unknown as TypedDocumentString<FindMessageQuery, FindMessageQueryVariables>;
export const ListMessagesDocument = new TypedDocumentString(`
    query ListMessages($filter: MessageFilter, $first: Int, $after: String, $last: Int, $before: String) {
  messages(
    filter: $filter
    first: $first
    after: $after
    last: $last
    before: $before
  ) {
    edges {
      cursor
      node {
        id
        status
        externalId
      }
    }
    pageInfo {
      hasNextPage
      hasPreviousPage
      startCursor
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<ListMessagesQuery, ListMessagesQueryVariables>;
export const CancelDocument = new TypedDocumentString(`
    mutation Cancel($id: ID!) {
  cancelMessage(input: {id: $id}) {
    __typename
    ... on CanceledMessage {
      message {
        id
        status
      }
    }
    ... on Refusal {
      code
      sentence: message
      retryable
    }
    ... on TooLateToCancel {
      status
    }
  }
}
    `) as unknown as TypedDocumentString<CancelMutation, CancelMutationVariables>;
export const CurrentCursorDocument = new TypedDocumentString(`
    query CurrentCursor {
  cursor
}
    `) as unknown as TypedDocumentString<CurrentCursorQuery, CurrentCursorQueryVariables>;
export const WatchDocument = new TypedDocumentString(`
    subscription Watch($after: String, $filter: MessageEventFilter) {
  messageEvents(after: $after, filter: $filter) {
    __typename
    ... on StreamItem {
      cursor
    }
    ... on MessageEvent {
      status
      at
      providerAt
      attempt
      possibleDuplicate
      error {
        code
      }
      message {
        id
      }
    }
    ... on StreamGap {
      reason
    }
  }
}
    `) as unknown as TypedDocumentString<WatchSubscription, WatchSubscriptionVariables>;
export const SendersDocument = new TypedDocumentString(`
    query Senders {
  senders(first: 10) {
    edges {
      node {
        id
        phoneNumber
        queueDepth
        oldestQueuedAt
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SendersQuery, SendersQueryVariables>;
export const FindNodeDocument = new TypedDocumentString(`
    query FindNode($id: ID!) {
  node(id: $id) {
    __typename
    id
    ... on Message {
      status
    }
    ... on Sender {
      phoneNumber
    }
  }
}
    `) as unknown as TypedDocumentString<FindNodeQuery, FindNodeQueryVariables>;
export const UnsubscribeDocument = new TypedDocumentString(`
    mutation Unsubscribe($input: UnsubscribeRecipientInput!) {
  unsubscribeRecipient(input: $input) {
    ...SuppressionAnswer
  }
}
    fragment SuppressionView on Suppression {
  recipient {
    phone
    userId
  }
  list
  scope
  source
  reason
}
fragment SuppressionAnswer on SuppressionResult {
  __typename
  ... on SuppressionApplied {
    changed
    suppressions {
      ...SuppressionView
    }
  }
  ... on InvalidInput {
    code
    issues {
      path
      code
    }
  }
}`) as unknown as TypedDocumentString<UnsubscribeMutation, UnsubscribeMutationVariables>;
export const ResubscribeDocument = new TypedDocumentString(`
    mutation Resubscribe($input: ResubscribeRecipientInput!) {
  resubscribeRecipient(input: $input) {
    ...SuppressionAnswer
  }
}
    fragment SuppressionView on Suppression {
  recipient {
    phone
    userId
  }
  list
  scope
  source
  reason
}
fragment SuppressionAnswer on SuppressionResult {
  __typename
  ... on SuppressionApplied {
    changed
    suppressions {
      ...SuppressionView
    }
  }
  ... on InvalidInput {
    code
    issues {
      path
      code
    }
  }
}`) as unknown as TypedDocumentString<ResubscribeMutation, ResubscribeMutationVariables>;
export const BlockDocument = new TypedDocumentString(`
    mutation Block($input: BlockRecipientInput!) {
  blockRecipient(input: $input) {
    ...SuppressionAnswer
  }
}
    fragment SuppressionView on Suppression {
  recipient {
    phone
    userId
  }
  list
  scope
  source
  reason
}
fragment SuppressionAnswer on SuppressionResult {
  __typename
  ... on SuppressionApplied {
    changed
    suppressions {
      ...SuppressionView
    }
  }
  ... on InvalidInput {
    code
    issues {
      path
      code
    }
  }
}`) as unknown as TypedDocumentString<BlockMutation, BlockMutationVariables>;
export const UnblockDocument = new TypedDocumentString(`
    mutation Unblock($input: UnblockRecipientInput!) {
  unblockRecipient(input: $input) {
    ...SuppressionAnswer
  }
}
    fragment SuppressionView on Suppression {
  recipient {
    phone
    userId
  }
  list
  scope
  source
  reason
}
fragment SuppressionAnswer on SuppressionResult {
  __typename
  ... on SuppressionApplied {
    changed
    suppressions {
      ...SuppressionView
    }
  }
  ... on InvalidInput {
    code
    issues {
      path
      code
    }
  }
}`) as unknown as TypedDocumentString<UnblockMutation, UnblockMutationVariables>;
export const UnsubscribeListDocument = new TypedDocumentString(`
    mutation UnsubscribeList($inputs: [UnsubscribeRecipientInput!]!) {
  unsubscribeRecipients(inputs: $inputs) {
    ...SuppressionAnswer
  }
}
    fragment SuppressionView on Suppression {
  recipient {
    phone
    userId
  }
  list
  scope
  source
  reason
}
fragment SuppressionAnswer on SuppressionResult {
  __typename
  ... on SuppressionApplied {
    changed
    suppressions {
      ...SuppressionView
    }
  }
  ... on InvalidInput {
    code
    issues {
      path
      code
    }
  }
}`) as unknown as TypedDocumentString<UnsubscribeListMutation, UnsubscribeListMutationVariables>;
export const UnblockListDocument = new TypedDocumentString(`
    mutation UnblockList($inputs: [UnblockRecipientInput!]!) {
  unblockRecipients(inputs: $inputs) {
    ...SuppressionAnswer
  }
}
    fragment SuppressionView on Suppression {
  recipient {
    phone
    userId
  }
  list
  scope
  source
  reason
}
fragment SuppressionAnswer on SuppressionResult {
  __typename
  ... on SuppressionApplied {
    changed
    suppressions {
      ...SuppressionView
    }
  }
  ... on InvalidInput {
    code
    issues {
      path
      code
    }
  }
}`) as unknown as TypedDocumentString<UnblockListMutation, UnblockListMutationVariables>;
export const ListSuppressionsDocument = new TypedDocumentString(`
    query ListSuppressions($filter: SuppressionFilter, $first: Int, $after: String) {
  suppressions(filter: $filter, first: $first, after: $after) {
    edges {
      node {
        ...SuppressionView
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment SuppressionView on Suppression {
  recipient {
    phone
    userId
  }
  list
  scope
  source
  reason
}`) as unknown as TypedDocumentString<ListSuppressionsQuery, ListSuppressionsQueryVariables>;
export const EnqueueWithWarningsDocument = new TypedDocumentString(`
    mutation EnqueueWithWarnings($input: EnqueueMessageInput!) {
  enqueueMessage(input: $input) {
    __typename
    ... on EnqueuedMessage {
      message {
        id
      }
      warnings {
        code
        message
      }
    }
  }
}
    `) as unknown as TypedDocumentString<EnqueueWithWarningsMutation, EnqueueWithWarningsMutationVariables>;