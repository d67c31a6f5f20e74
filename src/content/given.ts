/** An input as graphql-js hands it over, with null and absent made one: absent. */
export type Given<Input> = {
  [Key in keyof Input as null extends Input[Key] ? never : Key]: Input[Key];
} & { [Key in keyof Input as null extends Input[Key] ? Key : never]?: NonNullable<Input[Key]> };

export function given<Input extends object>(input: Input): Given<Input> {
  const entries = Object.entries(input).filter(([, value]) => value !== null && value !== undefined);
  // The compiler cannot see that a filter by value is the mapping by key that Given spells out.
  return Object.fromEntries(entries) as Given<Input>;
}
