import { existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { expect, test, vi } from 'vitest';
import { startGateway, apiKey } from '../support/start-gateway.ts';

// A browser and 9 MB of script: ten seconds, and on a busy machine ten times that.
vi.setConfig({ testTimeout: 180_000 });

const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const hasBrowser = existsSync(executablePath);
if (!hasBrowser)
  process.stderr.write(`Skipped: no Chromium at ${executablePath}. Install it, or set CHROMIUM_PATH.\n`);

test.skipIf(!hasBrowser)(
  'GraphiQL, opened by the link that brings the key, watches a message that another window sends until it is READ, and asks nobody but the gateway',
  async () => {
    await using gateway = await startGateway({ overrides: { isTrial: true } });
    const browser = await launch();
    try {
      const window = await openWindow(browser);
      const watching = await openGraphiQL(window, `${gateway.url}/graphql#key=${apiKey}`);
      const subscribed = awaitSubscribe(watching);
      await run(watching, 'Watch');
      await subscribed;
      // The key was taken out of the address, and the second window finds it where the first one left it.
      expect(watching.url()).not.toContain(apiKey);
      const sending = await openGraphiQL(window, `${gateway.url}/graphql`);
      await run(sending, 'Send');
      await sending.locator('.result-window').getByText('"EnqueuedMessage"').waitFor();
      await watching.locator('.result-window').getByText('"READ"').first().waitFor();

      expect([...window.asked]).toEqual([new URL(gateway.url).host]);
      expect(window.complaints).toEqual([]);
      expect(await sending.getByRole('tab').count()).toBe(2);
    } finally {
      await browser.close();
    }
  },
);

test.skipIf(!hasBrowser)('a link with another key replaces the one of an earlier visit', async () => {
  await using gateway = await startGateway({ overrides: { isTrial: true } });
  const browser = await launch();
  try {
    const window = await openWindow(browser);
    const earlier = 'a-key-of-an-earlier-visit-that-no-longer-stands';
    await openGraphiQL(window, `${gateway.url}/graphql#key=${earlier}`);
    const page = await openGraphiQL(window, `${gateway.url}/graphql#key=${apiKey}`);
    await run(page, 'Send');
    await page.locator('.result-window').getByText('"EnqueuedMessage"').waitFor();
  } finally {
    await browser.close();
  }
});

test.skipIf(!hasBrowser)('no page of another origin shows GraphiQL in a frame', async () => {
  await using gateway = await startGateway({ overrides: { isTrial: true } });
  const browser = await launch();
  try {
    const window = await openWindow(browser);
    const page = await window.context.newPage();
    const failed = page.waitForEvent('console', (each) => /frame/i.test(each.text()));
    await page.setContent(`<iframe src="${gateway.url}/graphql"></iframe>`);
    expect((await failed).type()).toBe('error');
    expect(page.frames().map((frame) => frame.url())).not.toContain(`${gateway.url}/graphql`);
  } finally {
    await browser.close();
  }
});

function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** Pages that share a storage, as the windows of one person do. */
interface Window {
  context: BrowserContext;
  /** Whom its pages asked. */
  asked: Set<string>;
  /** What the browser says that the policy of the page forbids. */
  complaints: string[];
}

async function openWindow(browser: Browser): Promise<Window> {
  const context = await browser.newContext();
  // The page is 9 MB of script: a busy machine is long about it, and the test has a limit of its own.
  context.setDefaultTimeout(0);
  return { context, asked: new Set(), complaints: [] };
}

async function openGraphiQL({ context, asked, complaints }: Window, url: string): Promise<Page> {
  const page = await context.newPage();
  page.on('request', (request) => {
    if (/^https?:/.test(request.url())) asked.add(new URL(request.url()).host);
  });
  page.on('websocket', (socket) => asked.add(new URL(socket.url()).host));
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) complaints.push(message.text());
  });
  await page.goto(url);
  await page.getByRole('tab').first().waitFor();
  return page;
}

/** Resolves when the page has told the gateway what it wants to watch. */
function awaitSubscribe(page: Page): Promise<unknown> {
  return page
    .waitForEvent('websocket')
    .then((socket) =>
      socket.waitForEvent('framesent', ({ payload }) => payload.toString().includes('"type":"subscribe"')),
    );
}

async function run(page: Page, tab: string): Promise<void> {
  await page.getByRole('tab', { name: tab }).click();
  await page.getByRole('button', { name: /execute/i }).click();
}
