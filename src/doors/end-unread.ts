import type { IncomingMessage, ServerResponse } from 'node:http';

/** A client that still sends its body has this long to read the refusal; ms. */
const lingerMs = 1_000;

/**
 * Ends an answer to a request whose body is not read. A connection that is closed while bytes still come is reset, and the
 * answer is lost on the way: so what comes is thrown away for a while. The head must say how long the answer is.
 */
export function endUnread(request: IncomingMessage, response: ServerResponse, text: string): void {
  if (request.complete) {
    response.end(text);
    return;
  }
  const end = (): void => {
    clearTimeout(timer);
    response.end();
  };
  const timer = setTimeout(end, lingerMs);
  request.once('end', end);
  request.once('close', end);
  response.write(text);
  request.resume();
}
