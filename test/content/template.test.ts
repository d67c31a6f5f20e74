import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { needsPhoneRecipient, template } from '../../src/content/template/template.ts';
import { issuesOf } from './issues-of.ts';

const minimal = { name: 'order_shipped', language: 'en_US' };
const quickReply = (index: number, payload = 'x') => ({ quickReply: { index, payload } });

describe('a template', () => {
  test('may have no variables at all', () => {
    expect(template.parse(minimal)).toStrictEqual(minimal);
  });

  test('is the same with absent and null fields, so that both store the same', () => {
    const spelledOut = {
      ...minimal,
      category: null,
      header: { text: { text: 'Ana', name: null }, image: null, location: null },
      body: { positional: [{ text: 'Ana', currency: null, dateTime: null }], named: null },
      buttons: [{ flow: { index: 0, token: null, data: null }, url: null }],
      carousel: null,
      limitedTimeOffer: null,
      orderStatus: { referenceId: 'A-17', status: 'SHIPPED', description: null },
      authentication: null,
    };
    expect(template.parse(spelledOut)).toStrictEqual({
      ...minimal,
      header: { type: 'text', text: { text: 'Ana' } },
      body: { type: 'positional', positional: [{ type: 'text', text: 'Ana' }] },
      buttons: [{ type: 'flow', flow: { index: 0 } }],
      orderStatus: { referenceId: 'A-17', status: 'SHIPPED' },
    });
  });

  test('names every problem at once, also between parts that have faults of their own', () => {
    const card = { header: { image: { id: '1' } }, buttons: [quickReply(0, ''), quickReply(0)] };
    const wrong = {
      ...minimal,
      header: { text: { text: 'a\nb', name: 'Customer' } },
      body: { positional: [{ text: 'a\tb' }, { currency: null, text: 'x'.repeat(1025), dateTime: null }] },
      buttons: [quickReply(3, ''), { url: { index: 3, suffix: '' } }],
      carousel: [card, { header: { video: { id: 'x' } }, body: { named: [{ name: 'n', text: '' }] } }],
    };
    expect(issuesOf(template, wrong)).toEqual([
      ['header.text.text', 'INVALID_PARAMETER_SPACING'],
      ['header.text.name', 'INVALID_PARAMETER_NAME'],
      ['body.positional.0.text', 'INVALID_PARAMETER_SPACING'],
      ['body.positional.1.text', 'TEXT_TOO_LONG'],
      ['buttons.0.quickReply.payload', 'EMPTY_TEXT'],
      ['buttons.1.url.suffix', 'EMPTY_TEXT'],
      ['buttons.1.url.index', 'DUPLICATE_VALUE'],
      ['carousel.0.buttons.0.quickReply.payload', 'EMPTY_TEXT'],
      ['carousel.0.buttons.1.quickReply.index', 'DUPLICATE_VALUE'],
      ['carousel.1.header.video.id', 'INVALID_MEDIA_ID'],
      ['carousel.1.body.named.0.text', 'EMPTY_TEXT'],
      ['carousel.1.header', 'MIXED_CARDS'],
      ['carousel.1.body', 'MIXED_CARDS'],
      ['carousel.1.buttons', 'MIXED_CARDS'],
      ['carousel.1.body', 'MIXED_PARAMETERS'],
      ['header.text', 'MIXED_PARAMETERS'],
    ]);
  });

  test('has cards whose buttons may come in any order, as long as all have the same', () => {
    const url = { url: { index: 1, suffix: 'x' } };
    const cardWith = (...buttons: object[]) => ({ header: { image: { id: '1' } }, buttons });
    const carousel = [cardWith(quickReply(0), url), cardWith(url, quickReply(0))];
    expect(issuesOf(template, { ...minimal, carousel })).toEqual([]);
  });
});

describe('a limited-time offer', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-22T10:00:00Z') });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test.each([
    ['2026-11-22T10:00:00.001Z', []],
    ['2026-11-22T10:00:00.000Z', [['limitedTimeOffer.expiresAt', 'EXPIRES_TOO_SOON']]],
  ])('ends in the future: %s', (expiresAt, issues) => {
    expect(issuesOf(template, { ...minimal, limitedTimeOffer: { expiresAt } })).toEqual(issues);
  });
});

describe('a template needs a phone number, not a user id,', () => {
  test.each([
    ['for a one-time code', { authentication: { code: '481920' } }, true],
    ['for what its category calls authentication', { category: 'AUTHENTICATION' }, true],
    ['but not for news', { category: 'UTILITY' }, false],
    ['nor without a category', {}, false],
  ])('%s', (_what, parts, needed) => {
    expect(needsPhoneRecipient(template.parse({ ...minimal, ...parts }))).toBe(needed);
  });
});
