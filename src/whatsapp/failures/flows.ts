import type { Failure } from '../failure.ts';

/** Codes about flows. A throttled flow does not pause its sender: other messages are not affected. */
export const flowFailures: readonly Failure[] = [
  {
    code: '132068',
    title: 'Flow is blocked',
    action: 'NEVER',
    fault: 'ACCOUNT',
    scope: 'BOTH',
    advice: 'The flow is blocked. Mend it in WhatsApp Manager before you send it again.',
  },
  {
    code: '132069',
    title: 'Flow is throttled',
    action: 'WAIT_FOR_WINDOW',
    fault: 'ACCOUNT',
    scope: 'BOTH',
    waitSeconds: 3_600,
    advice:
      'The flow is throttled to ten messages an hour, and they are used up. Other messages go on; mend the flow.',
  },
  {
    code: '139000',
    title: 'Blocked by integrity (Flows)',
    action: 'NEVER',
    fault: 'ACCOUNT',
    scope: 'SYNC',
    advice: 'Meta has blocked this for reasons of integrity. Check the standing of the business account.',
  },
  {
    code: '139001',
    title: 'Flow update error',
    action: 'NEVER',
    fault: 'CALLER',
    scope: 'SYNC',
    advice: 'The flow could not be updated. Read the details and correct the flow.',
  },
  {
    code: '139002',
    title: 'Flow publish error',
    action: 'NEVER',
    fault: 'CALLER',
    scope: 'SYNC',
    advice: 'The flow could not be published. Read the details and correct the flow.',
  },
  {
    code: '139003',
    title: 'Flow deprecate error',
    action: 'NEVER',
    fault: 'CALLER',
    scope: 'SYNC',
    advice: 'The flow could not be deprecated. Check its state first.',
  },
  {
    code: '139004',
    title: 'Flow delete error',
    action: 'NEVER',
    fault: 'CALLER',
    scope: 'SYNC',
    advice: 'The flow could not be deleted. Check its state first.',
  },
];
