import type { Failure } from '../failure.ts';

/** Codes about sending a template. */
export const templateFailures: readonly Failure[] = [
  {
    code: '132000',
    title: 'Template parameter count mismatch',
    action: 'NEVER',
    fault: 'CALLER',
    scope: 'SYNC',
    advice: 'The number of parameters does not match the template. Give exactly as many as it has.',
  },
  {
    code: '132001',
    title: 'Template does not exist',
    action: 'NEVER',
    fault: 'CALLER',
    scope: 'BOTH',
    advice:
      'There is no approved template of this name in this language. Check the spelling and the approval.',
  },
  {
    code: '132005',
    title: 'Template hydrated text too long',
    action: 'NEVER',
    fault: 'CALLER',
    scope: 'BOTH',
    advice: 'With its parameters filled in the text of the template is too long. Shorten the parameters.',
  },
  {
    code: '132007',
    title: 'Template format character policy violated',
    action: 'NEVER',
    fault: 'CALLER',
    scope: 'BOTH',
    advice: 'The template text breaks a formatting or character rule. Change the parameters or the template.',
  },
  {
    code: '132008',
    title: 'Template parameter value invalid',
    action: 'NEVER',
    fault: 'CALLER',
    scope: 'SYNC',
    advice: 'A parameter of the template has a value that WhatsApp does not accept. Change it.',
  },
  {
    code: '132012',
    title: 'Template parameter format mismatch',
    action: 'NEVER',
    fault: 'CALLER',
    scope: 'SYNC',
    advice: 'A parameter is of another type than the template defines. Give the defined type.',
  },
  {
    code: '132015',
    title: 'Template is paused',
    action: 'PAUSE_TEMPLATE',
    fault: 'ACCOUNT',
    scope: 'BOTH',
    waitSeconds: 10_800,
    advice:
      'The template is paused for low quality, three hours the first time and six the second. Improve it or use another.',
  },
  {
    code: '132016',
    title: 'Template is disabled',
    action: 'NEVER',
    fault: 'ACCOUNT',
    scope: 'BOTH',
    advice:
      'The template was paused too often and is disabled for good. Make a new template with other content.',
  },
  {
    code: '132018',
    title: 'Template component/parameter structure invalid',
    action: 'NEVER',
    fault: 'CALLER',
    scope: 'SYNC',
    advice:
      'The components or buttons do not fit the structure of the template. Compare them with its definition.',
  },
  {
    code: '134100',
    title: 'Only marketing messages supported',
    action: 'NEVER',
    fault: 'CALLER',
    scope: 'SYNC',
    advice: 'The Marketing Messages API takes marketing templates only. Send this one in the ordinary way.',
  },
  {
    code: '134101',
    title: 'Template still syncing',
    action: 'WAIT_FOR_WINDOW',
    fault: 'ACCOUNT',
    scope: 'SYNC',
    waitSeconds: 600,
    advice: 'The template is still being copied to the Marketing Messages API. Wait ten minutes.',
  },
  {
    code: '134102',
    title: 'Template unavailable for use',
    action: 'NEVER',
    fault: 'ACCOUNT',
    scope: 'SYNC',
    advice:
      'The template cannot be used with the Marketing Messages API. Check whether the account is eligible.',
  },
  {
    code: '134103',
    title: 'Marketing message refused',
    action: 'NEVER',
    fault: 'ACCOUNT',
    scope: 'BOTH',
    advice:
      'WhatsApp refused this marketing message and does not explain this code. Read the details before you send it again.',
  },
  {
    code: '141002',
    title: 'Template is not approved',
    action: 'NEVER',
    fault: 'ACCOUNT',
    scope: 'SYNC',
    advice: 'Only approved templates can be sent. Edit the template, or appeal the decision of its review.',
  },
];
