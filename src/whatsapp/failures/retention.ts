import type { Failure } from '../failure.ts';

/** Codes of accounts whose messages WhatsApp does not keep, told by webhook. */
export const retentionFailures: readonly Failure[] = [
  {
    code: '131035',
    title: 'Webhook could not be delivered within data retention limit',
    action: 'NEVER',
    fault: 'ACCOUNT',
    scope: 'WEBHOOK',
    advice:
      'WhatsApp dropped the content of a webhook that it could not hand over within an hour. What it said is lost.',
  },
  {
    code: '131036',
    title: 'Message could not be sent again within data retention limit',
    action: 'NEVER',
    fault: 'RECIPIENT',
    scope: 'WEBHOOK',
    advice:
      'A phone of the recipient asked for the message again after WhatsApp had dropped it. Another of their devices may have it.',
  },
];
