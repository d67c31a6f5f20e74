import { expect, test } from 'vitest';
import { textLike } from './matchers.ts';
import { openScene, ordinaryRecipient, senderId } from './scene.ts';

test('an accepted message is answered with contact and wamid, as Meta answers', async () => {
  await using scene = await openScene();
  const answer = await scene.send({ to: '+1 (650) 555-0101' });
  expect(answer.status).toBe(200);
  expect(answer.headers['content-type']).toBe('application/json; charset=UTF-8');
  expect(answer.json()).toEqual({
    messaging_product: 'whatsapp',
    contacts: [{ input: '+1 (650) 555-0101', wa_id: '16505550101' }],
    messages: [{ id: textLike(/^wamid\./) }],
  });
});

test('a user id is accepted in recipient, and answered without a wa_id', async () => {
  await using scene = await openScene();
  const answer = await scene.send({ to: undefined, recipient: 'US.13491208655302741918' });
  expect(answer.json()).toMatchObject({
    contacts: [{ input: 'US.13491208655302741918', user_id: 'US.13491208655302741918' }],
  });
  const [status] = await scene.receiver.waitForStatuses(1);
  expect(status).toMatchObject({ recipient_user_id: 'US.13491208655302741918' });
  expect(status).not.toHaveProperty('recipient_id');
});

test('to wins when both to and recipient are given', async () => {
  await using scene = await openScene();
  const answer = await scene.send({ recipient: 'US.13491208655302741918' });
  expect(answer.json()).toMatchObject({ contacts: [{ wa_id: '16505550101' }] });
});

test('every wamid is different and is base64 that embeds the digits of the recipient', async () => {
  await using scene = await openScene();
  await Promise.all(Array.from({ length: 50 }, () => scene.send()));
  const wamids = (await scene.ledger()).map(({ wamid }) => wamid ?? '');
  expect(new Set(wamids).size).toBe(50);
  for (const wamid of wamids) {
    expect(Buffer.from(wamid.slice('wamid.'.length), 'base64').toString('latin1')).toContain('16505550101');
  }
});

test('the version segment of the path may be left out', async () => {
  await using scene = await openScene();
  const body = { messaging_product: 'whatsapp', to: ordinaryRecipient, text: { body: 'Hello' } };
  expect((await scene.call('POST', `/${senderId}/messages`, body)).status).toBe(200);
  expect((await scene.call('POST', `/v25.0/${senderId}/messages`, body)).status).toBe(200);
});

test('any other path is refused with 404 and a Graph error', async () => {
  await using scene = await openScene();
  const answers = [
    await scene.call('GET', `/v24.0/${senderId}/messages`),
    await scene.call('POST', '/v24/nobody/messages', '{}'),
    await scene.call('GET', '/'),
  ];
  for (const answer of answers) {
    expect(answer.status).toBe(404);
    expect(answer.json()).toMatchObject({ error: { code: 2500, type: 'OAuthException' } });
  }
});

const acceptable: [string, Record<string, unknown>][] = [
  ['a text of 4096 characters, however many bytes they take', { text: { body: '😀'.repeat(4096) } }],
  ['a text with a preview', { text: { body: 'https://example.com', preview_url: true } }],
  [
    'an image by id with a caption',
    { type: 'image', text: undefined, image: { id: '1037', caption: 'Parcel' } },
  ],
  ['an image by link', { type: 'image', text: undefined, image: { link: 'https://cdn.example.com/1.jpg' } }],
  [
    'a location in strings',
    { type: 'location', text: undefined, location: { latitude: '37.44', longitude: '-122.1' } },
  ],
  [
    'a location in numbers',
    {
      type: 'location',
      text: undefined,
      location: { latitude: -90, longitude: 180, name: 'Edge', address: 'World' },
    },
  ],
  ['a reply', { context: { message_id: 'wamid.X' } }],
  ['an opaque value of 512 characters', { biz_opaque_callback_data: 'x'.repeat(512) }],
];

test.each(acceptable)('%s is accepted', async (_, changes) => {
  await using scene = await openScene();
  expect((await scene.send(changes)).text).toContain('wamid.');
});
