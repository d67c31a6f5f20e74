import { z } from 'zod';

type Branches = Readonly<Record<string, z.ZodType>>;

/** What a oneOf input becomes: the branch that was given, and its name as `type`. */
type OneOf<Shape extends Branches> = {
  [Name in keyof Shape & string]: { type: Name } & { [Field in Name]: z.output<Shape[Name]> };
}[keyof Shape & string];

/** A oneOf input of the API. graphql-js has counted the fields; null and absent mean the same. */
export function oneOf<Shape extends Branches>(branches: Shape) {
  const names = Object.keys(branches).join(', ');
  return z.object(nullish(branches)).transform((given, ctx): OneOf<Shape> => {
    const found = Object.entries(given).filter(([, value]) => value !== null && value !== undefined);
    const [only, ...more] = found;
    if (only !== undefined && more.length === 0) {
      const [type, value] = only;
      return { type, [type]: value } as OneOf<Shape>; // the compiler cannot follow a computed name
    }
    ctx.addIssue({
      code: 'custom',
      params: { code: 'EXACTLY_ONE_FIELD' },
      message: `Expected exactly one of ${names}, but got ${found.length}. Give one and leave out the others.`,
    });
    return z.NEVER;
  });
}

function nullish<Shape extends Branches>(branches: Shape) {
  const entries = Object.entries(branches).map(([name, branch]) => [name, branch.nullish()]);
  // The compiler cannot see that a map over entries keeps the names.
  return Object.fromEntries(entries) as { [Name in keyof Shape]: z.ZodOptional<z.ZodNullable<Shape[Name]>> };
}
