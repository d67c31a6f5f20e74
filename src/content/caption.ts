import { wellFormedText } from './text-rules.ts';

export const maxCaption = 1024; // UTF-16 code units; REF §2.5

/** The text under an image, a video or a document. An empty one is none. */
export const caption = wellFormedText({ what: 'The caption', min: 0, max: maxCaption });
