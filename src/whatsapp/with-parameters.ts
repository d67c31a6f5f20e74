import { present } from './present.ts';

/** The `parameters` of an action, or none at all where no field has a value. */
export function withParameters(fields: Readonly<Record<string, unknown>>): object {
  const parameters = present(fields);
  return Object.keys(parameters).length === 0 ? {} : { parameters };
}
