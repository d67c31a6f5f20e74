import { wellFormedText } from '../text-rules.ts';

export const maxInteractiveBody = 1024; // UTF-16 code units; REF §2.10

export const interactiveBody = wellFormedText({ what: 'The body', min: 1, max: maxInteractiveBody });

/** Meta's page of lists of November 2025; its OpenAPI file says 1,024, so that a longer body is stored with a warning. REF §9 row 3 */
export const maxListBody = 4096; // UTF-16 code units

export const listBody = wellFormedText({ what: 'The body', min: 1, max: maxListBody });
