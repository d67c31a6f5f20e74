import { checkText } from './check-parameter.ts';
import { required, shape, type Check } from './check-shape.ts';
import { refuse } from './refusal.ts';

/** Also the location in the header of a template. */
export const checkLocationContent = shape({
  latitude: required(degrees(90)),
  longitude: required(degrees(180)),
  name: checkText,
  address: checkText,
});

// Meta's documents show strings, clients send numbers; both are taken.
function degrees(most: number): Check {
  return (param, value) => {
    const number = typeof value === 'string' && isDecimal.test(value) ? Number(value) : value;
    if (typeof number !== 'number') return refuse(100, `Param ${param} must be a number.`);
    return Math.abs(number) <= most
      ? undefined
      : refuse(131009, `Param ${param} must be between -${most} and ${most}.`);
  };
}

const isDecimal = /^[+-]?\d{1,3}(?:\.\d{1,32})?$/;
