import { hash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

interface Page {
  html: Buffer;
  zipped: Buffer;
  etag: string;
  policy: string;
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
  make = makePage,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  let making: Promise<Page> | undefined;
  const makeOnce = (): Promise<Page> =>
    (making ??= make().catch((error: unknown) => {
      // The next reader tries again.
      making = undefined;
      throw error;
    }));
  const admit = limitReaders();
  return async ({ headers }, response) => {
    const page = await makeOnce();
    const common = {
      ...safety,
      'content-security-policy': page.policy,
      etag: page.etag,
      'cache-control': 'no-cache',
      vary: 'accept-encoding',
    };
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
        'content-type': 'text/html; charset=utf-8',
        'content-length': bytes.length,
        ...(isZipped ? { 'content-encoding': 'gzip' } : {}),
      })
      .end(bytes);
  };
}

/** No other page shows this one in a frame, and nothing that it opens hears of its address. */
const safety = {
  'x-frame-options': 'DENY',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

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

async function makePage(): Promise<Page> {
  const { renderGraphiQLPage } = await import('./graphiql.ts');
  const html = Buffer.from(renderGraphiQLPage());
  const zipped = await promisify(gzip)(html);
  return { html, zipped, etag: `"${hash('sha256', html, 'base64url')}"`, policy: policyOf(html.toString()) };
}

/** Runs the one script that is in the page, and asks nobody but us. Its editors put styles into elements, and use workers. */
function policyOf(html: string): string {
  const script = html.slice(html.indexOf('<script>') + '<script>'.length, html.lastIndexOf('</script>'));
  return [
    "default-src 'none'",
    `script-src 'sha256-${hash('sha256', script, 'base64')}'`,
    "style-src 'unsafe-inline'",
    'img-src data:',
    'font-src data:',
    "connect-src 'self'",
    'worker-src blob: data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
