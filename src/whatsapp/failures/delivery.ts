import type { Failure } from '../failure.ts';

/** Codes about one message and its recipient. */
export const deliveryFailures: readonly Failure[] = [
  {
    code: '470',
    title: 'Re-engagement message (legacy)',
    action: 'WAIT_FOR_WINDOW',
    fault: 'RECIPIENT',
    scope: 'WEBHOOK',
    advice:
      'More than 24 hours have passed since the recipient last wrote. Send an approved template, or wait for a message.',
  },
  {
    code: '1026',
    title: 'Receiver incapable',
    action: 'NEVER',
    fault: 'RECIPIENT',
    scope: 'BOTH',
    advice: 'The app of the recipient cannot show this type of message. Send another type.',
  },
  {
    code: '130403',
    title: 'Recipient is blocked by the business',
    action: 'NEVER',
    fault: 'RECIPIENT',
    scope: 'BOTH',
    advice: 'The recipient is on the block list of this business. Unblock them before you send.',
  },
  {
    code: '130472',
    title: "User's number is part of an experiment",
    action: 'NEVER',
    fault: 'RECIPIENT',
    scope: 'WEBHOOK',
    advice:
      'WhatsApp left this recipient out of marketing for an experiment. Do not send it again; use another channel.',
  },
  {
    code: '131008',
    title: 'Required parameter is missing',
    action: 'NEVER',
    fault: 'CALLER',
    scope: 'SYNC',
    advice: 'A required parameter is missing. The details name it; change the message.',
  },
  {
    code: '131009',
    title: 'Parameter value is not valid',
    action: 'NEVER',
    fault: 'CALLER',
    scope: 'BOTH',
    advice: 'A parameter has a value that WhatsApp does not accept. The details name it; change the message.',
  },
  {
    code: '131021',
    title: 'Recipient cannot be sender',
    action: 'NEVER',
    fault: 'CALLER',
    scope: 'BOTH',
    advice: 'Sender and recipient are the same number. Send to another number.',
  },
  {
    code: '131026',
    title: 'Message undeliverable',
    action: 'NEVER',
    fault: 'RECIPIENT',
    scope: 'WEBHOOK',
    advice:
      'WhatsApp could not deliver: perhaps not on WhatsApp, an old app, or you are blocked. Do not repeat it; check the number or use another channel.',
  },
  {
    code: '131030',
    title: 'Recipient phone number not in allowed list',
    action: 'NEVER',
    fault: 'ACCOUNT',
    scope: 'SYNC',
    advice:
      'A test number may write only to the recipients on its list. Add this number to the list, or use a real number.',
  },
  {
    code: '131047',
    title: 'Re-engagement message (24 h window closed)',
    action: 'WAIT_FOR_WINDOW',
    fault: 'RECIPIENT',
    scope: 'WEBHOOK',
    advice:
      'More than 24 hours have passed since the recipient last wrote. Send an approved template, or wait for a message.',
  },
  {
    code: '131049',
    title: 'Meta chose not to deliver (healthy ecosystem / per-user marketing limit)',
    action: 'WAIT_FOR_WINDOW',
    fault: 'RECIPIENT',
    scope: 'WEBHOOK',
    waitSeconds: 86_400,
    advice:
      'WhatsApp held this back because the recipient gets enough marketing already. Wait at least a day; sending sooner fails again.',
  },
  {
    code: '131050',
    title: 'User stopped marketing messages',
    action: 'NEVER',
    fault: 'RECIPIENT',
    scope: 'WEBHOOK',
    advice: 'The recipient does not want marketing from this business. Send none until they allow it again.',
  },
  {
    code: '131051',
    title: 'Unsupported message type',
    action: 'NEVER',
    fault: 'CALLER',
    scope: 'BOTH',
    advice: 'WhatsApp does not support this type of message here. Send another type.',
  },
  {
    code: '131052',
    title: 'Media download error',
    action: 'NEVER',
    fault: 'RECIPIENT',
    scope: 'WEBHOOK',
    advice: 'A file that the recipient sent could not be fetched. Ask for it again.',
  },
  {
    code: '131053',
    title: 'Media upload error',
    action: 'BACK_OFF',
    fault: 'CALLER',
    scope: 'BOTH',
    maxTries: 3,
    advice:
      'WhatsApp could not use the media file: a link that fails, a wrong type, or too large. Check the file; a link is tried a few times.',
  },
  {
    code: '131055',
    title: 'Method not allowed (marketing only)',
    action: 'NEVER',
    fault: 'CALLER',
    scope: 'SYNC',
    advice: 'This endpoint takes approved marketing templates only. Send the message in the ordinary way.',
  },
  {
    code: '131056',
    title: '(Business account, consumer account) pair rate limit hit',
    action: 'PAUSE_PAIR',
    fault: 'CALLER',
    scope: 'BOTH',
    advice:
      'Too many messages from this sender to this recipient in a short time. Only this pair waits; others go on.',
  },
  {
    code: '131060',
    title: 'Message unavailable',
    action: 'NEVER',
    fault: 'RECIPIENT',
    scope: 'WEBHOOK',
    advice: 'WhatsApp could not supply the content of a message that the recipient sent. Ask for it again.',
  },
  {
    code: '131062',
    title: 'BSUID recipients not supported for this message',
    action: 'NEVER',
    fault: 'CALLER',
    scope: 'SYNC',
    advice:
      'This message cannot go to a user id; one-time code templates need a phone number. Give the phone number.',
  },
  {
    code: '135000',
    title: 'Generic user error',
    action: 'NEVER',
    fault: 'CALLER',
    scope: 'BOTH',
    advice:
      'WhatsApp does not accept the message and gives no reason. Compare its parameters with the documentation.',
  },
  {
    code: '137000',
    title: 'Recipient identity key hash mismatch',
    action: 'NEVER',
    fault: 'RECIPIENT',
    scope: 'WEBHOOK',
    advice:
      'The identity of the recipient has changed since you last checked. Verify the person anew, then send with the new hash.',
  },
];
