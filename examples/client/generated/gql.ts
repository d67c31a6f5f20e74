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
    "\n  query Snapshot {\n    messages(first: 100) {\n      cursor\n      edges {\n        node {\n          id\n          externalId\n          status\n        }\n      }\n    }\n  }\n": typeof types.SnapshotDocument,
    "\n  subscription Events($after: String!, $filter: MessageEventFilter) {\n    messageEvents(after: $after, filter: $filter) {\n      __typename\n      ... on StreamItem {\n        cursor\n      }\n      ... on MessageEvent {\n        status\n        at\n        error {\n          code\n        }\n        message {\n          id\n          externalId\n          status\n        }\n      }\n      ... on StreamGap {\n        reason\n      }\n    }\n  }\n": typeof types.EventsDocument,
};
const documents: Documents = {
    "\n  query Snapshot {\n    messages(first: 100) {\n      cursor\n      edges {\n        node {\n          id\n          externalId\n          status\n        }\n      }\n    }\n  }\n": types.SnapshotDocument,
    "\n  subscription Events($after: String!, $filter: MessageEventFilter) {\n    messageEvents(after: $after, filter: $filter) {\n      __typename\n      ... on StreamItem {\n        cursor\n      }\n      ... on MessageEvent {\n        status\n        at\n        error {\n          code\n        }\n        message {\n          id\n          externalId\n          status\n        }\n      }\n      ... on StreamGap {\n        reason\n      }\n    }\n  }\n": types.EventsDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Snapshot {\n    messages(first: 100) {\n      cursor\n      edges {\n        node {\n          id\n          externalId\n          status\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').SnapshotDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription Events($after: String!, $filter: MessageEventFilter) {\n    messageEvents(after: $after, filter: $filter) {\n      __typename\n      ... on StreamItem {\n        cursor\n      }\n      ... on MessageEvent {\n        status\n        at\n        error {\n          code\n        }\n        message {\n          id\n          externalId\n          status\n        }\n      }\n      ... on StreamGap {\n        reason\n      }\n    }\n  }\n"): typeof import('./graphql.ts').EventsDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
