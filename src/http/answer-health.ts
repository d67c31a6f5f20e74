import type { ServerResponse } from 'node:http';

/** For load balancers: 200 or 503, and a word for people. */
export function answerHealth(response: ServerResponse, isWell: boolean): void {
  response.writeHead(isWell ? 200 : 503, { 'content-type': 'text/plain', 'cache-control': 'no-store' });
  response.end(isWell ? 'ok' : 'unavailable');
}
