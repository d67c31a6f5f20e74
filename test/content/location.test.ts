import { describe, expect, test } from 'vitest';
import { location } from '../../src/content/location.ts';
import { issuesOf } from './issues-of.ts';

describe('a location', () => {
  test.each([
    [90, 180],
    [-90, -180],
    [0, 0],
    [1e-7, -1e-7],
  ])('may lie anywhere on Earth: %d, %d', (latitude, longitude) => {
    expect(location.parse({ latitude, longitude })).toEqual({ latitude, longitude });
  });

  test.each([
    [90.0001, 0, [['latitude', 'LATITUDE_OUT_OF_RANGE']]],
    [0, -180.0001, [['longitude', 'LONGITUDE_OUT_OF_RANGE']]],
    [NaN, 0, [['latitude', 'INVALID_TYPE']]],
    [0, Infinity, [['longitude', 'INVALID_TYPE']]],
  ])('lies nowhere else: %d, %d', (latitude, longitude, issues) => {
    expect(issuesOf(location, { latitude, longitude })).toEqual(issues);
  });

  test('may have an address without a name, which WhatsApp takes and does not show', () => {
    const place = { latitude: 1, longitude: 2, address: '101 Forest Ave' };
    expect(location.parse({ ...place, name: 'Pick-up point' })).toEqual({ ...place, name: 'Pick-up point' });
    expect(location.parse({ ...place, name: null })).toEqual(place);
  });

  test('has names and addresses of up to 1,000 code units', () => {
    const place = { latitude: 1, longitude: 2, name: 'n'.repeat(1001), address: 'a'.repeat(1001) };
    expect(issuesOf(location, place)).toEqual([
      ['name', 'TEXT_TOO_LONG'],
      ['address', 'TEXT_TOO_LONG'],
    ]);
  });
});
