import { checkKeys, checkRequired, checkText, type Fields } from './check-parameter.ts';
import { refuse, type Refusal } from './refusal.ts';

export function checkLocationContent(location: Fields): Refusal | undefined {
  return (
    checkKeys('location', location, ['latitude', 'longitude', 'name', 'address']) ??
    checkDegrees('latitude', location['latitude'], 90) ??
    checkDegrees('longitude', location['longitude'], 180) ??
    checkText("location['name']", location['name']) ??
    checkText("location['address']", location['address'])
  );
}

// Meta's documents show strings, clients send numbers; both are taken.
function checkDegrees(name: string, value: unknown, most: number): Refusal | undefined {
  const param = `location['${name}']`;
  const missing = checkRequired(param, value);
  if (missing) return missing;
  const degrees = typeof value === 'string' && isDecimal.test(value) ? Number(value) : value;
  if (typeof degrees !== 'number') return refuse(100, `Param ${param} must be a number.`);
  return Math.abs(degrees) <= most
    ? undefined
    : refuse(131009, `Param ${param} must be between -${most} and ${most}.`);
}

const isDecimal = /^[+-]?\d{1,3}(?:\.\d{1,32})?$/;
