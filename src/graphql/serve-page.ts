import { hash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

interface Page {
  html: Buffer;
  zipped: Buffer;
  etag: string;
}

/** Readers of the page at once: anybody may be one. Beyond them the one goes that has read longest. */
export const maxReaders = 100;
/** The page is 3 MB, compressed; ms. */
const maxReadMs = 30_000;

/**
 * A browser that opens the address, and not a program that asks something: Java's client accepts text/html by default. A
 * browser that opens the address with a query, as links to GraphiQL have it, accepts XHTML, too.
 */
export function asksForPage({ method, headers, url = '/' }: IncomingMessage): boolean {
  if (method !== 'GET' || headers.authorization !== undefined) return false;
  const wanted = /[?&]query=/.test(url) ? 'application/xhtml+xml' : 'text/html';
  return headers.accept?.includes(wanted) ?? false;
}

/**
 * Serves GraphiQL to whoever asks. The page is megabytes, so it is made and compressed once, when somebody first asks, and
 * all answers share its bytes: a reader who takes none of them holds nothing but a connection.
 */
export function servePage(
  trialKey: string | undefined,
  make = makePage,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  let making: Promise<Page> | undefined;
  const makeOnce = (): Promise<Page> =>
    (making ??= make(trialKey).catch((error: unknown) => {
      // The next reader tries again.
      making = undefined;
      throw error;
    }));
  const admit = limitReaders();
  return async ({ headers }, response) => {
    const page = await makeOnce();
    const common = { etag: page.etag, 'cache-control': 'no-cache', vary: 'accept-encoding' };
    if (headers['if-none-match']?.includes(page.etag)) {
      response.writeHead(304, common).end();
      return;
    }
    admit(response);
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

/** Readers take few places, and each for a while, however slowly they read. */
function limitReaders(): (response: ServerResponse) => void {
  /** The longest reading first. */
  const readers = new Set<ServerResponse>();
  return (response) => {
    const timer = setTimeout(() => response.destroy(), maxReadMs);
    response.once('close', () => {
      clearTimeout(timer);
      readers.delete(response);
    });
    readers.add(response);
    const [longest] = readers;
    if (!longest || readers.size <= maxReaders) return;
    readers.delete(longest);
    longest.destroy();
  };
}

async function makePage(trialKey: string | undefined): Promise<Page> {
  const { renderGraphiQLPage } = await import('./graphiql.ts');
  const html = Buffer.from(renderGraphiQLPage(trialKey));
  const zipped = await promisify(gzip)(html);
  return { html, zipped, etag: `"${hash('sha256', html, 'base64url')}"` };
}
