import { z } from 'zod';
import { given } from './given.ts';
import { wellFormedText } from './text-rules.ts';

export const maxLatitude = 90; // degrees
export const maxLongitude = 180; // degrees
export const maxName = 1000; // UTF-16 code units; Meta states no limit: ours, so that everything has one
export const maxAddress = 1000; // as above

/** Programs fill a form with empty texts: they are left out of what is sent. */
export const location = z
  .object({
    latitude: degrees('LATITUDE_OUT_OF_RANGE', maxLatitude),
    longitude: degrees('LONGITUDE_OUT_OF_RANGE', maxLongitude),
    name: wellFormedText({ what: 'The name', min: 0, max: maxName }).nullish(),
    address: wellFormedText({ what: 'The address', min: 0, max: maxAddress }).nullish(),
  })
  .transform(given);

export type LocationContent = z.infer<typeof location>;

function degrees(code: string, max: number) {
  return z.number().superRefine((value, ctx) => {
    if (Math.abs(value) <= max) return;
    ctx.addIssue({
      code: 'custom',
      params: { code },
      message: `Expected degrees from -${max} to ${max}, but got ${value}. Latitude comes first in most notations; check the order.`,
    });
  });
}
