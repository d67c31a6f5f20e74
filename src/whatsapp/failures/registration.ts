import type { Failure } from '../failure.ts';

/** Codes about registering a number. They never come from a send, so that none pauses a sender. */
export const registrationFailures: readonly Failure[] = [
  {
    code: '133000',
    title: 'Incomplete deregistration',
    action: 'NEVER',
    fault: 'ACCOUNT',
    scope: 'SYNC',
    advice: 'An earlier removal of this number was not finished. Deregister it once more, then register it.',
  },
  {
    code: '133005',
    title: 'Two-step verification PIN mismatch',
    action: 'NEVER',
    fault: 'ACCOUNT',
    scope: 'SYNC',
    advice: 'The two-step PIN is wrong. Give the right one, or reset it.',
  },
  {
    code: '133006',
    title: 'Phone number re-verification needed',
    action: 'NEVER',
    fault: 'ACCOUNT',
    scope: 'SYNC',
    advice: 'The number has to be verified again. Ask for a new code and verify it.',
  },
  {
    code: '133008',
    title: 'Too many two-step PIN guesses',
    action: 'WAIT_FOR_WINDOW',
    fault: 'ACCOUNT',
    scope: 'SYNC',
    advice: 'The two-step PIN was guessed wrong too often. Wait as long as the details say.',
  },
  {
    code: '133009',
    title: 'Two-step PIN guessed too fast',
    action: 'WAIT_FOR_WINDOW',
    fault: 'ACCOUNT',
    scope: 'SYNC',
    advice: 'The two-step PIN was tried too quickly. Wait as long as the details say.',
  },
  {
    code: '133015',
    title: 'Wait before registering this number',
    action: 'WAIT_FOR_WINDOW',
    fault: 'ACCOUNT',
    scope: 'SYNC',
    waitSeconds: 300,
    advice: 'The number was deleted a moment ago. Wait five minutes before you register it.',
  },
  {
    code: '133016',
    title: 'Register/deregister rate limit exceeded',
    action: 'NEVER',
    fault: 'ACCOUNT',
    scope: 'SYNC',
    advice:
      'The number was registered or removed more than ten times in 72 hours. Wait; sending is not affected.',
  },
];
