import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Log } from '../log/log.ts';
import { sumLines } from '../log/sum-lines.ts';
import type { Connection } from './create-graphql.ts';
import { maskError } from './mask-error.ts';
import { readAddress } from './read-address.ts';

/** Asks for the key before the body is read. The page of GraphiQL is served without one; what it asks is not. */
export function requireKey(log: Log): Plugin<Record<string, unknown>, Partial<Connection>> {
  const noteFailure = sumLines(log, 'error', 'auth.look_up_failed');
  return {
    async onRequestParse({ request, serverContext, setRequestParser, endResponse, fetchAPI }) {
      const caller =
        serverContext.caller ??
        (await serverContext.verdict?.catch((error: unknown) => {
          noteFailure({}, error);
          // Masked here: what is masked later is a line of the log for each stranger.
          throw maskError(error, 'Unexpected error.');
        }));
      if (!caller) throw unauthenticated();
      serverContext.caller = caller;
      if (request.method === 'GET') setRequestParser(readAddress);
      else if (!isJson(request.headers.get('content-type')))
        endResponse(
          new fetchAPI.Response('Expected content-type application/json, in UTF-8.', { status: 415 }),
        );
    },
  };
}

export function unauthenticated(): GraphQLError {
  return new GraphQLError(
    'Expected "Authorization: Bearer <API key>" with a key that stands, got none or another one.',
    {
      extensions: {
        code: 'UNAUTHENTICATED',
        retryable: false,
        http: { status: 401, headers: { 'www-authenticate': 'Bearer' } },
      },
    },
  );
}

/** Forms of a browser can post without asking first, but not as JSON. JSON is UTF-8, whatever a client calls it: never mended. */
function isJson(contentType: string | null): boolean {
  const [type = '', ...params] = (contentType ?? '').split(';').map((each) => each.trim().toLowerCase());
  const charset = params.find((each) => each.startsWith('charset='))?.slice('charset='.length);
  return (
    ['application/json', 'application/graphql+json'].includes(type) &&
    (charset === undefined || /^"?utf-?8"?$/.test(charset))
  );
}
