import { wellFormedText } from '../text-rules.ts';

/** Of a list too: Meta's page of November 2025 gives 4,096 there, other sources 1,024 (REF §9 row 3); what all take is safe. */
export const maxInteractiveBody = 1024; // UTF-16 code units; REF §2.10

export const interactiveBody = wellFormedText({ what: 'The body', min: 1, max: maxInteractiveBody });
