import { describe, expect, test } from 'vitest';
import { content } from '../../src/content/content.ts';
import { issuesOf } from './issues-of.ts';

describe('content is named by the one field that was given', () => {
  test('a text, without preview unless asked for', () => {
    const body = 'Your parcel is on its way';
    expect(content.parse({ text: { body } })).toEqual({ type: 'text', text: { body, previewUrl: false } });
    expect(content.parse({ text: { body, previewUrl: true } })).toMatchObject({ text: { previewUrl: true } });
    expect(content.parse({ text: { body, previewUrl: null } })).toMatchObject({
      text: { previewUrl: false },
    });
  });

  test('an image by id, or by link with a caption', () => {
    expect(content.parse({ image: { source: { id: '1037543291543636' } } })).toEqual({
      type: 'image',
      image: { source: { id: '1037543291543636' } },
    });
    const image = { source: { link: 'https://cdn.example.com/a.jpg' }, caption: 'Parcel' };
    expect(content.parse({ image })).toEqual({ type: 'image', image });
  });

  test('a location', () => {
    const location = {
      latitude: 37.44216,
      longitude: -122.16153,
      name: 'Pick-up',
      address: '101 Forest Ave',
    };
    expect(content.parse({ location })).toEqual({ type: 'location', location });
  });

  test('with absent and null fields alike, so that both store the same', () => {
    const spelledOut = {
      text: null,
      image: { source: { id: '1', link: null }, caption: null },
      location: undefined,
    };
    expect(content.parse(spelledOut)).toStrictEqual({ type: 'image', image: { source: { id: '1' } } });
  });
});

describe('content is refused', () => {
  test('when there are two kinds or none', () => {
    expect(issuesOf(content, {})).toEqual([['', 'EXACTLY_ONE_FIELD']]);
    expect(issuesOf(content, { text: { body: 'a' }, location: { latitude: 0, longitude: 0 } })).toEqual([
      ['', 'EXACTLY_ONE_FIELD'],
    ]);
  });

  test('with every problem at once, each under the path that the caller wrote', () => {
    const image = { source: { link: 'ftp://example.com/a.jpg' }, caption: 'x'.repeat(1025) };
    expect(issuesOf(content, { image })).toEqual([
      ['image.source.link', 'INVALID_MEDIA_URL'],
      ['image.caption', 'TEXT_TOO_LONG'],
    ]);
    const location = { latitude: 91, longitude: -181, address: 'a\0b' };
    expect(issuesOf(content, { location })).toEqual([
      ['location.latitude', 'LATITUDE_OUT_OF_RANGE'],
      ['location.longitude', 'LONGITUDE_OUT_OF_RANGE'],
      ['location.address', 'INVALID_TEXT'],
    ]);
  });
});
