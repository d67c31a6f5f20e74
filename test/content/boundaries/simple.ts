import { boundaries, leastOf, mostOf, lengthsOf, textOf, type Boundary } from './boundary.ts';

const source = { id: '1' };
const reaction = { reaction: { to: { wamid: 'wamid.A' }, emoji: '👍' } };
/** A joined emoji that nobody recommends, but that the grammar allows. */
const women = Array.from({ length: 11 }, () => '👩').join('\u200D');
const contacts = { contacts: [{ name: { formattedName: 'Ana' } }] };
const card = contacts.contacts[0];
/** 70 cards that have so many characters together, as JSON. */
const cardsOf = (size: number) => {
  const cards = Array.from({ length: 70 }, () => ({ name: { formattedName: 'x'.repeat(906) } }));
  const missing = size - JSON.stringify(cards).length;
  return [...cards.slice(1), { name: { formattedName: 'x'.repeat(906 + missing) } }];
};

function link(kind: string, good: string, bad: string): Boundary[] {
  return boundaries(kind, { [kind]: { source } }, [
    {
      what: `a link to .${good}, not to .${bad}`,
      path: `${kind}.source`,
      within: { link: `https://cdn.example.com/a.${good}` },
      beyond: { link: `https://cdn.example.com/a.${bad}?v=3` },
      code: 'MEDIA_TYPE_MISMATCH',
      reportedAt: `${kind}.source.link`,
    },
  ]);
}

export const simpleBoundaries: readonly Boundary[] = [
  ...boundaries('text', { text: {} }, textOf('text.body', 4096)),
  ...boundaries('image', { image: { source } }, textOf('image.caption', 1024).slice(0, 3)),
  ...boundaries('video', { video: { source } }, textOf('video.caption', 1024).slice(0, 3)),
  ...boundaries('document', { document: { source } }, [
    ...textOf('document.caption', 1024).slice(0, 3),
    ...textOf('document.filename', 255),
    { path: 'document.filename', within: 'a b.pdf', beyond: 'a\nb.pdf', code: 'INVALID_TEXT' },
  ]),
  ...link('image', 'jpg', 'webp'),
  ...link('image', 'PNG', 'gif'),
  ...link('video', 'mp4', 'mp3'),
  ...link('video', '3gp', 'mov'),
  ...link('audio', 'm4a', 'wav'),
  ...link('audio', 'opus', 'PDF'),
  ...link('document', 'pdf', 'jpg'),
  ...link('document', 'csv', 'mp4'),
  ...link('sticker', 'webp', 'png'),
  ...boundaries('audio', { audio: { voice: true } }, [
    {
      what: 'a voice note is OGG',
      path: 'audio.source',
      within: { link: 'https://cdn.example.com/a.ogg' },
      beyond: { link: 'https://cdn.example.com/a.mp3' },
      code: 'MEDIA_TYPE_MISMATCH',
      reportedAt: 'audio.source.link',
    },
  ]),
  ...boundaries('location', { location: { latitude: 0, longitude: 0, name: 'n' } }, [
    { path: 'location.latitude', within: -90, beyond: -90.001, code: 'LATITUDE_OUT_OF_RANGE' },
    { path: 'location.longitude', within: 180, beyond: 180.001, code: 'LONGITUDE_OUT_OF_RANGE' },
    ...lengthsOf('location.name', 1000),
    ...lengthsOf('location.address', 1000),
  ]),
  ...boundaries('reaction', reaction, [
    { path: 'reaction.emoji', within: '', beyond: ' ', code: 'INVALID_EMOJI' },
    { path: 'reaction.emoji', within: '👍🏽', beyond: '👍🏽👍', code: 'INVALID_EMOJI' },
    { path: 'reaction.emoji', within: '👨‍👩‍👧‍👦', beyond: 'ok', code: 'INVALID_EMOJI' },
    { path: 'reaction.emoji', within: '1️⃣', beyond: '1', code: 'INVALID_EMOJI' },
    { path: 'reaction.emoji', within: '🇮🇳', beyond: '🇮', code: 'INVALID_EMOJI' },
    { path: 'reaction.emoji', within: '🏴󠁧󠁢󠁳󠁣󠁴󠁿', beyond: '🏴󠁧󠁢󠁳', code: 'INVALID_EMOJI' },
    { path: 'reaction.emoji', within: '❤', beyond: '❤\u0301', code: 'INVALID_EMOJI' },
    {
      path: 'reaction.emoji',
      what: 'reaction.emoji of 32 code units',
      within: women,
      beyond: `${women}\uFE0F`,
      code: 'INVALID_EMOJI',
    },
    {
      path: 'reaction.to.wamid',
      within: `wamid.${'A'.repeat(506)}`,
      beyond: `wamid.${'A'.repeat(507)}`,
      code: 'INVALID_WAMID',
    },
    { path: 'reaction.to.wamid', within: 'wamid.A=', beyond: 'WAMID.A', code: 'INVALID_WAMID' },
    { path: 'reaction.to.wamid', within: 'wamid.A', beyond: 'wamid.', code: 'INVALID_WAMID' },
    {
      path: 'reaction.to',
      within: { id: '0198f7a2-7b1c-7000-8000-000000000001' },
      beyond: { id: '0198f7a2-7b1c-7000-8000-00000000000' },
      code: 'INVALID_MESSAGE_ID',
      reportedAt: 'reaction.to.id',
    },
  ]),
  ...boundaries('contacts', contacts, [
    ...mostOf('contacts', 257, () => card),
    ...leastOf('contacts', 1, () => card),
    {
      what: 'cards of 65,536 characters together, not one more',
      path: 'contacts',
      within: cardsOf(65_536),
      beyond: cardsOf(65_537),
      code: 'CONTACTS_TOO_LARGE',
    },
    ...['formattedName', 'firstName', 'lastName', 'middleName', 'suffix', 'prefix'].flatMap((field) =>
      textOf(`contacts.0.name.${field}`, 1000).slice(0, 1),
    ),
    ...['company', 'department', 'title'].flatMap((field) =>
      textOf(`contacts.0.org.${field}`, 1000).slice(0, 1),
    ),
    ...mostOf('contacts.0.phones', 50, () => ({ phone: '+16505550102' })),
    ...mostOf('contacts.0.emails', 50, () => ({ email: 'ana@example.com' })),
    ...mostOf('contacts.0.urls', 50, () => ({ url: 'https://example.com' })),
    ...mostOf('contacts.0.addresses', 50, () => ({ city: 'Porto' })),
    { path: 'contacts.0.birthday', within: '2024-02-29', beyond: '2023-02-29', code: 'INVALID_DATE' },
    { path: 'contacts.0.birthday', within: '--02-29', beyond: '--02-30', code: 'INVALID_DATE' },
    { path: 'contacts.0.birthday', within: '1990-05-04', beyond: '4 May 1990', code: 'INVALID_DATE' },
    ...faultyEntry('phones', { waId: '1650555' }, { waId: '165055' }, 'waId', 'INVALID_WA_ID'),
    ...faultyEntry('phones', { waId: '165055501021234' }, { waId: '+16505550102' }, 'waId', 'INVALID_WA_ID'),
    ...faultyEntry('phones', { phone: '911' }, { type: 'WORK' }, '', 'EMPTY_ENTRY'),
    ...faultyEntry('emails', { email: 'a@b' }, { email: 'a b@c' }, 'email', 'INVALID_EMAIL'),
    ...faultyEntry('urls', { url: 'example.com/a' }, { url: 'mailto:a@b.example' }, 'url', 'INVALID_URL'),
    ...faultyEntry('urls', { url: 'http://intranet/a' }, { url: 'ftp://example.com' }, 'url', 'INVALID_URL'),
  ]),
];

function faultyEntry(list: string, within: object, beyond: object, field: string, code: string) {
  const reportedAt = `contacts.0.${list}.0${field === '' ? '' : `.${field}`}`;
  return [{ path: `contacts.0.${list}`, within: [within], beyond: [beyond], code, reportedAt }];
}
