import { expect, test } from 'vitest';
import { content, repeat } from './change.ts';
import { textLike } from './matchers.ts';
import { makeBody, openScene, ordinaryRecipient, senderId } from './scene.ts';

const image = (value: unknown) => content('image', value);
const location = (value: unknown) => content('location', value);
const ana = { name: { formatted_name: 'Ana' } };

const faults: [string, Record<string, unknown>, number][] = [
  ['no messaging_product', { messaging_product: undefined }, 100],
  ['another messaging_product', { messaging_product: 'sms' }, 100],
  ['an unknown recipient_type', { recipient_type: 'crowd' }, 100],
  ['a group, which this number cannot use', { recipient_type: 'group' }, 131215],
  ['neither to nor recipient', { to: undefined }, 100],
  ['a number instead of text in to', { to: 16505550101 }, 100],
  ['a to that is no phone number', { to: 'call me' }, 131009],
  ['a to that is too short', { to: '+12345' }, 131009],
  ['a recipient that is no user id', { to: undefined, recipient: '134912086' }, 131009],
  ['the sender itself as recipient', { to: '+1 555 078 3881' }, 131021],
  ['a misspelt parameter', { contxt: {} }, 100],
  ['a type that Meta does not have', { type: 'telegram' }, 100],
  ['a payload of another type beside its own', { image: { id: '1' } }, 100],
  ['only the payload of another type', { type: 'image' }, 100],
  ['no payload', { text: undefined }, 131008],
  ['a payload that is no object', { text: 'Hello' }, 100],
  ['a text without body', { text: {} }, 131008],
  ['a text with an empty body', { text: { body: '' } }, 131008],
  ['a body that is no string', { text: { body: 7 } }, 100],
  ['a body of 4097 characters', { text: { body: 'x'.repeat(4097) } }, 100],
  ['a preview_url that is no boolean', { text: { body: 'x', preview_url: 'true' } }, 100],
  ['an unexpected key in the payload', { text: { body: 'x', colour: 'red' } }, 100],
  ['an image without source', image({ caption: 'x' }), 131008],
  ['an image with two sources', image({ id: '1', link: 'https://example.com/1.jpg' }), 100],
  ['an image id that is no media id', image({ id: 'mine' }), 100],
  ['an image link that is not http', image({ link: 'ftp://example.com/1.jpg' }), 100],
  ['an image link that is no address', image({ link: 'example' }), 100],
  ['a caption of 1025 characters', image({ id: '1', caption: 'x'.repeat(1025) }), 100],
  ['a location without longitude', location({ latitude: 1 }), 131008],
  ['a latitude beyond the pole', location({ latitude: 90.01, longitude: 1 }), 131009],
  ['a longitude beyond the date line', location({ latitude: 1, longitude: '-181' }), 131009],
  ['a latitude that is no number', location({ latitude: 'north', longitude: 1 }), 100],
  ['a location name that is no string', location({ latitude: 1, longitude: 1, name: 7 }), 100],
  ['a location address that is no string', location({ latitude: 1, longitude: 1, address: {} }), 100],
  ['a video without source', content('video', { caption: 'x' }), 131008],
  [
    'a caption of 1025 characters under a video',
    content('video', { id: '1', caption: 'x'.repeat(1025) }),
    100,
  ],
  ['an audio with a caption', content('audio', { id: '1', caption: 'x' }), 100],
  ['a voice that is no boolean', content('audio', { id: '1', voice: 'yes' }), 100],
  ['a document with two sources', content('document', { id: '1', link: 'https://example.com' }), 100],
  ['a filename that is no string', content('document', { id: '1', filename: 7 }), 100],
  ['a sticker with a caption', content('sticker', { id: '1', caption: 'x' }), 100],
  ['a sticker link that is not http', content('sticker', { link: 'data:image/webp' }), 100],
  ['contacts that are no list', content('contacts', { name: { formatted_name: 'Ana' } }), 100],
  ['no contact', content('contacts', []), 131009],
  [
    '258 contacts',
    content(
      'contacts',
      repeat(258, () => ana),
    ),
    131009,
  ],
  ['a contact without name', content('contacts', [{}]), 131008],
  ['a contact without formatted_name', content('contacts', [{ name: { first_name: 'Ana' } }]), 131008],
  ['a misspelt key in a contact', content('contacts', [{ ...ana, phone: [] }]), 100],
  ['phones that are no list', content('contacts', [{ ...ana, phones: {} }]), 100],
  ['a birthday in another form', content('contacts', [{ ...ana, birthday: '4 May 1990' }]), 131009],
  ['a birthday in a number', content('contacts', [{ ...ana, birthday: 19900504 }]), 100],
  ['a birthday on 30 February', content('contacts', [{ ...ana, birthday: '1990-02-30' }]), 131009],
  ['a reaction to nothing', content('reaction', { emoji: '👍' }), 131008],
  ['a reaction to what is no wamid', content('reaction', { message_id: '17', emoji: '👍' }), 131009],
  ['a reaction without emoji', content('reaction', { message_id: 'wamid.X' }), 131008],
  ['a reaction with two emoji', content('reaction', { message_id: 'wamid.X', emoji: '👍👍' }), 131009],
  ['a reaction with a word', content('reaction', { message_id: 'wamid.X', emoji: 'ok' }), 131009],
  ['an emoji that is no string', content('reaction', { message_id: 'wamid.X', emoji: 1 }), 100],
  [
    'a reaction with a context',
    { ...content('reaction', { message_id: 'wamid.X', emoji: '👍' }), context: { message_id: 'wamid.X' } },
    100,
  ],
  ['a context without message_id', { context: {} }, 131008],
  ['a context message_id that is no string', { context: { message_id: 7 } }, 100],
  ['a context message_id that is no wamid', { context: { message_id: '0192-7' } }, 131009],
  ['a context that is no object', { context: 'wamid.X' }, 100],
  ['an opaque value that is no string', { biz_opaque_callback_data: 7 }, 100],
  ['an opaque value of 513 characters', { biz_opaque_callback_data: 'x'.repeat(513) }, 100],
];

test.each(faults)('a message with %s is refused', async (_, changes, code) => {
  await using scene = await openScene();
  const answer = await scene.send(changes);
  expect(answer.status).toBe(400);
  expect(answer.json()).toMatchObject({ error: { code } });
  expect(await scene.ledger()).toMatchObject([{ decision: `REFUSED:${code}`, wamid: null }]);
});

test('a refusal has the shape of a Graph error', async () => {
  await using scene = await openScene();
  expect((await scene.send({ to: 'call me' })).json()).toEqual({
    error: {
      message: '(#131009) Parameter value is not valid',
      type: 'OAuthException',
      code: 131009,
      error_data: {
        messaging_product: 'whatsapp',
        details: "Param to must be a phone number, or recipient a user id such as 'US.134…'.",
      },
      fbtrace_id: textLike(/^A[\w-]{22}$/),
    },
  });
});

test('a request without bearer token is refused with 401 and code 190, and stands in the ledger', async () => {
  await using scene = await openScene();
  for (const authorization of ['', 'Basic abc', 'Bearer ']) {
    const answer = await scene.call('POST', `/v24.0/${senderId}/messages`, makeBody(), { authorization });
    expect(answer.status).toBe(401);
    expect(answer.json()).toMatchObject({ error: { code: 190, type: 'OAuthException' } });
  }
  expect(await scene.ledger()).toHaveLength(3);
});

test('with a token of its own, the simulator refuses every other', async () => {
  await using scene = await openScene({ SIMULATOR_ACCESS_TOKEN: 'the-one' });
  const path = `/v24.0/${senderId}/messages`;
  expect((await scene.call('POST', path, makeBody(), { authorization: 'Bearer another' })).status).toBe(401);
  expect((await scene.call('POST', path, makeBody(), { authorization: 'Bearer the-one' })).status).toBe(200);
});

test('an unknown phone number id is refused as an object that does not exist', async () => {
  await using scene = await openScene();
  const answer = await scene.call('POST', '/v24.0/999/messages', makeBody());
  expect(answer.status).toBe(400);
  expect(answer.json()).toMatchObject({
    error: { type: 'GraphMethodException', code: 100, error_subcode: 33 },
  });
});

test('a body that is not JSON, or does not say so, lacks its first parameter', async () => {
  await using scene = await openScene();
  const path = `/v24.0/${senderId}/messages`;
  const answers = [
    await scene.call('POST', path, '{"messaging_product":'),
    await scene.call('POST', path, '[]'),
    await scene.call('POST', path, ''),
    await scene.call('POST', path, makeBody(), { 'content-type': 'text/plain' }),
  ];
  for (const answer of answers) {
    expect(answer.status).toBe(400);
    expect(answer.json()).toMatchObject({
      error: { code: 100, error_data: { details: 'The parameter messaging_product is required.' } },
    });
  }
  const bodies = (await scene.ledger()).map(({ body }) => body);
  expect(bodies).toEqual(['{"messaging_product":', [], '', makeBody()]);
});

test('a body of more than one mebibyte is refused unread and leaves no trace in the ledger', async () => {
  await using scene = await openScene();
  const answer = await scene.send({ text: { body: 'x'.repeat(1024 * 1024) } });
  expect(answer.status).toBe(413);
  expect(await scene.ledger()).toEqual([]);
});

test('a refused message sends no webhook', async () => {
  await using scene = await openScene();
  await scene.send({ text: {} });
  expect(await scene.allTold()).toMatchObject({ posts: 0, told: 0 });
  expect((await scene.send({ to: ordinaryRecipient })).status).toBe(200);
});
