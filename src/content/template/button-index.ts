import { wholeNumber } from '../whole-number.ts';

export const maxButtonIndex = 9; // REF §2.11

/** Which of the template's buttons is meant, from 0 in the order of its definition. */
export const buttonIndex = wholeNumber({
  what: 'The index of the button',
  min: 0,
  max: maxButtonIndex,
  code: 'BUTTON_INDEX_OUT_OF_RANGE',
});
