/* eslint-disable */
import * as types from './graphql.ts';



/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  mutation Enqueue($input: EnqueueMessageInput!) {\n    enqueueMessage(input: $input) {\n      __typename\n      ... on EnqueuedMessage {\n        replayed\n        message {\n          ...MessageView\n        }\n      }\n      ... on Refusal {\n        code\n        sentence: message\n        retryable\n        retryAfterSeconds\n      }\n      ... on InvalidInput {\n        issues {\n          path\n          code\n          message\n        }\n      }\n      ... on OutcomeUnknown {\n        messageId\n      }\n    }\n  }\n": typeof types.EnqueueDocument,
    "\n  mutation EnqueueList($inputs: [EnqueueMessageInput!]!) {\n    enqueueMessages(inputs: $inputs) {\n      __typename\n      ... on EnqueuedMessage {\n        replayed\n        message {\n          id\n          externalId\n          status\n        }\n      }\n      ... on Refusal {\n        code\n      }\n      ... on InvalidInput {\n        issues {\n          path\n          code\n        }\n      }\n    }\n  }\n": typeof types.EnqueueListDocument,
    "\n  fragment MessageView on Message {\n    id\n    from\n    to {\n      phone\n      userId\n    }\n    type\n    content {\n      __typename\n      ... on TextContent {\n        body\n        previewUrl\n      }\n      ... on ImageContent {\n        source {\n          id\n          link\n        }\n        caption\n      }\n      ... on LocationContent {\n        latitude\n        longitude\n        name\n        address\n      }\n    }\n    externalId\n    status\n    inDoubt\n    possibleDuplicate\n    wamid\n    error {\n      code\n      title\n      details\n      retryable\n      advice\n    }\n    warnings {\n      code\n    }\n    attempts {\n      number\n      outcome\n      httpStatus\n      error {\n        code\n      }\n    }\n    timeline {\n      status\n      attempt\n    }\n    createdAt\n    sendAt\n    expiresAt\n    acceptedAt\n    sentAt\n    deliveredAt\n    readAt\n    failedAt\n  }\n": typeof types.MessageViewFragmentDoc,
    "\n  query FindMessage($id: ID!) {\n    message(id: $id) {\n      ...MessageView\n    }\n  }\n": typeof types.FindMessageDocument,
    "\n  query ListMessages($filter: MessageFilter, $first: Int, $after: String, $last: Int, $before: String) {\n    messages(filter: $filter, first: $first, after: $after, last: $last, before: $before) {\n      edges {\n        cursor\n        node {\n          id\n          status\n          externalId\n        }\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n    }\n  }\n": typeof types.ListMessagesDocument,
    "\n  query TakeSnapshot {\n    messages(first: 100) {\n      cursor\n      edges {\n        node {\n          id\n          status\n        }\n      }\n    }\n  }\n": typeof types.TakeSnapshotDocument,
    "\n  mutation Cancel($id: ID!) {\n    cancelMessage(input: { id: $id }) {\n      __typename\n      ... on CanceledMessage {\n        message {\n          id\n          status\n        }\n      }\n      ... on Refusal {\n        code\n        sentence: message\n        retryable\n      }\n      ... on TooLateToCancel {\n        status\n      }\n    }\n  }\n": typeof types.CancelDocument,
    "\n  query CurrentCursor {\n    cursor\n  }\n": typeof types.CurrentCursorDocument,
    "\n  subscription Watch($after: String, $filter: MessageEventFilter) {\n    messageEvents(after: $after, filter: $filter) {\n      __typename\n      ... on StreamItem {\n        cursor\n      }\n      ... on MessageEvent {\n        kind\n        status\n        at\n        providerAt\n        attempt\n        possibleDuplicate\n        error {\n          code\n        }\n        message {\n          id\n        }\n      }\n      ... on StreamGap {\n        reason\n      }\n    }\n  }\n": typeof types.WatchDocument,
    "\n  query SenderGates {\n    senders(first: 10) {\n      edges {\n        node {\n          phoneNumber\n          messagesPerSecond\n          currentPace\n          pausedUntil\n          pausedBecause {\n            code\n            title\n            advice\n            retryable\n          }\n        }\n      }\n    }\n  }\n": typeof types.SenderGatesDocument,
    "\n  query Senders {\n    senders(first: 10) {\n      edges {\n        node {\n          id\n          phoneNumber\n          queueDepth\n          oldestQueuedAt\n        }\n      }\n    }\n  }\n": typeof types.SendersDocument,
    "\n  query FindNode($id: ID!) {\n    node(id: $id) {\n      __typename\n      id\n      ... on Message {\n        status\n      }\n      ... on Sender {\n        phoneNumber\n      }\n    }\n  }\n": typeof types.FindNodeDocument,
    "\n  fragment SuppressionView on Suppression {\n    recipient {\n      phone\n      userId\n    }\n    list\n    scope\n    source\n    reason\n  }\n": typeof types.SuppressionViewFragmentDoc,
    "\n  fragment SuppressionAnswer on SuppressionResult {\n    __typename\n    ... on SuppressionApplied {\n      changed\n      suppressions {\n        ...SuppressionView\n      }\n    }\n    ... on InvalidInput {\n      code\n      issues {\n        path\n        code\n      }\n    }\n  }\n": typeof types.SuppressionAnswerFragmentDoc,
    "\n  mutation Unsubscribe($input: UnsubscribeRecipientInput!) {\n    unsubscribeRecipient(input: $input) {\n      ...SuppressionAnswer\n    }\n  }\n": typeof types.UnsubscribeDocument,
    "\n  mutation Resubscribe($input: ResubscribeRecipientInput!) {\n    resubscribeRecipient(input: $input) {\n      ...SuppressionAnswer\n    }\n  }\n": typeof types.ResubscribeDocument,
    "\n  mutation Block($input: BlockRecipientInput!) {\n    blockRecipient(input: $input) {\n      ...SuppressionAnswer\n    }\n  }\n": typeof types.BlockDocument,
    "\n  mutation Unblock($input: UnblockRecipientInput!) {\n    unblockRecipient(input: $input) {\n      ...SuppressionAnswer\n    }\n  }\n": typeof types.UnblockDocument,
    "\n  mutation UnsubscribeList($inputs: [UnsubscribeRecipientInput!]!) {\n    unsubscribeRecipients(inputs: $inputs) {\n      ...SuppressionAnswer\n    }\n  }\n": typeof types.UnsubscribeListDocument,
    "\n  mutation UnblockList($inputs: [UnblockRecipientInput!]!) {\n    unblockRecipients(inputs: $inputs) {\n      ...SuppressionAnswer\n    }\n  }\n": typeof types.UnblockListDocument,
    "\n  query ListSuppressions($filter: SuppressionFilter, $first: Int, $after: String) {\n    suppressions(filter: $filter, first: $first, after: $after) {\n      edges {\n        node {\n          ...SuppressionView\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.ListSuppressionsDocument,
    "\n  mutation EnqueueWithWarnings($input: EnqueueMessageInput!) {\n    enqueueMessage(input: $input) {\n      __typename\n      ... on EnqueuedMessage {\n        message {\n          id\n        }\n        warnings {\n          code\n          message\n        }\n      }\n    }\n  }\n": typeof types.EnqueueWithWarningsDocument,
    "\n  mutation Resolve($id: ID!, $action: ResolveAction!) {\n    resolveUnknownMessage(input: { id: $id, action: $action }) {\n      __typename\n      ... on ResolvedMessage {\n        message {\n          id\n          status\n          possibleDuplicate\n        }\n      }\n      ... on Refusal {\n        code\n        sentence: message\n        retryable\n      }\n      ... on NotResolvable {\n        status\n      }\n    }\n  }\n": typeof types.ResolveDocument,
    "\n  mutation Send($input: SendMessageInput!) {\n    sendMessage(input: $input) {\n      __typename\n      ... on SentMessage {\n        message {\n          id\n          status\n        }\n      }\n      ... on Refusal {\n        code\n        sentence: message\n        retryable\n      }\n      ... on MessageRefused {\n        error {\n          code\n        }\n        refused {\n          id\n          status\n        }\n      }\n      ... on InvalidInput {\n        issues {\n          path\n          code\n        }\n      }\n      ... on OutcomeUnknown {\n        messageId\n      }\n    }\n  }\n": typeof types.SendDocument,
    "\n  mutation Retry($input: RetryMessageInput!) {\n    retryMessage(input: $input) {\n      __typename\n      ... on EnqueuedMessage {\n        replayed\n        message {\n          ...MessageView\n          context {\n            wamid\n          }\n          retryOf {\n            id\n          }\n        }\n      }\n      ... on Refusal {\n        code\n        sentence: message\n      }\n      ... on NotRetryable {\n        status\n      }\n      ... on InvalidInput {\n        issues {\n          path\n          code\n        }\n      }\n    }\n  }\n": typeof types.RetryDocument,
    "\n  query WaitingFor($id: ID!) {\n    message(id: $id) {\n      waitingFor {\n        code\n        until\n        error {\n          code\n        }\n        sentence\n      }\n    }\n  }\n": typeof types.WaitingForDocument,
    "\n  fragment InboundView on InboundMessage {\n    id\n    to\n    from {\n      phone\n      userId\n      window {\n        state\n        until\n      }\n    }\n    profileName\n    type\n    wamid\n    content {\n      __typename\n      ... on InboundText {\n        body\n      }\n      ... on InboundMedia {\n        mediaId: id\n        mimeType\n        filename\n        voice\n      }\n      ... on InboundLocation {\n        latitude\n        name\n      }\n      ... on InboundContacts {\n        cards {\n          card {\n            name {\n              formattedName\n            }\n            phones {\n              waId\n            }\n          }\n        }\n      }\n      ... on InboundButtonReply {\n        id\n        title\n      }\n      ... on InboundListReply {\n        id\n        title\n      }\n      ... on InboundFlowReply {\n        name\n        responseJson\n      }\n      ... on InboundCallPermissionReply {\n        accepted\n        expiresAt\n        automatic\n      }\n      ... on InboundTemplateButton {\n        payload\n        text\n      }\n      ... on InboundReaction {\n        reactsTo: wamid\n        emoji\n      }\n      ... on InboundOrder {\n        catalogId\n        items {\n          productRetailerId\n          quantity\n          itemPrice\n        }\n      }\n      ... on InboundSystem {\n        event\n        waId\n      }\n      ... on InboundUnsupported {\n        kind\n        errors {\n          code\n        }\n      }\n      ... on InboundChange {\n        changed: wamid\n        raw\n      }\n      ... on InboundOther {\n        word\n        raw\n      }\n    }\n    context {\n      wamid\n      forwarded\n      message {\n        id\n      }\n    }\n    referral {\n      sourceType\n    }\n    groupId\n    providerAt\n  }\n": typeof types.InboundViewFragmentDoc,
    "\n  query ListInbound($filter: InboundMessageFilter, $first: Int, $after: String) {\n    inboundMessages(filter: $filter, first: $first, after: $after) {\n      edges {\n        node {\n          ...InboundView\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.ListInboundDocument,
    "\n  subscription WatchInbound($after: String, $filter: InboundEventFilter) {\n    inboundMessages(after: $after, filter: $filter) {\n      __typename\n      ... on StreamItem {\n        cursor\n      }\n      ... on InboundMessageEvent {\n        at\n        message {\n          ...InboundView\n        }\n      }\n      ... on StreamGap {\n        reason\n      }\n    }\n  }\n": typeof types.WatchInboundDocument,
    "\n  query FindInbound($id: ID!) {\n    node(id: $id) {\n      ...InboundView\n    }\n  }\n": typeof types.FindInboundDocument,
    "\n  query FindWindow($id: ID!) {\n    message(id: $id) {\n      to {\n        window {\n          state\n          until\n        }\n      }\n    }\n  }\n": typeof types.FindWindowDocument,
    "\n  query ListDeadItems($first: Int, $after: String) {\n    deadWebhookItems(first: $first, after: $after) {\n      edges {\n        node {\n          id\n          path\n          reason\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.ListDeadItemsDocument,
    "\n  mutation ReplayDeadItem($id: ID!) {\n    replayDeadWebhookItem(input: { id: $id }) {\n      __typename\n      ... on ReplayedWebhookItem {\n        id\n      }\n      ... on Refusal {\n        code\n      }\n      ... on WebhookItemStillDead {\n        reason\n      }\n    }\n  }\n": typeof types.ReplayDeadItemDocument,
    "\n  subscription WatchSuppressions($after: String) {\n    suppressionChanges(after: $after) {\n      __typename\n      ... on StreamItem {\n        cursor\n      }\n      ... on SuppressionEvent {\n        change\n        source\n        suppression {\n          ...SuppressionView\n          endedAt\n        }\n      }\n    }\n  }\n": typeof types.WatchSuppressionsDocument,
    "\n  mutation SetOptOutWords($input: SetOptOutWordsInput!) {\n    setOptOutWords(input: $input) {\n      __typename\n      ... on OptOutWords {\n        stop\n        stopMarketing\n        start\n      }\n      ... on InvalidInput {\n        issues {\n          path\n          code\n        }\n      }\n    }\n  }\n": typeof types.SetOptOutWordsDocument,
};
const documents: Documents = {
    "\n  mutation Enqueue($input: EnqueueMessageInput!) {\n    enqueueMessage(input: $input) {\n      __typename\n      ... on EnqueuedMessage {\n        replayed\n        message {\n          ...MessageView\n        }\n      }\n      ... on Refusal {\n        code\n        sentence: message\n        retryable\n        retryAfterSeconds\n      }\n      ... on InvalidInput {\n        issues {\n          path\n          code\n          message\n        }\n      }\n      ... on OutcomeUnknown {\n        messageId\n      }\n    }\n  }\n": types.EnqueueDocument,
    "\n  mutation EnqueueList($inputs: [EnqueueMessageInput!]!) {\n    enqueueMessages(inputs: $inputs) {\n      __typename\n      ... on EnqueuedMessage {\n        replayed\n        message {\n          id\n          externalId\n          status\n        }\n      }\n      ... on Refusal {\n        code\n      }\n      ... on InvalidInput {\n        issues {\n          path\n          code\n        }\n      }\n    }\n  }\n": types.EnqueueListDocument,
    "\n  fragment MessageView on Message {\n    id\n    from\n    to {\n      phone\n      userId\n    }\n    type\n    content {\n      __typename\n      ... on TextContent {\n        body\n        previewUrl\n      }\n      ... on ImageContent {\n        source {\n          id\n          link\n        }\n        caption\n      }\n      ... on LocationContent {\n        latitude\n        longitude\n        name\n        address\n      }\n    }\n    externalId\n    status\n    inDoubt\n    possibleDuplicate\n    wamid\n    error {\n      code\n      title\n      details\n      retryable\n      advice\n    }\n    warnings {\n      code\n    }\n    attempts {\n      number\n      outcome\n      httpStatus\n      error {\n        code\n      }\n    }\n    timeline {\n      status\n      attempt\n    }\n    createdAt\n    sendAt\n    expiresAt\n    acceptedAt\n    sentAt\n    deliveredAt\n    readAt\n    failedAt\n  }\n": types.MessageViewFragmentDoc,
    "\n  query FindMessage($id: ID!) {\n    message(id: $id) {\n      ...MessageView\n    }\n  }\n": types.FindMessageDocument,
    "\n  query ListMessages($filter: MessageFilter, $first: Int, $after: String, $last: Int, $before: String) {\n    messages(filter: $filter, first: $first, after: $after, last: $last, before: $before) {\n      edges {\n        cursor\n        node {\n          id\n          status\n          externalId\n        }\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n    }\n  }\n": types.ListMessagesDocument,
    "\n  query TakeSnapshot {\n    messages(first: 100) {\n      cursor\n      edges {\n        node {\n          id\n          status\n        }\n      }\n    }\n  }\n": types.TakeSnapshotDocument,
    "\n  mutation Cancel($id: ID!) {\n    cancelMessage(input: { id: $id }) {\n      __typename\n      ... on CanceledMessage {\n        message {\n          id\n          status\n        }\n      }\n      ... on Refusal {\n        code\n        sentence: message\n        retryable\n      }\n      ... on TooLateToCancel {\n        status\n      }\n    }\n  }\n": types.CancelDocument,
    "\n  query CurrentCursor {\n    cursor\n  }\n": types.CurrentCursorDocument,
    "\n  subscription Watch($after: String, $filter: MessageEventFilter) {\n    messageEvents(after: $after, filter: $filter) {\n      __typename\n      ... on StreamItem {\n        cursor\n      }\n      ... on MessageEvent {\n        kind\n        status\n        at\n        providerAt\n        attempt\n        possibleDuplicate\n        error {\n          code\n        }\n        message {\n          id\n        }\n      }\n      ... on StreamGap {\n        reason\n      }\n    }\n  }\n": types.WatchDocument,
    "\n  query SenderGates {\n    senders(first: 10) {\n      edges {\n        node {\n          phoneNumber\n          messagesPerSecond\n          currentPace\n          pausedUntil\n          pausedBecause {\n            code\n            title\n            advice\n            retryable\n          }\n        }\n      }\n    }\n  }\n": types.SenderGatesDocument,
    "\n  query Senders {\n    senders(first: 10) {\n      edges {\n        node {\n          id\n          phoneNumber\n          queueDepth\n          oldestQueuedAt\n        }\n      }\n    }\n  }\n": types.SendersDocument,
    "\n  query FindNode($id: ID!) {\n    node(id: $id) {\n      __typename\n      id\n      ... on Message {\n        status\n      }\n      ... on Sender {\n        phoneNumber\n      }\n    }\n  }\n": types.FindNodeDocument,
    "\n  fragment SuppressionView on Suppression {\n    recipient {\n      phone\n      userId\n    }\n    list\n    scope\n    source\n    reason\n  }\n": types.SuppressionViewFragmentDoc,
    "\n  fragment SuppressionAnswer on SuppressionResult {\n    __typename\n    ... on SuppressionApplied {\n      changed\n      suppressions {\n        ...SuppressionView\n      }\n    }\n    ... on InvalidInput {\n      code\n      issues {\n        path\n        code\n      }\n    }\n  }\n": types.SuppressionAnswerFragmentDoc,
    "\n  mutation Unsubscribe($input: UnsubscribeRecipientInput!) {\n    unsubscribeRecipient(input: $input) {\n      ...SuppressionAnswer\n    }\n  }\n": types.UnsubscribeDocument,
    "\n  mutation Resubscribe($input: ResubscribeRecipientInput!) {\n    resubscribeRecipient(input: $input) {\n      ...SuppressionAnswer\n    }\n  }\n": types.ResubscribeDocument,
    "\n  mutation Block($input: BlockRecipientInput!) {\n    blockRecipient(input: $input) {\n      ...SuppressionAnswer\n    }\n  }\n": types.BlockDocument,
    "\n  mutation Unblock($input: UnblockRecipientInput!) {\n    unblockRecipient(input: $input) {\n      ...SuppressionAnswer\n    }\n  }\n": types.UnblockDocument,
    "\n  mutation UnsubscribeList($inputs: [UnsubscribeRecipientInput!]!) {\n    unsubscribeRecipients(inputs: $inputs) {\n      ...SuppressionAnswer\n    }\n  }\n": types.UnsubscribeListDocument,
    "\n  mutation UnblockList($inputs: [UnblockRecipientInput!]!) {\n    unblockRecipients(inputs: $inputs) {\n      ...SuppressionAnswer\n    }\n  }\n": types.UnblockListDocument,
    "\n  query ListSuppressions($filter: SuppressionFilter, $first: Int, $after: String) {\n    suppressions(filter: $filter, first: $first, after: $after) {\n      edges {\n        node {\n          ...SuppressionView\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.ListSuppressionsDocument,
    "\n  mutation EnqueueWithWarnings($input: EnqueueMessageInput!) {\n    enqueueMessage(input: $input) {\n      __typename\n      ... on EnqueuedMessage {\n        message {\n          id\n        }\n        warnings {\n          code\n          message\n        }\n      }\n    }\n  }\n": types.EnqueueWithWarningsDocument,
    "\n  mutation Resolve($id: ID!, $action: ResolveAction!) {\n    resolveUnknownMessage(input: { id: $id, action: $action }) {\n      __typename\n      ... on ResolvedMessage {\n        message {\n          id\n          status\n          possibleDuplicate\n        }\n      }\n      ... on Refusal {\n        code\n        sentence: message\n        retryable\n      }\n      ... on NotResolvable {\n        status\n      }\n    }\n  }\n": types.ResolveDocument,
    "\n  mutation Send($input: SendMessageInput!) {\n    sendMessage(input: $input) {\n      __typename\n      ... on SentMessage {\n        message {\n          id\n          status\n        }\n      }\n      ... on Refusal {\n        code\n        sentence: message\n        retryable\n      }\n      ... on MessageRefused {\n        error {\n          code\n        }\n        refused {\n          id\n          status\n        }\n      }\n      ... on InvalidInput {\n        issues {\n          path\n          code\n        }\n      }\n      ... on OutcomeUnknown {\n        messageId\n      }\n    }\n  }\n": types.SendDocument,
    "\n  mutation Retry($input: RetryMessageInput!) {\n    retryMessage(input: $input) {\n      __typename\n      ... on EnqueuedMessage {\n        replayed\n        message {\n          ...MessageView\n          context {\n            wamid\n          }\n          retryOf {\n            id\n          }\n        }\n      }\n      ... on Refusal {\n        code\n        sentence: message\n      }\n      ... on NotRetryable {\n        status\n      }\n      ... on InvalidInput {\n        issues {\n          path\n          code\n        }\n      }\n    }\n  }\n": types.RetryDocument,
    "\n  query WaitingFor($id: ID!) {\n    message(id: $id) {\n      waitingFor {\n        code\n        until\n        error {\n          code\n        }\n        sentence\n      }\n    }\n  }\n": types.WaitingForDocument,
    "\n  fragment InboundView on InboundMessage {\n    id\n    to\n    from {\n      phone\n      userId\n      window {\n        state\n        until\n      }\n    }\n    profileName\n    type\n    wamid\n    content {\n      __typename\n      ... on InboundText {\n        body\n      }\n      ... on InboundMedia {\n        mediaId: id\n        mimeType\n        filename\n        voice\n      }\n      ... on InboundLocation {\n        latitude\n        name\n      }\n      ... on InboundContacts {\n        cards {\n          card {\n            name {\n              formattedName\n            }\n            phones {\n              waId\n            }\n          }\n        }\n      }\n      ... on InboundButtonReply {\n        id\n        title\n      }\n      ... on InboundListReply {\n        id\n        title\n      }\n      ... on InboundFlowReply {\n        name\n        responseJson\n      }\n      ... on InboundCallPermissionReply {\n        accepted\n        expiresAt\n        automatic\n      }\n      ... on InboundTemplateButton {\n        payload\n        text\n      }\n      ... on InboundReaction {\n        reactsTo: wamid\n        emoji\n      }\n      ... on InboundOrder {\n        catalogId\n        items {\n          productRetailerId\n          quantity\n          itemPrice\n        }\n      }\n      ... on InboundSystem {\n        event\n        waId\n      }\n      ... on InboundUnsupported {\n        kind\n        errors {\n          code\n        }\n      }\n      ... on InboundChange {\n        changed: wamid\n        raw\n      }\n      ... on InboundOther {\n        word\n        raw\n      }\n    }\n    context {\n      wamid\n      forwarded\n      message {\n        id\n      }\n    }\n    referral {\n      sourceType\n    }\n    groupId\n    providerAt\n  }\n": types.InboundViewFragmentDoc,
    "\n  query ListInbound($filter: InboundMessageFilter, $first: Int, $after: String) {\n    inboundMessages(filter: $filter, first: $first, after: $after) {\n      edges {\n        node {\n          ...InboundView\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.ListInboundDocument,
    "\n  subscription WatchInbound($after: String, $filter: InboundEventFilter) {\n    inboundMessages(after: $after, filter: $filter) {\n      __typename\n      ... on StreamItem {\n        cursor\n      }\n      ... on InboundMessageEvent {\n        at\n        message {\n          ...InboundView\n        }\n      }\n      ... on StreamGap {\n        reason\n      }\n    }\n  }\n": types.WatchInboundDocument,
    "\n  query FindInbound($id: ID!) {\n    node(id: $id) {\n      ...InboundView\n    }\n  }\n": types.FindInboundDocument,
    "\n  query FindWindow($id: ID!) {\n    message(id: $id) {\n      to {\n        window {\n          state\n          until\n        }\n      }\n    }\n  }\n": types.FindWindowDocument,
    "\n  query ListDeadItems($first: Int, $after: String) {\n    deadWebhookItems(first: $first, after: $after) {\n      edges {\n        node {\n          id\n          path\n          reason\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.ListDeadItemsDocument,
    "\n  mutation ReplayDeadItem($id: ID!) {\n    replayDeadWebhookItem(input: { id: $id }) {\n      __typename\n      ... on ReplayedWebhookItem {\n        id\n      }\n      ... on Refusal {\n        code\n      }\n      ... on WebhookItemStillDead {\n        reason\n      }\n    }\n  }\n": types.ReplayDeadItemDocument,
    "\n  subscription WatchSuppressions($after: String) {\n    suppressionChanges(after: $after) {\n      __typename\n      ... on StreamItem {\n        cursor\n      }\n      ... on SuppressionEvent {\n        change\n        source\n        suppression {\n          ...SuppressionView\n          endedAt\n        }\n      }\n    }\n  }\n": types.WatchSuppressionsDocument,
    "\n  mutation SetOptOutWords($input: SetOptOutWordsInput!) {\n    setOptOutWords(input: $input) {\n      __typename\n      ... on OptOutWords {\n        stop\n        stopMarketing\n        start\n      }\n      ... on InvalidInput {\n        issues {\n          path\n          code\n        }\n      }\n    }\n  }\n": types.SetOptOutWordsDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Enqueue($input: EnqueueMessageInput!) {\n    enqueueMessage(input: $input) {\n      __typename\n      ... on EnqueuedMessage {\n        replayed\n        message {\n          ...MessageView\n        }\n      }\n      ... on Refusal {\n        code\n        sentence: message\n        retryable\n        retryAfterSeconds\n      }\n      ... on InvalidInput {\n        issues {\n          path\n          code\n          message\n        }\n      }\n      ... on OutcomeUnknown {\n        messageId\n      }\n    }\n  }\n"): typeof import('./graphql.ts').EnqueueDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EnqueueList($inputs: [EnqueueMessageInput!]!) {\n    enqueueMessages(inputs: $inputs) {\n      __typename\n      ... on EnqueuedMessage {\n        replayed\n        message {\n          id\n          externalId\n          status\n        }\n      }\n      ... on Refusal {\n        code\n      }\n      ... on InvalidInput {\n        issues {\n          path\n          code\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').EnqueueListDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment MessageView on Message {\n    id\n    from\n    to {\n      phone\n      userId\n    }\n    type\n    content {\n      __typename\n      ... on TextContent {\n        body\n        previewUrl\n      }\n      ... on ImageContent {\n        source {\n          id\n          link\n        }\n        caption\n      }\n      ... on LocationContent {\n        latitude\n        longitude\n        name\n        address\n      }\n    }\n    externalId\n    status\n    inDoubt\n    possibleDuplicate\n    wamid\n    error {\n      code\n      title\n      details\n      retryable\n      advice\n    }\n    warnings {\n      code\n    }\n    attempts {\n      number\n      outcome\n      httpStatus\n      error {\n        code\n      }\n    }\n    timeline {\n      status\n      attempt\n    }\n    createdAt\n    sendAt\n    expiresAt\n    acceptedAt\n    sentAt\n    deliveredAt\n    readAt\n    failedAt\n  }\n"): typeof import('./graphql.ts').MessageViewFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FindMessage($id: ID!) {\n    message(id: $id) {\n      ...MessageView\n    }\n  }\n"): typeof import('./graphql.ts').FindMessageDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ListMessages($filter: MessageFilter, $first: Int, $after: String, $last: Int, $before: String) {\n    messages(filter: $filter, first: $first, after: $after, last: $last, before: $before) {\n      edges {\n        cursor\n        node {\n          id\n          status\n          externalId\n        }\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n    }\n  }\n"): typeof import('./graphql.ts').ListMessagesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TakeSnapshot {\n    messages(first: 100) {\n      cursor\n      edges {\n        node {\n          id\n          status\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').TakeSnapshotDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Cancel($id: ID!) {\n    cancelMessage(input: { id: $id }) {\n      __typename\n      ... on CanceledMessage {\n        message {\n          id\n          status\n        }\n      }\n      ... on Refusal {\n        code\n        sentence: message\n        retryable\n      }\n      ... on TooLateToCancel {\n        status\n      }\n    }\n  }\n"): typeof import('./graphql.ts').CancelDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CurrentCursor {\n    cursor\n  }\n"): typeof import('./graphql.ts').CurrentCursorDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription Watch($after: String, $filter: MessageEventFilter) {\n    messageEvents(after: $after, filter: $filter) {\n      __typename\n      ... on StreamItem {\n        cursor\n      }\n      ... on MessageEvent {\n        kind\n        status\n        at\n        providerAt\n        attempt\n        possibleDuplicate\n        error {\n          code\n        }\n        message {\n          id\n        }\n      }\n      ... on StreamGap {\n        reason\n      }\n    }\n  }\n"): typeof import('./graphql.ts').WatchDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SenderGates {\n    senders(first: 10) {\n      edges {\n        node {\n          phoneNumber\n          messagesPerSecond\n          currentPace\n          pausedUntil\n          pausedBecause {\n            code\n            title\n            advice\n            retryable\n          }\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').SenderGatesDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Senders {\n    senders(first: 10) {\n      edges {\n        node {\n          id\n          phoneNumber\n          queueDepth\n          oldestQueuedAt\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').SendersDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FindNode($id: ID!) {\n    node(id: $id) {\n      __typename\n      id\n      ... on Message {\n        status\n      }\n      ... on Sender {\n        phoneNumber\n      }\n    }\n  }\n"): typeof import('./graphql.ts').FindNodeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment SuppressionView on Suppression {\n    recipient {\n      phone\n      userId\n    }\n    list\n    scope\n    source\n    reason\n  }\n"): typeof import('./graphql.ts').SuppressionViewFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment SuppressionAnswer on SuppressionResult {\n    __typename\n    ... on SuppressionApplied {\n      changed\n      suppressions {\n        ...SuppressionView\n      }\n    }\n    ... on InvalidInput {\n      code\n      issues {\n        path\n        code\n      }\n    }\n  }\n"): typeof import('./graphql.ts').SuppressionAnswerFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Unsubscribe($input: UnsubscribeRecipientInput!) {\n    unsubscribeRecipient(input: $input) {\n      ...SuppressionAnswer\n    }\n  }\n"): typeof import('./graphql.ts').UnsubscribeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Resubscribe($input: ResubscribeRecipientInput!) {\n    resubscribeRecipient(input: $input) {\n      ...SuppressionAnswer\n    }\n  }\n"): typeof import('./graphql.ts').ResubscribeDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Block($input: BlockRecipientInput!) {\n    blockRecipient(input: $input) {\n      ...SuppressionAnswer\n    }\n  }\n"): typeof import('./graphql.ts').BlockDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Unblock($input: UnblockRecipientInput!) {\n    unblockRecipient(input: $input) {\n      ...SuppressionAnswer\n    }\n  }\n"): typeof import('./graphql.ts').UnblockDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UnsubscribeList($inputs: [UnsubscribeRecipientInput!]!) {\n    unsubscribeRecipients(inputs: $inputs) {\n      ...SuppressionAnswer\n    }\n  }\n"): typeof import('./graphql.ts').UnsubscribeListDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UnblockList($inputs: [UnblockRecipientInput!]!) {\n    unblockRecipients(inputs: $inputs) {\n      ...SuppressionAnswer\n    }\n  }\n"): typeof import('./graphql.ts').UnblockListDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ListSuppressions($filter: SuppressionFilter, $first: Int, $after: String) {\n    suppressions(filter: $filter, first: $first, after: $after) {\n      edges {\n        node {\n          ...SuppressionView\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): typeof import('./graphql.ts').ListSuppressionsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EnqueueWithWarnings($input: EnqueueMessageInput!) {\n    enqueueMessage(input: $input) {\n      __typename\n      ... on EnqueuedMessage {\n        message {\n          id\n        }\n        warnings {\n          code\n          message\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').EnqueueWithWarningsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Resolve($id: ID!, $action: ResolveAction!) {\n    resolveUnknownMessage(input: { id: $id, action: $action }) {\n      __typename\n      ... on ResolvedMessage {\n        message {\n          id\n          status\n          possibleDuplicate\n        }\n      }\n      ... on Refusal {\n        code\n        sentence: message\n        retryable\n      }\n      ... on NotResolvable {\n        status\n      }\n    }\n  }\n"): typeof import('./graphql.ts').ResolveDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Send($input: SendMessageInput!) {\n    sendMessage(input: $input) {\n      __typename\n      ... on SentMessage {\n        message {\n          id\n          status\n        }\n      }\n      ... on Refusal {\n        code\n        sentence: message\n        retryable\n      }\n      ... on MessageRefused {\n        error {\n          code\n        }\n        refused {\n          id\n          status\n        }\n      }\n      ... on InvalidInput {\n        issues {\n          path\n          code\n        }\n      }\n      ... on OutcomeUnknown {\n        messageId\n      }\n    }\n  }\n"): typeof import('./graphql.ts').SendDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Retry($input: RetryMessageInput!) {\n    retryMessage(input: $input) {\n      __typename\n      ... on EnqueuedMessage {\n        replayed\n        message {\n          ...MessageView\n          context {\n            wamid\n          }\n          retryOf {\n            id\n          }\n        }\n      }\n      ... on Refusal {\n        code\n        sentence: message\n      }\n      ... on NotRetryable {\n        status\n      }\n      ... on InvalidInput {\n        issues {\n          path\n          code\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').RetryDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query WaitingFor($id: ID!) {\n    message(id: $id) {\n      waitingFor {\n        code\n        until\n        error {\n          code\n        }\n        sentence\n      }\n    }\n  }\n"): typeof import('./graphql.ts').WaitingForDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment InboundView on InboundMessage {\n    id\n    to\n    from {\n      phone\n      userId\n      window {\n        state\n        until\n      }\n    }\n    profileName\n    type\n    wamid\n    content {\n      __typename\n      ... on InboundText {\n        body\n      }\n      ... on InboundMedia {\n        mediaId: id\n        mimeType\n        filename\n        voice\n      }\n      ... on InboundLocation {\n        latitude\n        name\n      }\n      ... on InboundContacts {\n        cards {\n          card {\n            name {\n              formattedName\n            }\n            phones {\n              waId\n            }\n          }\n        }\n      }\n      ... on InboundButtonReply {\n        id\n        title\n      }\n      ... on InboundListReply {\n        id\n        title\n      }\n      ... on InboundFlowReply {\n        name\n        responseJson\n      }\n      ... on InboundCallPermissionReply {\n        accepted\n        expiresAt\n        automatic\n      }\n      ... on InboundTemplateButton {\n        payload\n        text\n      }\n      ... on InboundReaction {\n        reactsTo: wamid\n        emoji\n      }\n      ... on InboundOrder {\n        catalogId\n        items {\n          productRetailerId\n          quantity\n          itemPrice\n        }\n      }\n      ... on InboundSystem {\n        event\n        waId\n      }\n      ... on InboundUnsupported {\n        kind\n        errors {\n          code\n        }\n      }\n      ... on InboundChange {\n        changed: wamid\n        raw\n      }\n      ... on InboundOther {\n        word\n        raw\n      }\n    }\n    context {\n      wamid\n      forwarded\n      message {\n        id\n      }\n    }\n    referral {\n      sourceType\n    }\n    groupId\n    providerAt\n  }\n"): typeof import('./graphql.ts').InboundViewFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ListInbound($filter: InboundMessageFilter, $first: Int, $after: String) {\n    inboundMessages(filter: $filter, first: $first, after: $after) {\n      edges {\n        node {\n          ...InboundView\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): typeof import('./graphql.ts').ListInboundDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription WatchInbound($after: String, $filter: InboundEventFilter) {\n    inboundMessages(after: $after, filter: $filter) {\n      __typename\n      ... on StreamItem {\n        cursor\n      }\n      ... on InboundMessageEvent {\n        at\n        message {\n          ...InboundView\n        }\n      }\n      ... on StreamGap {\n        reason\n      }\n    }\n  }\n"): typeof import('./graphql.ts').WatchInboundDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FindInbound($id: ID!) {\n    node(id: $id) {\n      ...InboundView\n    }\n  }\n"): typeof import('./graphql.ts').FindInboundDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FindWindow($id: ID!) {\n    message(id: $id) {\n      to {\n        window {\n          state\n          until\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').FindWindowDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ListDeadItems($first: Int, $after: String) {\n    deadWebhookItems(first: $first, after: $after) {\n      edges {\n        node {\n          id\n          path\n          reason\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): typeof import('./graphql.ts').ListDeadItemsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReplayDeadItem($id: ID!) {\n    replayDeadWebhookItem(input: { id: $id }) {\n      __typename\n      ... on ReplayedWebhookItem {\n        id\n      }\n      ... on Refusal {\n        code\n      }\n      ... on WebhookItemStillDead {\n        reason\n      }\n    }\n  }\n"): typeof import('./graphql.ts').ReplayDeadItemDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription WatchSuppressions($after: String) {\n    suppressionChanges(after: $after) {\n      __typename\n      ... on StreamItem {\n        cursor\n      }\n      ... on SuppressionEvent {\n        change\n        source\n        suppression {\n          ...SuppressionView\n          endedAt\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').WatchSuppressionsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetOptOutWords($input: SetOptOutWordsInput!) {\n    setOptOutWords(input: $input) {\n      __typename\n      ... on OptOutWords {\n        stop\n        stopMarketing\n        start\n      }\n      ... on InvalidInput {\n        issues {\n          path\n          code\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').SetOptOutWordsDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
