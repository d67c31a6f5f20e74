import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { startProcess } from '../support/start-process.ts';

/** Each may take what `startProcess` gives it; ms. */
const fiveStartsMs = 250_000;

let place: string;
let port: number;
beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'hg-trial-'));
  port = await freePort();
});
afterEach(() => rm(place, { recursive: true, force: true }));

/** What a start says, and which of the keys get an answer while it runs. */
async function startWith(
  settings: Record<string, string>,
  keys: readonly string[] = [],
): Promise<{ output: string; answered: string[] }> {
  await using started = await startProcess({
    env: { HELIOGRAPH_DATA_DIR: place, PORT: String(port), SIMULATOR_PORT: '0', ...settings },
  });
  const statuses = await Promise.all(keys.map(ask));
  await started.end('SIGTERM');
  return { output: started.output(), answered: keys.filter((_, index) => statuses[index] === 200) };
}

async function ask(key: string): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: '{"query":"{ senders { phoneNumber } }"}',
  });
  return response.status;
}

async function keyIn(name: string): Promise<string> {
  return (await readFile(join(place, name), 'utf8')).trim();
}

test(
  'a key for trying is told once, in a link that brings it along, and does not stand with a real account',
  { timeout: fiveStartsMs },
  async () => {
    const account = { WHATSAPP_API_URL: 'http://127.0.0.1:9' };

    const first = await startWith({});
    const trialKey = await keyIn('api-key');
    expect(trialKey).toMatch(/^hg_trial_/);
    expect(first.output).toContain(`GraphiQL    http://127.0.0.1:${port}/graphql#key=${trialKey}\n`);

    const second = await startWith({}, [trialKey]);
    expect(second.answered).toEqual([trialKey]);
    expect(second.output).not.toContain(trialKey);
    expect(second.output).toContain(`the one in ${join(place, 'api-key')}\n`);

    const third = await startWith(account, [trialKey]);
    const accountKey = await keyIn('account-api-key');
    expect(third.answered).toEqual([]);
    expect(third.output).toContain(`API key     ${accountKey}\n`);
    expect(third.output).not.toContain('#key=');

    const fourth = await startWith(account, [trialKey, accountKey]);
    expect(fourth.answered).toEqual([accountKey]);
    expect(fourth.output).not.toContain(accountKey);

    const fifth = await startWith({}, [trialKey, accountKey]);
    expect(fifth.answered).toEqual([trialKey]);
  },
);
