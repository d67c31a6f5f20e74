import { hash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

interface Page {
  html: Buffer;
  zipped: Buffer;
  etag: string;
}

/** A browser that opens the address, and not a program that asks something. */
export function asksForPage({ method, headers }: IncomingMessage): boolean {
  return method === 'GET' && (headers.accept?.includes('text/html') ?? false);
}

/**
 * Serves GraphiQL to whoever asks. The page is megabytes, so it is made and compressed once, when somebody first asks, and
 * all answers share its bytes: a reader who takes none of them holds nothing but a connection.
 */
export function servePage(
  trialKey: string | undefined,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  let making: Promise<Page> | undefined;
  return async ({ headers }, response) => {
    const page = await (making ??= makePage(trialKey));
    const common = { etag: page.etag, 'cache-control': 'no-cache', vary: 'accept-encoding' };
    if (headers['if-none-match']?.includes(page.etag)) {
      response.writeHead(304, common).end();
      return;
    }
    const isZipped = /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/i.test([headers['accept-encoding']].join());
    const bytes = isZipped ? page.zipped : page.html;
    response
      .writeHead(200, {
        ...common,
        'content-type': 'text/html',
        'content-length': bytes.length,
        ...(isZipped ? { 'content-encoding': 'gzip' } : {}),
      })
      .end(bytes);
  };
}

async function makePage(trialKey: string | undefined): Promise<Page> {
  const { renderGraphiQLPage } = await import('./graphiql.ts');
  const html = Buffer.from(renderGraphiQLPage(trialKey));
  const zipped = await promisify(gzip)(html);
  return { html, zipped, etag: `"${hash('sha256', html, 'base64url')}"` };
}
