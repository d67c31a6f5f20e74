import { wellFormedText } from '../text-rules.ts';

export const maxInteractiveBody = 1024; // UTF-16 code units; REF §2.10

export const interactiveBody = wellFormedText({ what: 'The body', min: 1, max: maxInteractiveBody });
