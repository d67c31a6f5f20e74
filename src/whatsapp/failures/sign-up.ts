import type { Failure } from '../failure.ts';

/** Codes about signing up to marketing inside the app. They never come from a send. */
export const signUpFailures: readonly Failure[] = [
  {
    code: '2494164',
    title: 'Sign-up not found',
    action: 'NEVER',
    fault: 'ACCOUNT',
    scope: 'SYNC',
    advice: 'The sign-up that is named does not exist. Check its id.',
  },
  {
    code: '2494165',
    title: 'Sign-up is not enabled',
    action: 'NEVER',
    fault: 'ACCOUNT',
    scope: 'SYNC',
    advice: 'Signing up inside the app is not enabled for this business account. Ask for access.',
  },
  {
    code: '2494166',
    title: 'Unknown placeholder',
    action: 'NEVER',
    fault: 'ACCOUNT',
    scope: 'SYNC',
    advice: 'The confirmation message has a placeholder that WhatsApp does not know. Change the message.',
  },
  {
    code: '2494167',
    title: 'Placeholder without a value',
    action: 'NEVER',
    fault: 'ACCOUNT',
    scope: 'SYNC',
    advice: 'The confirmation message has a placeholder whose value is missing. Give the value.',
  },
  {
    code: '2494168',
    title: 'Terms not accepted',
    action: 'NEVER',
    fault: 'ACCOUNT',
    scope: 'SYNC',
    advice: 'The terms of service of the sign-up were not accepted. Accept them first.',
  },
  {
    code: '2494176',
    title: 'Terms accepted before',
    action: 'NEVER',
    fault: 'ACCOUNT',
    scope: 'SYNC',
    advice: 'The terms of service were accepted before. Leave the policy out of the request.',
  },
  {
    code: '2494177',
    title: 'Address of the terms not allowed',
    action: 'NEVER',
    fault: 'ACCOUNT',
    scope: 'SYNC',
    advice: 'The address of the terms of service is not the one that WhatsApp shows. Use that one.',
  },
  {
    code: '2494179',
    title: 'Website without https',
    action: 'NEVER',
    fault: 'ACCOUNT',
    scope: 'SYNC',
    advice: 'The address of the website has to begin with https. Change the address.',
  },
];
