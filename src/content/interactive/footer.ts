import { wellFormedText } from '../text-rules.ts';

export const maxFooter = 60; // UTF-16 code units; REF §2.10

export const footer = wellFormedText({ what: 'The footer', min: 1, max: maxFooter });
