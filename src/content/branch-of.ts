/**
 * Which branch of a oneOf was given. A branch with faults of its own is still as the caller wrote it, with the others
 * null or absent and no `type`; checks across a list have to read it in both forms.
 */
export function branchOf<Type extends string>(given: { type: Type }): Type | undefined {
  const names = Object.entries<unknown>(given).filter(([name, value]) => name !== 'type' && value != null);
  return names[0]?.[0] as Type | undefined; // one field was counted before, and its name is its type
}
