import type { Failure } from '../failure.ts';

/**
 * Codes about the sender: its number, its business account, its pace, and WhatsApp itself.
 *
 * Not paused, although the reference marks the lane: 134011 and 139200 concern one kind of message, 131064 templates only.
 * One such message must not stop everything else of the sender.
 */
export const accountFailures: readonly Failure[] = [
  {
    code: '130429',
    title: 'Rate limit hit',
    action: 'SLOW_SENDER',
    fault: 'ACCOUNT',
    scope: 'BOTH',
    waitSeconds: 1,
    advice:
      'Messages from this number go out faster than WhatsApp allows. The message goes again in a moment, and the sender goes on more slowly.',
  },
  {
    code: '130497',
    title: 'Business account restricted from messaging users in this country',
    action: 'NEVER',
    fault: 'ACCOUNT',
    scope: 'BOTH',
    advice:
      'This business may not message people in that country. Leave such recipients out, or ask Meta about the restriction.',
  },
  {
    code: '131000',
    title: 'Something went wrong',
    action: 'BACK_OFF',
    fault: 'WHATSAPP',
    scope: 'BOTH',
    maxTries: 3,
    advice:
      'Something went wrong inside WhatsApp. It is tried again a few times; after a webhook a new message is needed.',
  },
  {
    code: '131005',
    title: 'Access denied',
    action: 'PAUSE_SENDER',
    fault: 'ACCOUNT',
    scope: 'SYNC',
    advice: 'The token may not act for this number or business account. Grant the permission again.',
  },
  {
    code: '131016',
    title: 'Service unavailable',
    action: 'BACK_OFF',
    fault: 'WHATSAPP',
    scope: 'BOTH',
    advice: 'A service of WhatsApp is unavailable for a moment. Nothing to do: it is tried again later.',
  },
  {
    code: '131031',
    title: 'Account has been locked',
    action: 'PAUSE_SENDER',
    fault: 'ACCOUNT',
    scope: 'BOTH',
    advice:
      'The business account is locked, after a policy violation or a failed check of its data. Look at the health status in WhatsApp Manager.',
  },
  {
    code: '131037',
    title: 'Display name approval needed',
    action: 'PAUSE_SENDER',
    fault: 'ACCOUNT',
    scope: 'BOTH',
    advice: 'The display name of this number is not approved yet. Have it approved in WhatsApp Manager.',
  },
  {
    code: '131042',
    title: 'Business eligibility payment issue',
    action: 'PAUSE_SENDER',
    fault: 'ACCOUNT',
    scope: 'BOTH',
    advice:
      'Something is wrong with the payment for this business account: method, credit line, currency or time zone. Mend it, and the queue goes on.',
  },
  {
    code: '131045',
    title: 'Incorrect certificate / phone registration error',
    action: 'PAUSE_SENDER',
    fault: 'ACCOUNT',
    scope: 'BOTH',
    advice: 'The phone number is not registered properly with the Cloud API. Register it again.',
  },
  {
    code: '131048',
    title: 'Spam rate limit hit',
    action: 'PAUSE_SENDER',
    fault: 'ACCOUNT',
    scope: 'WEBHOOK',
    waitSeconds: 3_600,
    advice:
      'Too many people blocked or reported this number, and WhatsApp slows it down for hours. Stop campaigns and check the quality rating.',
  },
  {
    code: '131057',
    title: 'Account in maintenance mode',
    action: 'PAUSE_SENDER',
    fault: 'ACCOUNT',
    scope: 'BOTH',
    waitSeconds: 60,
    advice:
      'The number is in maintenance, mostly for a minute while its throughput is raised. The sender waits that long.',
  },
  {
    code: '131063',
    title: 'Marketing templates disabled for Cloud API',
    action: 'NEVER',
    fault: 'ACCOUNT',
    scope: 'SYNC',
    advice:
      'Marketing templates are switched off for the Cloud API on this account. Enable them, or send them by the Marketing Messages API.',
  },
  {
    code: '131064',
    title: 'Messaging limit due to template classification violations',
    action: 'WAIT_FOR_WINDOW',
    fault: 'ACCOUNT',
    scope: 'BOTH',
    waitSeconds: 86_400,
    advice:
      'Templates were filed under the wrong category, and WhatsApp limits this account for a time. The limit ends by itself; correct the categories.',
  },
  {
    code: '133004',
    title: 'Server temporarily unavailable',
    action: 'BACK_OFF',
    fault: 'WHATSAPP',
    scope: 'SYNC',
    advice: 'A server of WhatsApp is unavailable for a moment. Nothing to do: it is tried again later.',
  },
  {
    code: '133010',
    title: 'Phone number not registered',
    action: 'PAUSE_SENDER',
    fault: 'ACCOUNT',
    scope: 'BOTH',
    advice: 'The phone number is not registered with the Cloud API. Register it, and the queue goes on.',
  },
  {
    code: '134011',
    title: 'WhatsApp Payments terms not accepted',
    action: 'NEVER',
    fault: 'ACCOUNT',
    scope: 'BOTH',
    advice:
      'The business has not accepted the terms of WhatsApp Payments. Accept them in WhatsApp Manager before you send orders.',
  },
  {
    code: '139200',
    title: 'Direct Send access blocked',
    action: 'NEVER',
    fault: 'ACCOUNT',
    scope: 'SYNC',
    advice: 'Direct Send is blocked for this business account. Send an approved template instead.',
  },
  {
    code: '141010',
    title: 'Business not verified',
    action: 'NEVER',
    fault: 'ACCOUNT',
    scope: 'SYNC',
    advice:
      'The business is probably not verified with Meta. Check its verification in the business settings.',
  },
];
