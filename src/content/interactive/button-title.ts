import { wellFormedText } from '../text-rules.ts';

export const maxButtonTitle = 20; // UTF-16 code units; REF §2.10: reply, list, link and call buttons

/** What stands on a button. */
export const buttonTitle = wellFormedText({ what: 'The text of the button', min: 1, max: maxButtonTitle });
