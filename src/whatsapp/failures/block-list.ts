import type { Failure } from '../failure.ts';

/** Codes about the block list of a number. */
export const blockListFailures: readonly Failure[] = [
  {
    code: '139100',
    title: 'Failed to block/unblock some users',
    action: 'NEVER',
    fault: 'CALLER',
    scope: 'SYNC',
    advice: 'Some of the users could not be blocked or unblocked. Look at the list of those that failed.',
  },
  {
    code: '139101',
    title: 'Block list limit reached',
    action: 'NEVER',
    fault: 'ACCOUNT',
    scope: 'SYNC',
    advice: 'The block list is full at 64,000 users. Unblock some first.',
  },
  {
    code: '139102',
    title: 'Block list concurrent update',
    action: 'BACK_OFF',
    fault: 'WHATSAPP',
    scope: 'SYNC',
    advice: 'Another change of the block list is still running. Try again in a moment.',
  },
  {
    code: '139103',
    title: 'Block users internal error',
    action: 'BACK_OFF',
    fault: 'WHATSAPP',
    scope: 'SYNC',
    advice: 'WhatsApp could not change the block list. Try again later.',
  },
];
