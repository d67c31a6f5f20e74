import { readFileSync } from 'node:fs';
import { ConfigError } from '../../src/config/config-error.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { ownSecrets } from '../support/own-secrets.ts';
import { apiKey } from '../support/start-gateway.ts';

export interface FaultProfile {
  seed: number;
  /** How long faults happen; healing and checking come on top. */
  seconds: number;
  /** SIGKILLs, spread over that time. */
  kills: number;
  /** Other faults, spread over that time. */
  faults: number;
  /** Messages offered per second. */
  rate: number;
  gateways: number;
  workers: number;
  /** Rounds of the measurement of recovery at the end. */
  recoveries: number;
}

export const phoneNumber = '+15550783881';
const phoneNumberId = '106540352242922';

/** Times so short that within a minute happens what takes an hour; ms. */
export const times = {
  connectMs: 1_000,
  headersMs: 3_000,
  deadlineMs: 4_000,
  leaseMs: 6_000,
  settleWindowMs: 5_000,
  backoffCapMs: 2_000,
  reconcileMs: 5_000,
};

/** What every process of the gateway is started with. Names that a version does not know yet are ignored by it. */
export const environment: Record<string, string> = {
  HELIOGRAPH_API_KEY: apiKey,
  ...ownSecrets,
  LOG_LEVEL: 'warn',
  SEND_CONNECT_TIMEOUT_MS: String(times.connectMs),
  SEND_HEADERS_TIMEOUT_MS: String(times.headersMs),
  SEND_DEADLINE_MS: String(times.deadlineMs),
  SEND_LEASE_MS: String(times.leaseMs),
  SEND_SETTLE_WINDOW_MS: String(times.settleWindowMs),
  SEND_BACKOFF_CAP_MS: String(times.backoffCapMs),
  RECONCILE_MS: String(times.reconcileMs),
  // So few at once that a kill finds some under way and others waiting.
  DISPATCH_CONCURRENCY: '16',
  // Faults are looked for here, not pace: neither the sender nor a pair is slowed down.
  PAIR_BURST: '100000',
  WHATSAPP_SENDERS: fastSender(),
};

/** What this version of the gateway offers, so that the driver uses it and the checker expects it. */
export const features = readFeatures();

function readFeatures(): Record<'onUnknown' | 'ordering' | 'sendAt' | 'expiresAt' | 'resolve', boolean> {
  const schema = readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8');
  const input = /^input EnqueueMessageInput \{$(.*?)^\}$/ms.exec(schema)?.[1] ?? '';
  const has = (field: string): boolean => new RegExp(`^  ${field}:`, 'm').test(input);
  return {
    onUnknown: has('onUnknown'),
    ordering: has('ordering'),
    sendAt: has('sendAt'),
    expiresAt: has('expiresAt'),
    // Doubt is settled in time, and its owner may decide before.
    resolve: /^ {2}resolveUnknownMessage\(/m.test(schema),
  };
}

function fastSender(): string {
  const plain = `${phoneNumber}=${phoneNumberId}`;
  const fast = `${plain}@100000`;
  try {
    readConfig({ WHATSAPP_SENDERS: fast }, []);
    return fast;
  } catch (error) {
    if (error instanceof ConfigError) return plain;
    throw error;
  }
}
