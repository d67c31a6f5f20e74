import type { ServerResponse } from 'node:http';
import type { Answer } from './rule.ts';
import { sendJson, sendRefusal } from './send-json.ts';

/** Writes, withholds or spoils the answer. `accepted` is the body that an accepted message earns. */
export async function writeAnswer(answer: Answer, accepted: string, response: ServerResponse): Promise<void> {
  switch (answer.kind) {
    case 'accept':
      sendJson(response, 200, accepted);
      return;
    case 'error':
      sendRefusal(response, answer);
      return;
    case 'slowHead':
      await pause(answer.ms, response);
      if (!response.destroyed) sendJson(response, 200, accepted);
      return;
    case 'slowBody':
      await dripBody(accepted, answer.chunks, answer.ms, response);
      return;
    case 'acceptThenDrop':
      response.socket?.destroy();
      return;
    case 'acceptThenTruncate':
      truncateBody(accepted, response);
      return;
    case 'html200':
      sendHtml(response, 200, 'Sorry, something went wrong.');
      return;
    case 'bare503':
      sendHtml(response, 503, 'Service Unavailable');
      return;
    case 'redirect':
      // Back to the same address, so that a client that follows shows up in the ledger once more.
      response.writeHead(307, { location: response.req.url, 'content-length': 0 }).end();
      return;
    case 'resetBeforeRead':
    case 'resetAfterRead':
      response.socket?.resetAndDestroy();
      return;
    case 'hang':
      return;
  }
}

async function dripBody(body: string, chunks: number, ms: number, response: ServerResponse): Promise<void> {
  response.writeHead(200, {
    'content-type': 'application/json; charset=UTF-8',
    'content-length': Buffer.byteLength(body),
  });
  response.flushHeaders();
  const bytes = Buffer.from(body);
  const size = Math.ceil(bytes.length / chunks);
  for (let at = 0; at < bytes.length && !response.destroyed; at += size) {
    await pause(ms / chunks, response);
    response.write(bytes.subarray(at, at + size));
  }
  response.end();
}

function truncateBody(body: string, response: ServerResponse): void {
  const bytes = Buffer.from(body);
  response.writeHead(200, {
    'content-type': 'application/json; charset=UTF-8',
    'content-length': bytes.length,
  });
  response.write(bytes.subarray(0, bytes.length / 2), () => response.socket?.destroy());
}

function sendHtml(response: ServerResponse, status: number, sentence: string): void {
  const page = `<!DOCTYPE html><html><head><title>Error</title></head><body>${sentence}</body></html>\n`;
  response.writeHead(status, {
    'content-type': 'text/html; charset="utf-8"',
    'content-length': Buffer.byteLength(page),
  });
  response.end(page);
}

/** Ends early when the client has left, so that nothing waits for nobody. */
function pause(ms: number, response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      response.off('close', finish);
      resolve();
    };
    const timer = setTimeout(finish, ms);
    response.on('close', finish);
  });
}
