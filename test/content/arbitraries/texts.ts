import fc from 'fast-check';

const invisible = /^[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}\u2800]*$/u;

/** Text of any script, emoji and combining marks in it, of at most `max` UTF-16 code units, with something to see. */
export function visibleText(max: number): fc.Arbitrary<string> {
  const any = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: Math.min(max, 60) })
    .map((given) => fit(given, max))
    .map((given) => (invisible.test(given) ? 'x' : given));
  return fc.oneof({ weight: 9, arbitrary: any }, { weight: 1, arbitrary: fc.constant('x'.repeat(max)) });
}

/** The same without blanks at its ends. */
export function id(max: number): fc.Arbitrary<string> {
  return visibleText(max).map((given) => given.trim());
}

export const webUrl = fc.stringMatching(/^[a-z]{1,10}$/).map((path) => `https://example.com/${path}`);

/** A field that may be left out, be null, or have a value. */
export function optionally<Fields extends object, More extends object>(
  required: { [Key in keyof Fields]: fc.Arbitrary<Fields[Key]> },
  optional: { [Key in keyof More]: fc.Arbitrary<More[Key]> },
) {
  const options = Object.fromEntries(
    Object.entries<fc.Arbitrary<unknown>>(optional).map(([name, value]) => [
      name,
      fc.option(value, { freq: 2 }),
    ]),
  );
  const names = Object.keys(required);
  return fc.record<Record<string, unknown>>({ ...required, ...options }, { requiredKeys: names });
}

function fit(given: string, max: number): string {
  let kept = '';
  for (const character of given) {
    if (kept.length + character.length > max) break;
    kept += character;
  }
  return kept;
}
