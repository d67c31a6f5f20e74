import type { ServerResponse } from 'node:http';

/**
 * For load balancers: 200 or 503, and a word for people. A loop that keeps failing is named in the second line and changes
 * no status: whoever asks this process is served, and another process would meet the same fault.
 */
export function answerHealth(
  response: ServerResponse,
  isWell: boolean,
  failingLoops: readonly string[] = [],
): void {
  response.writeHead(isWell ? 200 : 503, { 'content-type': 'text/plain', 'cache-control': 'no-store' });
  const failing = failingLoops.length > 0 ? `\nfailing: ${failingLoops.join(', ')}` : '';
  response.end(`${isWell ? 'ok' : 'unavailable'}${failing}`);
}
