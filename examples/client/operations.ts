import { graphql } from './generated/index.ts';

/** The newest messages, and the place in the log that they belong to. */
export const Snapshot = graphql(`
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
`);

/** Everything that happens after a place. */
export const Events = graphql(`
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
`);
