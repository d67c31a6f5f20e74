import type { core } from 'zod';
import { ruleSet, type RuleSet } from './rule.ts';

/** Every problem is one line that names the place, what was expected and what came. */
export function readRules(text: string): RuleSet | { readonly problems: readonly string[] } {
  const given = parse(text);
  if (given === undefined)
    return { problems: ['expected a JSON object with "rules", got text that is not JSON'] };
  const read = ruleSet.safeParse(given);
  return read.success ? read.data : { problems: read.error.issues.map((issue) => nameProblem(issue, given)) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function nameProblem(issue: core.$ZodIssue, given: unknown): string {
  const place = issue.path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('');
  const at = place === '' ? '' : `${place.replace(/^\./, '')}: `;
  if (issue.code === 'unrecognized_keys')
    return `${at}expected only known keys, got ${issue.keys.join(', ')}`;
  const expected = issue.message.replace(/^.*?(?=expected)/, '').replace(/, received .*$/, '');
  const got = valueAt(given, issue.path);
  return `${at}${expected}, got ${got === undefined ? 'nothing' : JSON.stringify(got)}`;
}

function valueAt(given: unknown, path: readonly PropertyKey[]): unknown {
  let value = given;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Reflect.get(value, step);
  }
  return value;
}
