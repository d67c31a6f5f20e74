import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { startGateway, apiKey } from '../support/start-gateway.ts';

const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const hasBrowser = existsSync(executablePath);
if (!hasBrowser)
  process.stderr.write(`Skipped: no Chromium at ${executablePath}. Install it, or set CHROMIUM_PATH.\n`);

test.skipIf(!hasBrowser)(
  'GraphiQL in a browser watches a message that another window sends until it is READ, and asks nobody but the gateway',
  async () => {
    await using gateway = await startGateway({ overrides: { trialKey: apiKey } });
    const browser = await launch();
    try {
      const asked = new Set<string>();
      const watching = await openGraphiQL(browser, gateway.url, asked);
      const subscribed = awaitSubscribe(watching);
      await run(watching, 'Watch');
      await subscribed;
      const sending = await openGraphiQL(browser, gateway.url, asked);
      await run(sending, 'Send');
      await sending.locator('.result-window').getByText('"EnqueuedMessage"').waitFor();
      await watching.locator('.result-window').getByText('"READ"').first().waitFor();

      expect([...asked]).toEqual([new URL(gateway.url).host]);
    } finally {
      await browser.close();
    }
  },
);

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

async function openGraphiQL(browser: Browser, url: string, asked: Set<string>): Promise<Page> {
  const page = await browser.newPage();
  page.on('request', (request) => {
    if (/^https?:/.test(request.url())) asked.add(new URL(request.url()).host);
  });
  page.on('websocket', (socket) => asked.add(new URL(socket.url()).host));
  await page.goto(`${url}/graphql`);
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
