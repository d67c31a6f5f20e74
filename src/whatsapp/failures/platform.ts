import type { Failure } from '../failure.ts';

/** Codes of Meta's Graph platform: tokens, permissions, limits of the app. */
export const platformFailures: readonly Failure[] = [
  {
    code: '0',
    title: 'AuthException',
    action: 'PAUSE_SENDER',
    fault: 'ACCOUNT',
    scope: 'SYNC',
    advice:
      'The access token of this sender is invalid or was revoked; nothing was sent. Replace the token, and the queue goes on by itself.',
  },
  {
    code: '1',
    title: 'API unknown',
    action: 'BACK_OFF',
    fault: 'WHATSAPP',
    scope: 'SYNC',
    maxTries: 3,
    advice:
      'WhatsApp could not process the request and does not say why. It is tried again a few times; if it keeps failing, look for a fault in the message.',
  },
  {
    code: '2',
    title: 'API service temporarily unavailable',
    action: 'BACK_OFF',
    fault: 'WHATSAPP',
    scope: 'SYNC',
    advice: 'WhatsApp is down or overloaded for a moment. Nothing to do: it is tried again later.',
  },
  {
    code: '3',
    title: 'API method / capability',
    action: 'PAUSE_SENDER',
    fault: 'ACCOUNT',
    scope: 'SYNC',
    advice:
      'The app lacks a capability or permission for this call. Check the permissions of the app and the token of this sender.',
  },
  {
    code: '4',
    title: 'Too many API calls',
    action: 'PAUSE_SENDER',
    fault: 'ACCOUNT',
    scope: 'SYNC',
    waitSeconds: 300,
    advice:
      'The app has made too many calls to Meta. Everything from this sender waits for some minutes; send less at once.',
  },
  {
    code: '10',
    title: 'Permission denied',
    action: 'PAUSE_SENDER',
    fault: 'ACCOUNT',
    scope: 'SYNC',
    advice:
      'The app may not use this sender: a permission is missing or was taken away. Grant it again in the Meta app.',
  },
  {
    code: '17',
    title: 'User request limit reached',
    action: 'PAUSE_SENDER',
    fault: 'ACCOUNT',
    scope: 'SYNC',
    waitSeconds: 300,
    advice: 'Meta limits the calls made with this token. Everything from this sender waits for some minutes.',
  },
  {
    code: '33',
    title: 'Parameter value invalid / object does not exist',
    action: 'PAUSE_SENDER',
    fault: 'ACCOUNT',
    scope: 'SYNC',
    advice:
      'The phone number id of this sender does not exist, or its token may not see it. Check the settings of the sender.',
  },
  {
    code: '100',
    title: 'Invalid parameter',
    action: 'NEVER',
    fault: 'CALLER',
    scope: 'SYNC',
    advice:
      'WhatsApp does not accept a parameter of this message: a wrong name, value or size. The details name it; change the message.',
  },
  {
    code: '190',
    title: 'Access token expired',
    action: 'PAUSE_SENDER',
    fault: 'ACCOUNT',
    scope: 'SYNC',
    advice:
      'The access token of this sender has expired; nothing was sent. Replace the token, and the queue goes on by itself.',
  },
  {
    code: '200',
    title: 'API permission (range 200-299)',
    action: 'PAUSE_SENDER',
    fault: 'ACCOUNT',
    scope: 'SYNC',
    advice: 'A permission for this sender is missing or was removed. Grant it again in the Meta app.',
  },
  {
    code: '341',
    title: 'Application limit reached',
    action: 'PAUSE_SENDER',
    fault: 'ACCOUNT',
    scope: 'SYNC',
    waitSeconds: 300,
    advice:
      'The app has reached a temporary limit at Meta. Everything from this sender waits for some minutes.',
  },
  {
    code: '368',
    title: 'Temporarily blocked for policy violations',
    action: 'PAUSE_SENDER',
    fault: 'ACCOUNT',
    scope: 'BOTH',
    advice:
      'Meta has blocked this business account for a policy violation. Appeal in the account settings or wait for the block to end.',
  },
  {
    code: '613',
    title: 'Calls to this API have exceeded the rate limit',
    action: 'PAUSE_SENDER',
    fault: 'ACCOUNT',
    scope: 'SYNC',
    waitSeconds: 300,
    advice: 'Calls of this kind come too fast for Meta. Everything from this sender waits for some minutes.',
  },
  {
    code: '80007',
    title: 'Rate limit issues (WABA)',
    action: 'PAUSE_SENDER',
    fault: 'ACCOUNT',
    scope: 'SYNC',
    waitSeconds: 300,
    advice:
      'This business account has reached its rate limit at Meta. Everything from this sender waits for some minutes.',
  },
];
