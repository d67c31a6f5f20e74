import { checkLocationContent } from './check-location.ts';
import { checkHeaderDocument, checkHeaderMedia } from './check-media.ts';
import { checkProductAction } from './check-catalog.ts';
import type { Fields } from './check-parameter.ts';
import {
  every,
  fieldsOf,
  findTwice,
  integer,
  list,
  matching,
  required,
  shape,
  text,
  variant,
  type Check,
  type Shape,
} from './check-shape.ts';
import { refuse, type Refusal } from './refusal.ts';

const longestHeader = 60;
const longestBody = 1024; // with everything filled in
const mostParameters = 512; // a body of 1024 characters has no room for more than one in two

/** Words that take the place of a variable. */
export function filling(most: number, code = 132005): Check {
  return every(text(most, code), (param, value) =>
    typeof value === 'string' && /[\n\t]| {5}/.test(value)
      ? refuse(132018, `Param ${param} cannot have new-line/tab characters or more than 4 consecutive spaces`)
      : undefined,
  );
}

/** Parameters of which there is exactly one, of one of these kinds. */
export function onlyParameter(kinds: Readonly<Record<string, Shape>>, kindCode = 132018): Check {
  return required(list(1, 1, variant('type', kinds, kindCode), 132000));
}

function textParameter(most: number): Shape {
  return {
    text: required(filling(most)),
    parameter_name: matching(/^[a-z_][a-z0-9_]*$/, 'made of small letters, digits and underscores', 132012),
  };
}

const mediaParameters = {
  image: { image: required(checkHeaderMedia) },
  video: { video: required(checkHeaderMedia) },
  product: { product: required(checkProductAction) },
};

export const checkHeaderParameters = onlyParameter(
  {
    text: textParameter(longestHeader),
    ...mediaParameters,
    gif: { gif: required(checkHeaderMedia) },
    document: { document: required(checkHeaderDocument) },
    location: { location: required(checkLocationContent) },
  },
  132012,
);

/** The header of a card. */
export const checkCardHeaderParameters = onlyParameter(mediaParameters, 132012);

export const checkBodyParameters = every(
  list(
    0,
    mostParameters,
    variant(
      'type',
      {
        text: textParameter(longestBody),
        currency: {
          currency: required(
            shape({
              fallback_value: required(filling(longestBody)),
              code: required(matching(/^[A-Z]{3}$/, 'a currency code of three capital letters')),
              amount_1000: required(integer(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)),
            }),
          ),
        },
        date_time: { date_time: required(shape({ fallback_value: required(filling(longestBody)) })) },
      },
      132012,
    ),
    132000,
  ),
  (param, value) => {
    // What is filled in is part of the body, so together it cannot be longer.
    const fillings = fieldsOf(value).map(({ text: words }) => (typeof words === 'string' ? words : ''));
    return text(longestBody, 132005)(param, fillings.join(''));
  },
);

/** A template has variables with names or with numbers, so a message gives all their names or none. */
export function checkParameterNames(components: readonly Fields[], param: string): Refusal | undefined {
  const named = components.map(({ type, parameters }) =>
    type === 'body' || type === 'header' ? fieldsOf(parameters).filter(isFilling).map(nameOf) : [],
  );
  const names = named.flat();
  if (names.includes(undefined) && names.some((name) => name !== undefined))
    return refuse(132012, `Param ${param} must have parameters with parameter_name or without, not both.`);
  if (named.some((names) => findTwice(names) !== undefined))
    return refuse(132018, `Param ${param} must have a parameter_name once only in each component.`);
  return undefined;
}

function isFilling({ type }: Fields): boolean {
  return type === 'text' || type === 'currency' || type === 'date_time';
}

function nameOf({ parameter_name: name }: Fields): unknown {
  return name;
}
