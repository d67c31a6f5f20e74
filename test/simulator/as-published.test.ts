import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { content } from './change.ts';
import { someText } from './matchers.ts';
import { makeBody, openScene, ordinaryRecipient, senderId, type Scene } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene[Symbol.asyncDispose]());
beforeEach(() => scene.call('DELETE', '/_ledger'));

const path = `/v24.0/${senderId}/messages`;
const read = { messaging_product: 'whatsapp', status: 'read', message_id: 'wamid.IN1' };

describe('marking what came in as read', () => {
  test.each([
    ['alone', {}],
    ['with the sign that somebody is writing', { typing_indicator: { type: 'text' } }],
  ])('%s is answered with success, and is no message', async (_name, changes) => {
    const answer = await scene.call('POST', path, { ...read, ...changes });
    expect({ status: answer.status, body: answer.json() }).toEqual({ status: 200, body: { success: true } });
    expect(await scene.ledger()).toMatchObject([{ decision: 'MARKED_READ', recipient: null, wamid: null }]);
    const summary = (await scene.call('GET', '/_ledger/summary')).json();
    expect(summary).toMatchObject({ accepted: 0, refused: 0 });
  });

  test.each([
    ['another status', { status: 'seen' }, 100],
    ['no message', { message_id: undefined }, 131008],
    ['an id that is none', { message_id: '17' }, 131009],
    ['another sign', { typing_indicator: { type: 'audio' } }, 100],
    ['a message beside it', { text: { body: 'Hello' } }, 100],
    ['another product', { messaging_product: 'sms' }, 100],
  ])('%s is refused', async (_name, changes, code) => {
    const answer = await scene.call('POST', path, { ...read, ...changes });
    expect(answer.status).toBe(400);
    expect(answer.json()).toMatchObject({ error: { code } });
    expect(await scene.ledger()).toMatchObject([{ decision: `REFUSED:${code}` }]);
  });
});

describe('a parameter given as a text with its JSON is taken', () => {
  const contacts = [{ name: { formatted_name: 'Ana' }, phones: [{ phone: '+16505550102' }] }];
  test.each([
    ['contacts', content('contacts', JSON.stringify(contacts))],
    ['text', { text: JSON.stringify({ body: 'Hello' }) }],
    ['context', { context: JSON.stringify({ message_id: 'wamid.X' }) }],
  ])('%s', async (_name, changes) => {
    expect((await scene.send(changes)).json()).toMatchObject({ messages: [{ id: someText }] });
  });

  test('and judged like any other', async () => {
    const faulty = await scene.send(content('contacts', '[{"name":{}}]'));
    expect(faulty.json()).toMatchObject({ error: { code: 131008 } });
    expect((await scene.send(content('contacts', 'Ana'))).json()).toMatchObject({ error: { code: 100 } });
  });

  test('in a form, too', async () => {
    const { text, ...plain } = makeBody() as Record<string, string>; // all but the text are words
    const form = new URLSearchParams({ ...plain, text: JSON.stringify(text) });
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await scene.call('POST', path, form.toString(), type);
    expect(answer.json()).toMatchObject({ contacts: [{ input: ordinaryRecipient }] });
    expect(await scene.ledger()).toMatchObject([{ recipient: ordinaryRecipient, decision: 'ACCEPTED' }]);
  });
});

describe('a link to a payment may be shown as one', () => {
  const template = (parameter: object) =>
    content('template', {
      name: 'pay_now',
      language: { code: 'en' },
      components: [{ type: 'button', sub_type: 'URL', index: 0, parameters: [parameter] }],
    });
  const button = (preview: unknown) =>
    content('interactive', {
      type: 'cta_url',
      body: { text: 'Your payment is due.' },
      action: {
        name: 'cta_url',
        parameters: {
          display_text: 'Pay now',
          url: 'https://pay.example.com/1',
          payment_link_preview: preview,
        },
      },
    });

  test.each([
    ['in a link button', button(true)],
    ['in a template', template({ type: 'text', text: '1', payment_link_preview: true })],
  ])('%s', async (_name, changes) => {
    expect((await scene.send(changes)).json()).toMatchObject({ messages: [{ id: someText }] });
  });

  test.each([
    ['in a link button', button('yes')],
    ['in a template', template({ type: 'text', text: '1', payment_link_preview: 1 })],
  ])('and nothing but true and false is taken for it %s', async (_name, changes) => {
    expect((await scene.send(changes)).json()).toMatchObject({ error: { code: 100 } });
  });
});

test('a user id beside a number is shown in the answer and in the webhooks, and the number is written to', async () => {
  await using own = await openScene();
  const userId = 'US.13491208655302741918';
  const answer = await own.send({ recipient: userId });
  expect(answer.json()).toMatchObject({
    contacts: [{ input: ordinaryRecipient, wa_id: '16505550101', user_id: userId }],
  });
  const names = { recipient_id: '16505550101', recipient_user_id: userId };
  expect(await own.receiver.waitForStatuses(3)).toMatchObject([names, names, names]);
});
