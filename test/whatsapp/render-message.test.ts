import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { content } from '../../src/content/content.ts';
import { recipient } from '../../src/recipient/recipient.ts';
import { renderMessage } from '../../src/whatsapp/render-message.ts';
import { fixture } from './fixture.ts';

const toPhone = { phone: '+16505550101' };
const opaque = 'm:01J8ZK3T:1';

describe('a message is rendered as the Cloud API documents it', () => {
  test.each([
    [
      'text',
      { text: { body: 'See https://example.com/track/A-17', previewUrl: true } },
      toPhone,
      { context: 'wamid.HBgLMTY1MDU1NTAxMDEVAgASGBQ', opaque },
    ],
    ['text-by-user-id', { text: { body: 'Hello again' } }, { userId: 'US.13491208655302741918' }, { opaque }],
    [
      'image-by-id',
      { image: { source: { id: '1037543291543636' }, caption: 'Parcel at the door' } },
      toPhone,
      { opaque },
    ],
    [
      'image-by-link',
      { image: { source: { link: 'https://cdn.example.com/i/door.jpg?v=3' }, caption: '' } },
      toPhone,
      { opaque },
    ],
    [
      'location',
      {
        location: {
          latitude: 37.44216,
          longitude: -122.16153,
          name: 'Pick-up point',
          address: '101 Forest Ave',
        },
      },
      toPhone,
      { opaque },
    ],
  ])('%s', async (name, input, to, options) => {
    const rendered = renderMessage(content.parse(input), recipient.parse(to), options);
    expect(rendered).toStrictEqual(JSON.parse(await fixture(name)));
  });
});

describe('degrees', () => {
  test.each([
    [0, '0'],
    [-0, '0'],
    [-1e-12, '0'],
    [1e-7, '0.0000001'],
    [-90, '-90'],
    [100, '100'],
    [37.5, '37.5'],
    [179.123456789, '179.12345679'],
  ])('%d is written as %s', (degrees, written) => {
    expect(longitudeOf(degrees)).toBe(written);
  });

  test('are plain decimals that keep a millimetre, whatever they are', () => {
    fc.assert(
      fc.property(fc.double({ min: -180, max: 180, noNaN: true }), (degrees) => {
        expect(longitudeOf(degrees)).toMatch(/^(?!-0$)-?[0-9]{1,3}(\.[0-9]{0,7}[1-9])?$/);
        expect(Math.abs(Number(longitudeOf(degrees)) - degrees)).toBeLessThanOrEqual(1e-8);
      }),
    );
  });
});

function longitudeOf(degrees: number): unknown {
  const at = content.parse({ location: { latitude: 0, longitude: degrees } });
  const { location } = renderMessage(at, recipient.parse(toPhone), { opaque });
  return (location as { longitude: unknown }).longitude; // the payload is typed by its key only
}
