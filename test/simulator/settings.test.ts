import { expect, test } from 'vitest';
import { readSettings } from '../../src/simulator/read-settings.ts';

test('an empty environment gives the defaults', () => {
  expect(readSettings({ SIMULATOR_PORT: '' })).toEqual({
    host: '127.0.0.1',
    port: 4010,
    webhookUrl: 'http://127.0.0.1:4000/webhooks/whatsapp',
    appSecret: 'heliograph-development-app-secret',
    accessToken: undefined,
    senders: new Map([['106540352242922', { phoneNumberId: '106540352242922', digits: '15550783881' }]]),
    webhookDelaysMs: { sent: 50, delivered: 150, read: 400 },
    ledgerLimit: 1_000_000,
    enforcePace: false,
    flushLimitMs: 3000,
  });
});

test('all problems are reported at once by name, and secrets are not among them', () => {
  const read = () =>
    readSettings({
      SIMULATOR_PORT: '70000',
      SIMULATOR_WEBHOOK_URL: 'ftp://example.com',
      SIMULATOR_SENDERS: '+15550783881',
      SIMULATOR_WEBHOOK_DELAYS_MS: '1,2',
      SIMULATOR_LEDGER_LIMIT: '0',
      SIMULATOR_ENFORCE_PACE: 'yes',
      SIMULATOR_FLUSH_MS: '-1',
      SIMULATOR_ACCESS_TOKEN: 'a secret',
      WHATSAPP_APP_SECRET: 'another secret',
    });
  expect(read).toThrowErrorMatchingInlineSnapshot(`
    [Error: The simulator cannot start with these settings:
      SIMULATOR_PORT: expected a whole number from 0 to 65535, got "70000"
      SIMULATOR_WEBHOOK_URL: expected an http or https address, got "ftp://example.com"
      SIMULATOR_SENDERS: expected a comma list of +<number>=<phone number id>, got "+15550783881"
      SIMULATOR_WEBHOOK_DELAYS_MS: expected three delays as sent,delivered,read in milliseconds, got "1,2"
      SIMULATOR_LEDGER_LIMIT: expected a whole number from 1 to 10000000, got "0"
      SIMULATOR_ENFORCE_PACE: expected true or false, got "yes"
      SIMULATOR_FLUSH_MS: expected a whole number from 0 to 60000, got "-1"]
  `);
});

test('several senders are read from a comma list', () => {
  const { senders } = readSettings({ SIMULATOR_SENDERS: '+15550783881=1, +15550783882=2' });
  expect([...senders.values()]).toEqual([
    { phoneNumberId: '1', digits: '15550783881' },
    { phoneNumberId: '2', digits: '15550783882' },
  ]);
});
