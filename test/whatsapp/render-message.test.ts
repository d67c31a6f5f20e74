import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { content } from '../../src/content/content.ts';
import { recipient } from '../../src/recipient/recipient.ts';
import { renderMessage } from '../../src/whatsapp/render-message.ts';
import { fixture } from './fixture.ts';

const toPhone = { phone: '+16505550101' };
const opaque = 'm:01J8ZK3T:1';
const wamid = 'wamid.HBgLMTY1MDU1NTAxMDEVAgASGBQ';
const ana = {
  name: { formattedName: 'Ana Lopes', firstName: 'Ana', lastName: 'Lopes' },
  phones: [{ phone: '+16505550102', type: 'WORK', waId: '16505550102' }],
  emails: [{ email: 'ana@example.com', type: 'WORK' }],
  org: { company: 'Example', department: 'Support', title: 'Agent' },
  urls: [{ url: 'https://example.com', type: 'WORK' }],
  addresses: [
    { street: '1 Main', city: 'Porto', country: 'Portugal', countryCode: 'pt', zip: '4000', type: 'WORK' },
  ],
  birthday: '1990-05-04',
};

describe('a message is rendered as the Cloud API documents it', () => {
  test.each([
    [
      'text',
      { text: { body: 'See https://example.com/track/A-17', previewUrl: true } },
      toPhone,
      { context: { wamid }, opaque },
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
    [
      'video',
      { video: { source: { link: 'https://cdn.example.com/v/demo.mp4?v=3' }, caption: 'Unboxing' } },
      toPhone,
      { opaque },
    ],
    [
      'document',
      { document: { source: { id: '2037543291543636' }, filename: 'invoice-17.pdf', caption: 'Invoice' } },
      toPhone,
      { opaque },
    ],
    ['audio', { audio: { source: { id: '3037543291543636' }, voice: true } }, toPhone, { opaque }],
    ['sticker', { sticker: { source: { id: '4037543291543636' } } }, toPhone, { opaque }],
    ['contacts', { contacts: [ana] }, toPhone, { opaque }],
    ['reaction', { reaction: { to: { wamid }, emoji: '👍' } }, toPhone, { opaque }],
    ['reaction-removed', { reaction: { to: { wamid }, emoji: '' } }, toPhone, { opaque }],
  ])('%s', async (name, input, to, options) => {
    const body = renderMessage(content.parse(input), recipient.parse(to), options);
    expect(body).toStrictEqual(JSON.parse(await fixture(name)));
  });
});

test('a plain audio file is not marked as a voice note', () => {
  const { audio } = rendered({ audio: { source: { id: '1' } } });
  expect(audio).toStrictEqual({ id: '1' });
});

describe('one of our own messages', () => {
  const id = '0198f7a2-7b1c-7000-8000-000000000001';

  test('is named by the wamid that was looked up, in a reaction and in a reply', () => {
    const options = { opaque, wamidOf: (of: string) => `wamid.of-${of}` };
    const reaction = content.parse({ reaction: { to: { id }, emoji: '👍' } });
    expect(renderMessage(reaction, recipient.parse(toPhone), options)).toMatchObject({
      reaction: { message_id: `wamid.of-${id}`, emoji: '👍' },
    });
    const reply = content.parse({ text: { body: 'Thanks' } });
    expect(renderMessage(reply, recipient.parse(toPhone), { ...options, context: { id } })).toMatchObject({
      context: { message_id: `wamid.of-${id}` },
    });
  });

  test('is never sent under our id, which WhatsApp does not know', () => {
    expect(() => rendered({ reaction: { to: { id }, emoji: '👍' } })).toThrow(/wamidOf/);
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
  const { location } = rendered({ location: { latitude: 0, longitude: degrees } });
  return (location as { longitude: unknown }).longitude; // the payload is typed by its key only
}

function rendered(input: object) {
  return renderMessage(content.parse(input), recipient.parse(toPhone), { opaque });
}
