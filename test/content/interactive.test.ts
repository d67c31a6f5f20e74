import { describe, expect, test } from 'vitest';
import { content } from '../../src/content/content.ts';
import { minimalInteractive } from './boundaries/minimal-interactive.ts';
import { issuesOf } from './issues-of.ts';

describe('an interactive message', () => {
  test.each(Object.entries(minimalInteractive))(
    '%s is named by the one field that was given',
    (kind, least) => {
      expect(content.parse({ interactive: { [kind]: least } })).toMatchObject({
        type: 'interactive',
        interactive: { type: kind, [kind]: {} },
      });
    },
  );

  test('is of one kind', () => {
    const { locationRequest, catalog } = minimalInteractive;
    expect(issuesOf(content, { interactive: {} })).toEqual([['interactive', 'EXACTLY_ONE_FIELD']]);
    expect(issuesOf(content, { interactive: { locationRequest, catalog } })).toEqual([
      ['interactive', 'EXACTLY_ONE_FIELD'],
    ]);
  });

  test('names five different mistakes at once, each at its place', () => {
    const list = {
      headerText: 'h'.repeat(61),
      body: ' ',
      buttonText: 'Open',
      sections: [{ title: 'a', rows: [{ id: 'same ', title: 'One' }] }, { rows: [{ id: '1', title: '' }] }],
    };
    expect(issuesOf(content, { interactive: { list } })).toEqual([
      ['interactive.list.headerText', 'TEXT_TOO_LONG'],
      ['interactive.list.body', 'EMPTY_TEXT'],
      ['interactive.list.sections.0.rows.0.id', 'EDGE_BLANKS'],
      ['interactive.list.sections.1.rows.0.title', 'EMPTY_TEXT'],
      ['interactive.list.sections.1.title', 'SECTION_TITLE_REQUIRED'],
    ]);
  });
});

describe('the list', () => {
  const sectionOf = (rows: number) => ({
    title: 't',
    rows: Array.from({ length: rows }, (_, index) => ({ id: `${rows}-${index}`, title: 'Row' })),
  });

  test('says the limit of a section and of all sections, each where it is broken', () => {
    const list = { ...minimalInteractive.list, sections: [sectionOf(11), sectionOf(1)] };
    expect(issuesOf(content, { interactive: { list } })).toEqual([
      ['interactive.list.sections.0.rows', 'TOO_MANY_ITEMS'],
    ]);
    const together = { ...minimalInteractive.list, sections: [sectionOf(10), sectionOf(1)] };
    expect(issuesOf(content, { interactive: { list: together } })).toEqual([
      ['interactive.list.sections', 'TOO_MANY_ITEMS'],
    ]);
  });
});

describe('the cards of a carousel', () => {
  const image = { image: { id: '1' } };
  const link = { ctaUrl: { displayText: 'd', url: 'https://example.com' } };
  const replies = (count: number) => ({
    quickReplies: Array.from({ length: count }, (_, index) => ({ id: `${index}`, title: `t${index}` })),
  });

  test('are judged for their own faults, and not called mixed because of them', () => {
    const cards = [
      { header: image, action: { ...link, quickReplies: null } },
      {
        header: { image: { id: 'x' }, video: null },
        body: null,
        action: { ctaUrl: { displayText: '', url: 'x' } },
      },
    ];
    expect(issuesOf(content, { interactive: { mediaCarousel: { body: 'b', cards } } })).toEqual([
      ['interactive.mediaCarousel.cards.1.header.image.id', 'INVALID_MEDIA_ID'],
      ['interactive.mediaCarousel.cards.1.action.ctaUrl.displayText', 'EMPTY_TEXT'],
      ['interactive.mediaCarousel.cards.1.action.ctaUrl.url', 'INVALID_URL'],
    ]);
  });

  test('have up to 3 quick replies, and each card with more says so', () => {
    const carouselOf = (count: number) => {
      const card = { header: image, action: replies(count) };
      return { interactive: { mediaCarousel: { body: 'b', cards: [card, card] } } };
    };
    expect(issuesOf(content, carouselOf(3))).toEqual([]);
    expect(issuesOf(content, carouselOf(4))).toEqual([
      ['interactive.mediaCarousel.cards.0.action.quickReplies', 'TOO_MANY_ITEMS'],
      ['interactive.mediaCarousel.cards.1.action.quickReplies', 'TOO_MANY_ITEMS'],
    ]);
  });
});

describe('a flow', () => {
  const { flow } = minimalInteractive;

  test('has an id or a name', () => {
    expect(issuesOf(content, { interactive: { flow: { ...flow, flowId: null } } })).toEqual([
      ['interactive.flow', 'EXACTLY_ONE_FIELD'],
    ]);
  });

  test('passes its data on untouched, whatever JSON it is', () => {
    const data = '{"list":[1,"two",null,{"three":true}],"emptyText":"","nothing":{},"__proto__":{"a":1}}';
    const given = { ...flow, payload: { screen: 'DATE', data: JSON.parse(data) as unknown } };
    expect(JSON.stringify(content.parse({ interactive: { flow: given } }))).toContain(data);
  });

  test.each([['a text'], [17], [true], [[1]], [{ a: Infinity }], [{ a: '\uD83D' }]])(
    'refuses data that are no storable JSON object: %j',
    (data) => {
      const given = { ...flow, payload: { screen: 'DATE', data } };
      expect(issuesOf(content, { interactive: { flow: given } })).toEqual([
        ['interactive.flow.payload.data', 'INVALID_JSON'],
      ]);
    },
  );
});

test('sentences say what was expected, what came, and what to do', () => {
  const buttons = [
    { id: 'a', title: 'Yes' },
    { id: 'a ', title: 'Yes' },
    { id: 'a', title: 'x'.repeat(21) },
  ];
  const replyButtons = { header: { image: { link: 'https://cdn.example.com/a.webp' } }, body: 'b', buttons };
  const { issues = [] } = content.safeParse({ interactive: { replyButtons } }).error ?? {};
  expect(issues.map(({ message }) => message)).toMatchInlineSnapshot(`
    [
      "Expected a link to an image (JPEG or PNG), but its path ends in ".webp". Link a file of that format, or send the message under the kind that fits.",
      "The button id begins or ends with white space. Remove it.",
      "The text of the button may have 20 UTF-16 code units (most characters are one, an emoji two or more), but has 21. Shorten it.",
      "Expected the id of a button to come only once, but got this one before. Give each its own.",
      "Expected the title of a button to come only once, but got this one before. Give each its own.",
    ]
  `);
  const four = { body: 'b', buttons: [...buttons, { id: 'd', title: '' }] };
  const { issues: ofFour = [] } = content.safeParse({ interactive: { replyButtons: four } }).error ?? {};
  expect(ofFour.map(({ message }) => message)).toEqual([
    'The buttons may be 1 to 3 in number, but got 4. Leave some out, or send several messages.',
  ]);
});
