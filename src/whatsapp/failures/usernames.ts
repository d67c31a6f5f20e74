import type { Failure } from '../failure.ts';

/** Codes about the user names of businesses. */
export const usernameFailures: readonly Failure[] = [
  {
    code: '147001',
    title: 'Username not available',
    action: 'NEVER',
    fault: 'ACCOUNT',
    scope: 'SYNC',
    advice: 'The user name is taken or reserved. Choose another.',
  },
  {
    code: '147002',
    title: 'Account not eligible to request username',
    action: 'NEVER',
    fault: 'ACCOUNT',
    scope: 'SYNC',
    advice: 'This account may not have a user name yet. Reach a higher messaging limit first.',
  },
  {
    code: '147003',
    title: 'Facebook Page not linked',
    action: 'NEVER',
    fault: 'ACCOUNT',
    scope: 'SYNC',
    advice: 'The Facebook page of that name is not linked to this account. Link it first.',
  },
  {
    code: '147004',
    title: 'Instagram account not linked',
    action: 'NEVER',
    fault: 'ACCOUNT',
    scope: 'SYNC',
    advice: 'The Instagram account of that name is not linked to this account. Link it first.',
  },
  {
    code: '147005',
    title: 'Username transfer required',
    action: 'NEVER',
    fault: 'ACCOUNT',
    scope: 'SYNC',
    advice: 'The user name belongs to another number of yours. Ask for it again as a transfer.',
  },
];
