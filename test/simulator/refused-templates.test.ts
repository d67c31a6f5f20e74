import { afterAll, beforeAll, expect, test } from 'vitest';
import { magicTemplates } from '../../src/simulator/magic-templates.ts';
import { change, content } from './change.ts';
import { templateExamples } from './example-templates.ts';
import { openScene, type Scene } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene[Symbol.asyncDispose]());

type Name = keyof typeof templateExamples;

const words = (text: string) => ({ type: 'text', text });
const header = (...parameters: unknown[]) => ({ type: 'header', parameters });
const body = (...parameters: unknown[]) => ({ type: 'body', parameters });
const payload = { type: 'payload', payload: 'x' };
const currency = (code: string, amount: unknown) => ({
  type: 'currency',
  currency: { fallback_value: '$1', code, amount_1000: amount },
});

const faults: [fault: string, name: Name, place: string, value: unknown, code: number][] = [
  ['a name with a capital letter', 'login_code', 'name', 'Login', 131009],
  ['a language without code', 'login_code', 'language', {}, 131008],
  ['a language that is no code', 'login_code', 'language.code', 'English', 131009],
  ['another policy', 'login_code', 'language.policy', 'fallback', 131009],
  ['a misspelt key', 'login_code', 'component', [], 100],
  ['components that are no list', 'login_code', 'components', {}, 100],
  ['a component of no known type', 'login_code', 'components.0.type', 'subtitle', 132018],
  ['a misspelt key in a component', 'login_code', 'components.0.params', [], 100],
  ['a second body', 'login_code', 'components.1', body(), 132018],
  [
    'parameters in the footer',
    'login_code',
    'components.0',
    { type: 'footer', parameters: [payload] },
    132018,
  ],
  ['a component that is no object', 'order_shipped', 'components.0', 'header', 100],
  ['a header with an empty list', 'order_shipped', 'components.0', header(), 132000],
  ['a header with two parameters', 'order_shipped', 'components.0', header(words('a'), words('b')), 132000],
  ['a header with an amount of money', 'order_shipped', 'components.0', header(currency('USD', 1)), 132012],
  ['a header without its media', 'order_shipped', 'components.0', header({ type: 'image' }), 131008],
  ['a header with an id that is none', 'order_shipped', 'components.0.parameters.0.image.id', 'mine', 100],
  ['a header beyond the pole', 'pickup', 'components.0.parameters.0.location.latitude', '91', 131009],
  [
    'a picture in the body',
    'order_shipped',
    'components.1.parameters.0',
    { type: 'image', image: { id: '1' } },
    132012,
  ],
  ['an empty parameter', 'order_shipped', 'components.1.parameters.0.text', '', 131008],
  ['a new line in a parameter', 'order_shipped', 'components.1.parameters.0.text', 'a\nb', 132018],
  ['a tab in a parameter', 'order_shipped', 'components.1.parameters.0.text', 'a\tb', 132018],
  ['five spaces in a row', 'order_shipped', 'components.1.parameters.0.text', 'a     b', 132018],
  ['a currency that is no code', 'order_shipped', 'components.1.parameters.1', currency('dollar', 1), 131009],
  ['an amount in a string', 'order_shipped', 'components.1.parameters.1', currency('USD', '1'), 100],
  ['a date without fallback', 'order_shipped', 'components.1.parameters.2.date_time', {}, 131008],
  [
    'one parameter of two without name',
    'order_named',
    'components.0.parameters.1.parameter_name',
    undefined,
    132012,
  ],
  ['a header without name above named ones', 'order_named', 'components.1', header(words('a')), 132012],
  ['a parameter name twice', 'order_named', 'components.0.parameters.1.parameter_name', 'customer', 132018],
  ['a parameter name in capitals', 'order_named', 'components.0.parameters.1.parameter_name', 'ID', 132012],
  [
    'an offer that has ended',
    'coupon_lto',
    'components.1.parameters.0.limited_time_offer.expiration_time_ms',
    1_700_000_000_000,
    131009,
  ],
  ['an offer without its end', 'coupon_lto', 'components.1.parameters.0.limited_time_offer', {}, 131008],
  [
    'an unknown order status',
    'shipped_status',
    'components.0.parameters.0.order_status.order.status',
    'lost',
    131009,
  ],
  [
    'a tap target without title',
    'login_code',
    'tap_target_configuration',
    [{ url: 'https://example.com' }],
    131008,
  ],
];

test.each(faults)('%s in the template %s is refused', async (_, name, place, value, code) => {
  const answer = await scene.send(content('template', change(templateExamples[name], { [place]: value })));
  expect(answer.json()).toMatchObject({ error: { code } });
  expect(answer.status).toBe(400);
});

test.each(magicTemplates)('the template $name is refused with $code', async ({ name, code }) => {
  const template = { name, language: { code: 'en' } };
  expect((await scene.send(content('template', template))).json()).toMatchObject({ error: { code } });
});

test('a rule comes before a magic template, and its own faults before both', async () => {
  const template = content('template', { name: 'paused_template', language: { code: 'en' } });
  await scene.setRules({ match: { type: 'template' }, answer: { kind: 'accept' } });
  expect((await scene.send(template)).status).toBe(200);
  await scene.setRules();
  const faulty = content('template', { name: 'paused_template', language: {} });
  expect((await scene.send(faulty)).json()).toMatchObject({ error: { code: 131008 } });
});

test('a one-time code is refused for a user id, and only for that', async () => {
  const message = content('template', templateExamples.login_code);
  const answer = await scene.send({ ...message, to: undefined, recipient: 'US.13491208655302741918' });
  expect(answer.json()).toMatchObject({ error: { code: 131062 } });
  expect((await scene.send({ ...message, recipient: 'US.13491208655302741918' })).status).toBe(200);
});
