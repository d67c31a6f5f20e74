import { errorCodes } from './error-codes.ts';
import type { Answer, WebhookChanges } from './rule.ts';

export type MagicRecipient = {
  readonly number: string;
  /** What a sender to this number sees. */
  readonly sentence: string;
  /** Taken in turn, over and over. */
  readonly answers: readonly [Answer, ...Answer[]];
  readonly webhooks?: WebhookChanges;
};

const accept: Answer = { kind: 'accept' };

/** Numbers that misbehave without any rule. All lie in the range 555-01xx, which is kept free for fiction. */
export const magicRecipients: readonly MagicRecipient[] = [
  {
    number: '+16505550110',
    sentence: 'Refused: the sending number is too fast (130429).',
    answers: [{ kind: 'error', code: 130429, details: 'Cloud API message throughput has been reached.' }],
  },
  {
    number: '+16505550111',
    sentence: 'Refused: too many messages to this one recipient (131056).',
    answers: [
      { kind: 'error', code: 131056, details: 'Too many messages sent to this recipient in a short time.' },
    ],
  },
  {
    number: '+16505550112',
    sentence: 'Refused: the access token has expired (190).',
    answers: [{ kind: 'error', code: 190 }],
  },
  {
    number: '+16505550113',
    sentence: 'Refused: a parameter is not valid (131009).',
    answers: [{ kind: 'error', code: 131009, details: 'Parameter value is not valid.' }],
  },
  {
    number: '+16505550114',
    sentence: 'Refused with HTTP 500 and a Graph error in JSON (131000).',
    answers: [
      { kind: 'error', code: 131000, http: 500, details: 'Message failed to send due to an unknown error.' },
    ],
  },
  {
    number: '+16505550115',
    sentence: 'Refused as unavailable (131016) twice, then accepted; and so on in threes.',
    answers: [{ kind: 'error', code: 131016 }, { kind: 'error', code: 131016 }, accept],
  },
  {
    number: '+16505550120',
    sentence: 'Accepted, then failed by webhook: the 24-hour window is closed (131047).',
    answers: [accept],
    webhooks: { order: ['failed'], failWith: 131047 },
  },
  {
    number: '+16505550121',
    sentence: 'Accepted, then failed by webhook: undeliverable (131026).',
    answers: [accept],
    webhooks: { order: ['failed'], failWith: 131026 },
  },
  {
    number: '+16505550122',
    sentence: 'Accepted and sent, but never delivered.',
    answers: [accept],
    webhooks: { order: ['sent'] },
  },
  {
    number: '+16505550123',
    sentence: 'Accepted; the webhooks come shuffled, and each comes twice.',
    answers: [accept],
    webhooks: { shuffle: true, duplicate: 1 },
  },
  {
    number: '+16505550130',
    sentence: 'HTTP 503 without JSON: not accepted, but the sender cannot know.',
    answers: [{ kind: 'bare503', accepted: false }],
  },
  {
    number: '+16505550131',
    sentence: 'Accepted, the answer is lost, the webhooks come.',
    answers: [{ kind: 'acceptThenDrop' }],
  },
  {
    number: '+16505550132',
    sentence: 'Accepted, the answer is lost, and no webhook ever comes.',
    answers: [{ kind: 'acceptThenDrop' }],
    webhooks: { drop: 'all' },
  },
  {
    number: '+16505550133',
    sentence: 'Accepted; the answer breaks off halfway, the webhooks come.',
    answers: [{ kind: 'acceptThenTruncate' }],
  },
  {
    number: '+16505550134',
    sentence: 'Accepted, but the request is never answered; the webhooks come.',
    answers: [{ kind: 'hang' }],
  },
  {
    number: '+16505550135',
    sentence: 'Accepted, but HTTP 200 carries HTML instead of an id; the webhooks come.',
    answers: [{ kind: 'html200', accepted: true }],
  },
];

/** Any code of the table: +8835100, then 0 (refused at once) or 1 (failed by webhook), then the code in seven digits. */
export const codeRecipients = {
  pattern: '+8835100{0|1}{code in seven digits}',
  example: '+883510010131047',
  sentence: 'Fails with the code in the last seven digits: at once after 0, by webhook after 1.',
} as const;

export function findMagicRecipient(address: string): MagicRecipient | undefined {
  return byAddress.get(address) ?? readCodeRecipient(address);
}

const byAddress = new Map(magicRecipients.map((magic) => [magic.number.slice(1), magic]));

function readCodeRecipient(address: string): MagicRecipient | undefined {
  const [, place, digits] = /^8835100([01])(\d{7})$/.exec(address) ?? [];
  const code = Number(digits);
  if (place === undefined || !errorCodes.has(code)) return undefined;
  const magic = { number: `+${address}`, sentence: codeRecipients.sentence };
  if (place === '0') return { ...magic, answers: [{ kind: 'error', code }] };
  return { ...magic, answers: [accept], webhooks: { order: ['failed'], failWith: code } };
}
