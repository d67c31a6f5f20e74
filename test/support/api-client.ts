import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import type { TypedDocumentString } from '../generated/graphql.ts';

export interface ApiClient extends AsyncDisposable {
  /** One operation over HTTP; throws when the answer has errors. */
  call<Data, Variables>(document: TypedDocumentString<Data, Variables>, variables: Variables): Promise<Data>;
  /** The answer as it is. */
  post(body: unknown, headers?: Record<string, string>): Promise<{ status: number; body: GraphQLAnswer }>;
  /** Items of a subscription over one WebSocket, until `return` or the end. */
  watch<Data, Variables>(
    document: TypedDocumentString<Data, Variables>,
    variables: Variables,
  ): AsyncIterableIterator<Data>;
}

export interface GraphQLAnswer {
  data?: Record<string, unknown> | null;
  errors?: { message: string; path?: (string | number)[]; extensions?: Record<string, unknown> }[];
}

export function createApiClient(url: string, key: string): ApiClient {
  const socket = createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${key}` },
    retryAttempts: 0,
  });

  const post: ApiClient['post'] = async (body, headers = {}) => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}`, ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, body: text.startsWith('{') ? (JSON.parse(text) as GraphQLAnswer) : {} };
  };

  return {
    post,
    async call(document, variables) {
      const { body, status } = await post({ query: document.toString(), variables });
      if (body.errors || !body.data)
        throw new Error(`Expected data, got ${status}: ${JSON.stringify(body.errors)}`);
      return body.data as never; // typed by the document
    },
    async *watch(document, variables) {
      const items = socket.iterate({
        query: document.toString(),
        variables: variables as Record<string, unknown>,
      });
      for await (const { data, errors } of items) {
        if (errors || !data) throw new Error(`Expected an item, got ${JSON.stringify(errors)}`);
        yield data as never; // typed by the document
      }
    },
    async [Symbol.asyncDispose]() {
      await socket.dispose();
    },
  };
}
