import { checkKeys, checkRequired, checkText, isFields, type Fields } from './check-parameter.ts';
import { refuse, type Refusal } from './refusal.ts';

/** Judges one value, named as Meta names it, such as `text['body']`. What is optional passes when it is left out. */
export type Check = (param: string, value: unknown) => Refusal | undefined;

export type Shape = Readonly<Record<string, Check>>;

/** An object with these keys and no others. */
export function shape(fields: Shape): Check {
  const names = Object.keys(fields);
  const checks = Object.entries(fields);
  return (param, value) => {
    if (value === undefined) return undefined;
    if (!isFields(value)) return refuse(100, `Param ${param} must be a JSON object.`);
    const unexpected = checkKeys(param, value, names);
    if (unexpected) return unexpected;
    for (const [name, check] of checks) {
      const refusal = check(`${param}['${name}']`, value[name]);
      if (refusal) return refusal;
    }
    return undefined;
  };
}

/** An object whose `tag` says which other keys it has. A tag that has no shape here is refused with `code`. */
export function variant(tag: string, kinds: Readonly<Record<string, Shape>>, code = 131009): Check {
  const names = Object.keys(kinds);
  const checks = new Map(
    Object.entries(kinds).map(([name, fields]) => [name, shape({ [tag]: anything, ...fields })]),
  );
  return (param, value) => {
    if (value === undefined) return undefined;
    if (!isFields(value)) return refuse(100, `Param ${param} must be a JSON object.`);
    const kind = value[tag];
    // For buttons of templates Meta's own pages write `URL` beside `url`.
    const word = tag === 'sub_type' ? String(kind).toLowerCase() : kind;
    const check = typeof word === 'string' ? checks.get(word) : undefined;
    if (check) return check(param, value);
    return requiredOneOf(names, code)(`${param}['${tag}']`, kind);
  };
}

/** From `least` to `most` elements, counted before they are looked at. */
export function list(least: number, most: number, item: Check, countCode = 131009): Check {
  return (param, value) => {
    if (value === undefined) return undefined;
    if (!Array.isArray(value)) return refuse(100, `Param ${param} must be a JSON array.`);
    if (value.length < least || value.length > most)
      return refuse(countCode, `Param ${param} must have from ${least} to ${most} elements.`);
    for (const [index, element] of value.entries()) {
      const refusal = item(`${param}[${index}]`, element);
      if (refusal) return refusal;
    }
    return undefined;
  };
}

export function required(check: Check): Check {
  return (param, value) => checkRequired(param, value) ?? check(param, value);
}

/** The first fault that any of them finds; each may rely on those before it. */
export function every(...checks: readonly Check[]): Check {
  return (param, value) => {
    for (const check of checks) {
      const refusal = check(param, value);
      if (refusal) return refusal;
    }
    return undefined;
  };
}

/** A rule over an object whose shape has been judged already. */
export function rule(find: (fields: Fields, param: string) => Refusal | undefined): Check {
  return (param, value) => (isFields(value) ? find(value, param) : undefined);
}

export const anything: Check = () => undefined;

export const anyObject: Check = (param, value) =>
  value === undefined || isFields(value) ? undefined : refuse(100, `Param ${param} must be a JSON object.`);

/** Inside interactive and template messages Meta calls an overlong text a wrong value, not a wrong parameter. */
export function text(most = Infinity, code = 131009): Check {
  return (param, value) => {
    const refusal = checkText(param, value, most);
    return refusal && typeof value === 'string' ? { ...refusal, code } : refusal;
  };
}

export function matching(pattern: RegExp, expected: string, code = 131009): Check {
  return every(text(), (param, value) =>
    typeof value !== 'string' || pattern.test(value)
      ? undefined
      : refuse(code, `Param ${param} must be ${expected}.`),
  );
}

export function oneOf(words: readonly unknown[], code = 131009): Check {
  return (param, value) =>
    value === undefined || words.includes(value)
      ? undefined
      : refuse(code, `Param ${param} must be one of {${words.join(', ')}}.`);
}

export function requiredOneOf(words: readonly unknown[], code = 131009): Check {
  return required(oneOf(words, code));
}

export function integer(least: number, most: number): Check {
  return (param, value) => {
    if (value === undefined) return undefined;
    if (typeof value !== 'number') return refuse(100, `Param ${param} must be a number.`);
    return Number.isSafeInteger(value) && value >= least && value <= most
      ? undefined
      : refuse(131009, `Param ${param} must be a whole number from ${least} to ${most}.`);
  };
}

export function webAddress(code = 131009): Check {
  return (param, value) => {
    if (value === undefined) return undefined;
    const url = typeof value === 'string' ? URL.parse(value) : null;
    return url !== null && (url.protocol === 'http:' || url.protocol === 'https:')
      ? undefined
      : refuse(code, `Param ${param} must be a valid http or https URI.`);
  };
}

/** The first value that comes a second time. */
export function findTwice(values: readonly unknown[]): unknown {
  return values.find((value, index) => value !== undefined && values.indexOf(value) !== index);
}

export function fieldsOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.filter(isFields) : [];
}
