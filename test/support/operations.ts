import { graphql } from '../generated/index.ts';

export const Enqueue = graphql(`
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
`);

export const EnqueueList = graphql(`
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
`);

export const MessageView = graphql(`
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
    possibleDuplicate
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
    sendAt
    expiresAt
    acceptedAt
    sentAt
    deliveredAt
    readAt
    failedAt
  }
`);

export const FindMessage = graphql(`
  query FindMessage($id: ID!) {
    message(id: $id) {
      ...MessageView
    }
  }
`);

export const ListMessages = graphql(`
  query ListMessages($filter: MessageFilter, $first: Int, $after: String, $last: Int, $before: String) {
    messages(filter: $filter, first: $first, after: $after, last: $last, before: $before) {
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
`);

export const TakeSnapshot = graphql(`
  query TakeSnapshot {
    messages(first: 100) {
      cursor
      edges {
        node {
          id
          status
        }
      }
    }
  }
`);

export const Cancel = graphql(`
  mutation Cancel($id: ID!) {
    cancelMessage(input: { id: $id }) {
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
`);

export const CurrentCursor = graphql(`
  query CurrentCursor {
    cursor
  }
`);

export const Watch = graphql(`
  subscription Watch($after: String, $filter: MessageEventFilter) {
    messageEvents(after: $after, filter: $filter) {
      __typename
      ... on StreamItem {
        cursor
      }
      ... on MessageEvent {
        kind
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
`);

export const SenderGates = graphql(`
  query SenderGates {
    senders(first: 10) {
      edges {
        node {
          phoneNumber
          messagesPerSecond
          currentPace
          pausedUntil
          pausedBecause {
            code
            title
            advice
            retryable
          }
        }
      }
    }
  }
`);

export const Senders = graphql(`
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
`);

export const FindNode = graphql(`
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
`);

export const SuppressionView = graphql(`
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
`);

export const SuppressionAnswer = graphql(`
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
`);

export const Unsubscribe = graphql(`
  mutation Unsubscribe($input: UnsubscribeRecipientInput!) {
    unsubscribeRecipient(input: $input) {
      ...SuppressionAnswer
    }
  }
`);

export const Resubscribe = graphql(`
  mutation Resubscribe($input: ResubscribeRecipientInput!) {
    resubscribeRecipient(input: $input) {
      ...SuppressionAnswer
    }
  }
`);

export const Block = graphql(`
  mutation Block($input: BlockRecipientInput!) {
    blockRecipient(input: $input) {
      ...SuppressionAnswer
    }
  }
`);

export const Unblock = graphql(`
  mutation Unblock($input: UnblockRecipientInput!) {
    unblockRecipient(input: $input) {
      ...SuppressionAnswer
    }
  }
`);

export const UnsubscribeList = graphql(`
  mutation UnsubscribeList($inputs: [UnsubscribeRecipientInput!]!) {
    unsubscribeRecipients(inputs: $inputs) {
      ...SuppressionAnswer
    }
  }
`);

export const UnblockList = graphql(`
  mutation UnblockList($inputs: [UnblockRecipientInput!]!) {
    unblockRecipients(inputs: $inputs) {
      ...SuppressionAnswer
    }
  }
`);

export const ListSuppressions = graphql(`
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
`);

export const EnqueueWithWarnings = graphql(`
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
`);

export const Resolve = graphql(`
  mutation Resolve($id: ID!, $action: ResolveAction!) {
    resolveUnknownMessage(input: { id: $id, action: $action }) {
      __typename
      ... on ResolvedMessage {
        message {
          id
          status
          possibleDuplicate
        }
      }
      ... on Refusal {
        code
        sentence: message
        retryable
      }
      ... on NotResolvable {
        status
      }
    }
  }
`);

export const Send = graphql(`
  mutation Send($input: SendMessageInput!) {
    sendMessage(input: $input) {
      __typename
      ... on SentMessage {
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
      ... on MessageRefused {
        error {
          code
        }
        refused {
          id
          status
        }
      }
      ... on InvalidInput {
        issues {
          path
          code
        }
      }
      ... on OutcomeUnknown {
        messageId
      }
    }
  }
`);

export const Retry = graphql(`
  mutation Retry($input: RetryMessageInput!) {
    retryMessage(input: $input) {
      __typename
      ... on EnqueuedMessage {
        replayed
        message {
          ...MessageView
          context {
            wamid
          }
          retryOf {
            id
          }
        }
      }
      ... on Refusal {
        code
        sentence: message
      }
      ... on NotRetryable {
        status
      }
      ... on InvalidInput {
        issues {
          path
          code
        }
      }
    }
  }
`);

export const WaitingFor = graphql(`
  query WaitingFor($id: ID!) {
    message(id: $id) {
      waitingFor {
        code
        until
        error {
          code
        }
        sentence
      }
    }
  }
`);

export const InboundView = graphql(`
  fragment InboundView on InboundMessage {
    id
    to
    from {
      phone
      userId
      window {
        state
        until
      }
    }
    profileName
    type
    wamid
    content {
      __typename
      ... on InboundText {
        body
      }
      ... on InboundMedia {
        mediaId: id
        mimeType
        filename
        voice
      }
      ... on InboundLocation {
        latitude
        name
      }
      ... on InboundContacts {
        cards {
          card {
            name {
              formattedName
            }
            phones {
              waId
            }
          }
        }
      }
      ... on InboundButtonReply {
        id
        title
      }
      ... on InboundListReply {
        id
        title
      }
      ... on InboundFlowReply {
        name
        responseJson
      }
      ... on InboundCallPermissionReply {
        accepted
        expiresAt
        automatic
      }
      ... on InboundTemplateButton {
        payload
        text
      }
      ... on InboundReaction {
        reactsTo: wamid
        emoji
      }
      ... on InboundOrder {
        catalogId
        items {
          productRetailerId
          quantity
          itemPrice
        }
      }
      ... on InboundSystem {
        event
        waId
      }
      ... on InboundUnsupported {
        kind
        errors {
          code
        }
      }
      ... on InboundChange {
        changed: wamid
        raw
      }
      ... on InboundOther {
        word
        raw
      }
    }
    context {
      wamid
      forwarded
      message {
        id
      }
    }
    referral {
      sourceType
    }
    groupId
    providerAt
  }
`);

export const ListInbound = graphql(`
  query ListInbound($filter: InboundMessageFilter, $first: Int, $after: String) {
    inboundMessages(filter: $filter, first: $first, after: $after) {
      edges {
        node {
          ...InboundView
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export const WatchInbound = graphql(`
  subscription WatchInbound($after: String, $filter: InboundEventFilter) {
    inboundMessages(after: $after, filter: $filter) {
      __typename
      ... on StreamItem {
        cursor
      }
      ... on InboundMessageEvent {
        at
        message {
          ...InboundView
        }
      }
      ... on StreamGap {
        reason
      }
    }
  }
`);

export const FindInbound = graphql(`
  query FindInbound($id: ID!) {
    node(id: $id) {
      ...InboundView
    }
  }
`);

export const FindWindow = graphql(`
  query FindWindow($id: ID!) {
    message(id: $id) {
      to {
        window {
          state
          until
        }
      }
    }
  }
`);

export const ListDeadItems = graphql(`
  query ListDeadItems($first: Int, $after: String) {
    deadWebhookItems(first: $first, after: $after) {
      edges {
        node {
          id
          path
          reason
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export const ReplayDeadItem = graphql(`
  mutation ReplayDeadItem($id: ID!) {
    replayDeadWebhookItem(input: { id: $id }) {
      __typename
      ... on ReplayedWebhookItem {
        id
      }
      ... on Refusal {
        code
      }
      ... on WebhookItemStillDead {
        reason
      }
    }
  }
`);

export const WatchSuppressions = graphql(`
  subscription WatchSuppressions($after: String) {
    suppressionChanges(after: $after) {
      __typename
      ... on StreamItem {
        cursor
      }
      ... on SuppressionEvent {
        change
        source
        suppression {
          ...SuppressionView
          endedAt
        }
      }
    }
  }
`);

export const SetOptOutWords = graphql(`
  mutation SetOptOutWords($input: SetOptOutWordsInput!) {
    setOptOutWords(input: $input) {
      __typename
      ... on OptOutWords {
        stop
        stopMarketing
        start
      }
      ... on InvalidInput {
        issues {
          path
          code
        }
      }
    }
  }
`);
