import type { PhoneNumber } from '../recipient/phone-number.ts';

/**
 * Every spelling under which one phone is known, the given one first: in some countries WhatsApp's own ids differ from the
 * number that people dial, or are those of a plan of numbers that has ended (REF §6).
 */
export function variantsOf(phone: PhoneNumber): PhoneNumber[] {
  for (const spellings of plans) {
    const [form] = spellings.find(([each]) => each.test(phone)) ?? [];
    if (!form) continue;
    const all = spellings.map(([, written]) => phone.replace(form, written) as PhoneNumber); // as valid as the first
    return [phone, ...all.filter((each) => each !== phone)];
  }
  return [phone];
}

/** The forms of one number, and how each is written with the parts that all of them have. */
type Spellings = readonly (readonly [form: RegExp, written: string])[];

/** What comes first differs, and `rest` stays. */
function prefixed(rest: string, ...prefixes: string[]): Spellings {
  return prefixes.map((prefix) => [new RegExp(`^\\+${prefix}(${rest})$`), `+${prefix}$1`]);
}

/** Vietnam, September 2018: mobiles of eleven digits got ten; each operator's old prefixes and their new ones. */
const vietnam = {
  ...{ 162: 32, 163: 33, 164: 34, 165: 35, 166: 36, 167: 37, 168: 38, 169: 39 },
  ...{ 120: 70, 121: 79, 122: 77, 126: 76, 128: 78 },
  ...{ 123: 83, 124: 84, 125: 85, 127: 81, 129: 82 },
  ...{ 186: 56, 188: 58, 199: 59 },
};

const plans: readonly Spellings[] = [
  // Brazil: mobiles got a 9 in front; old accounts lack it. Eight digits from 2 to 5 are landlines and never get one.
  [
    [/^\+55([1-9]{2})9([6-9]\d{7})$/, '+55$19$2'],
    [/^\+55([1-9]{2})([6-9]\d{7})$/, '+55$1$2'],
  ],
  // Mexico: until 2019 mobiles had a 1 after the country code.
  prefixed('[2-9]\\d{9}', '521', '52'),
  // Argentina: mobiles have a 9 after the country code, which not every source writes.
  prefixed('[1-8]\\d{9}', '549', '54'),
  // Benin: since November 2024 every number has 01 in front.
  prefixed('[2-9]\\d{7}', '22901', '229'),
  // Ivory Coast: since January 2021 mobiles have their operator's digits in front; the second old digit tells which.
  prefixed('[04-9][0-3]\\d{6}', '22501', '225'),
  prefixed('[04-9][4-6]\\d{6}', '22505', '225'),
  prefixed('[04-9][7-9]\\d{6}', '22507', '225'),
  // Gabon: since November 2019 the operator's digit stands in front; before, many wrote a 0 there.
  prefixed('[256]\\d{6}', '2416', '241', '2410'),
  prefixed('[47]\\d{6}', '2417', '241', '2410'),
  prefixed('1\\d{6}', '2411', '241', '2410'),
  // Cameroon: since November 2014 mobiles have a 6 in front, and landlines a 2.
  prefixed('[5-9]\\d{7}', '2376', '237'),
  prefixed('[23]\\d{7}', '2372', '237'),
  // Mauritius: since September 2013 mobiles have a 5 in front; other numbers of seven digits are landlines of today.
  prefixed('(?:2[59]\\d|44\\d|47[02-9]|49[1-9]|[79]\\d\\d)\\d{4}', '2305', '230'),
  ...Object.entries(vietnam).map(([old, now]) => prefixed('\\d{7}', `84${now}`, `84${old}`)),
];
