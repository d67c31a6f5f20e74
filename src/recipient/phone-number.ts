import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { z } from 'zod';

/**
 * A phone number in E.164 with its "+". Without the "+" and the country code WhatsApp would prepend the
 * country of the *sender* and reach a stranger, so the form is strict and nothing is mended silently.
 */
export const phoneNumber = z.string().superRefine(judgeBy(knownFaultOf)).brand<'PhoneNumber'>();

export type PhoneNumber = z.infer<typeof phoneNumber>;

/** A number in the same form, whether or not a country has such: whoever wrote to us can be answered, see `planFaultOf`. */
export const anyPhoneNumber = z.string().superRefine(judgeBy(formFaultOf)).brand<'PhoneNumber'>();

/** What is wrong with a number that has the form of one: no country has such. */
export function planFaultOf(phone: PhoneNumber): string | undefined {
  const fault = knownFaultOf(phone);
  return fault && sentenceOf(fault);
}

function judgeBy(faultIn: (given: string) => string | undefined) {
  return (given: string, ctx: z.RefinementCtx): void => {
    const fault = faultIn(given);
    if (fault === undefined) return;
    ctx.addIssue({
      code: 'custom',
      params: { code: 'INVALID_PHONE_NUMBER' },
      message: sentenceOf(fault),
    });
  };
}

function sentenceOf(fault: string): string {
  return `Expected a phone number in E.164 like "+16505550101", but ${fault}`;
}

const minDigits = 7; // E.164 sets no minimum; no country has a shorter number that WhatsApp can reach
const maxDigits = 15; // ITU-T E.164

/** A sender is the same in every message, and judging a number costs a tenth of a request; entries. */
const maxRemembered = 1_000;
const knownGood = new Set<string>();

function knownFaultOf(given: string): string | undefined {
  if (knownGood.has(given)) return undefined;
  const fault = formFaultOf(given) ?? countryFaultOf(given);
  if (fault !== undefined) return fault;
  if (knownGood.size >= maxRemembered) knownGood.clear();
  knownGood.add(given);
  return undefined;
}

/** What is wrong, and what to do, without the number itself: messages end up in logs. */
function formFaultOf(given: string): string | undefined {
  if (given === '') return 'got an empty text. Give the whole number.';
  if (/\p{L}/u.test(given)) return 'got letters. Give "+" and digits only.';
  if (/(?![0-9])\p{Nd}/u.test(given)) return 'got digits of another script or width. Write them as 0-9.';
  if (/[^0-9+]/u.test(given)) {
    return 'got spaces, punctuation or other signs. Give "+" and digits only.';
  }
  if (!given.startsWith('+')) return 'the "+" is missing. Begin with "+" and the country code.';
  if (given.includes('+', 1)) return 'got more than one "+". Give it once, at the start.';
  if (given.startsWith('+0')) return 'it begins with 0. Begin with "+" and the country code.';

  const digits = given.length - 1;
  if (digits < minDigits) return `got only ${digits} digits. Give the country code and the whole number.`;
  if (digits > maxDigits) return `got ${digits} digits, more than ${maxDigits}. Give one number only.`;
  return undefined;
}

/** Country and length only: numbers that merely look unassigned (+1 650 555 0101) must pass. */
function countryFaultOf(given: string): string | undefined {
  if (oldPlans.some((plan) => plan.test(given))) return undefined;
  const parsed = parsePhoneNumberFromString(given);
  if (parsed === undefined) return 'its country code does not exist. Check the digits after the "+".';
  if (!parsed.isPossible()) {
    return `its length does not fit country code +${parsed.countryCallingCode}. Check the digits.`;
  }
  // One person must have one spelling, or an opt-out under the one would not hold for the other.
  if (parsed.number !== given) {
    return `a domestic prefix (mostly 0) stands after +${parsed.countryCallingCode}. Leave it out.`;
  }
  return undefined;
}

/**
 * Numbers as they were before their country changed its plan. WhatsApp keeps the id under which somebody registered, and
 * reports it: whoever wrote can be answered (REF §6). Each has the length of its old plan and no other.
 */
const oldPlans = [
  /^\+521[0-9]{10}$/, // Mexico, until 2019
  /^\+229[2-9][0-9]{7}$/, // Benin, until November 2024
  /^\+225[0-9]{8}$/, // Ivory Coast, until January 2021
  /^\+2410?[1-7][0-9]{6}$/, // Gabon, until 2019
  /^\+841(?:2[0-9]|6[2-9]|86|88|99)[0-9]{7}$/, // Vietnam, mobiles until 2018
  /^\+237[2-9][0-9]{7}$/, // Cameroon, until 2014
  /^\+224[0-9]{8}$/, // Guinea, until 2014
  /^\+230[2-9][0-9]{6}$/, // Mauritius, mobiles until 2013
];
