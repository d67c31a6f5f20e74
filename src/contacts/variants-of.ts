import type { PhoneNumber } from '../recipient/phone-number.ts';

/**
 * Every spelling under which one phone is known, the given one first: in four countries WhatsApp's own ids differ from
 * the number that people dial (REF §6).
 */
export function variantsOf(phone: PhoneNumber): PhoneNumber[] {
  for (const [longer, shorter, toShorter, toLonger] of spellings) {
    if (longer.test(phone)) return [phone, phone.replace(longer, toShorter) as PhoneNumber]; // as valid as the first
    if (shorter.test(phone)) return [phone, phone.replace(shorter, toLonger) as PhoneNumber]; // as valid as the first
  }
  return [phone];
}

const spellings: readonly (readonly [
  longer: RegExp,
  shorter: RegExp,
  toShorter: string,
  toLonger: string,
])[] = [
  // Brazil: mobiles got a 9 in front; old accounts lack it. Eight digits from 2 to 5 are landlines and never get one.
  [/^\+55([1-9]{2})9([6-9]\d{7})$/, /^\+55([1-9]{2})([6-9]\d{7})$/, '+55$1$2', '+55$19$2'],
  // Benin: since November 2024 every number has 01 in front.
  [/^\+22901([2-9]\d{7})$/, /^\+229([2-9]\d{7})$/, '+229$1', '+22901$1'],
  // Mexico: until 2019 mobiles had a 1 after the country code.
  [/^\+521([2-9]\d{9})$/, /^\+52([2-9]\d{9})$/, '+52$1', '+521$1'],
  // Argentina: mobiles have a 9 after the country code, which not every source writes.
  [/^\+549([1-8]\d{9})$/, /^\+54([1-8]\d{9})$/, '+54$1', '+549$1'],
];
