import { expect, test } from 'vitest';
import { change, content } from './change.ts';
import { interactiveExamples } from './example-interactive.ts';
import { simpleExamples } from './example-messages.ts';
import { templateExamples } from './example-templates.ts';
import { openScene } from './scene.ts';

const named = (name: string) => content('template', change(templateExamples.login_code, { name }));
const all = ['sent', 'delivered', 'read'];

const courses: [string, Record<string, unknown>, string[], string][] = [
  ['a document', simpleExamples.document, all, 'service'],
  ['an interactive message', content('interactive', interactiveExamples.list), all, 'service'],
  ['a reaction', simpleExamples.reaction, ['sent'], 'service'],
  ['a voice note', simpleExamples['voice note'], [...all, 'played'], 'service'],
  ['an audio file', content('audio', { id: '1', voice: false }), all, 'service'],
  ['a template', named('login_code'), all, 'utility'],
  ['a template with promo in its name', named('autumn_promo'), all, 'marketing'],
  ['a template with sale in its name', named('sale_sept'), all, 'marketing'],
];

test.each(courses)('%s is told as %j', async (_, message, expected, category) => {
  await using scene = await openScene();
  await scene.send(message);
  const statuses = await scene.receiver.waitForStatuses(expected.length);
  expect(statuses.map(({ status }) => status)).toEqual(expected);
  expect(await scene.allTold()).toMatchObject({ told: expected.length });
  expect(statuses[0]).toMatchObject({ pricing: { category } });
});

test('a template is paid for, and its answer says that it is not held back', async () => {
  await using scene = await openScene();
  const answer = await scene.send(named('login_code'));
  expect(answer.json()).toMatchObject({ messages: [{ message_status: 'accepted' }] });
  const [status] = await scene.receiver.waitForStatuses(1);
  expect(status).toMatchObject({ pricing: { billable: true, type: 'regular', category: 'utility' } });
});

test('only templates are answered with a message_status', async () => {
  await using scene = await openScene();
  expect((await scene.send()).text).not.toContain('message_status');
});

test('the time of played lies after that of read', async () => {
  await using scene = await openScene({
    SIMULATOR_WEBHOOK_DELAYS_MS: '0,0,1000',
    SIMULATOR_FLUSH_MS: '1000',
  });
  await scene.send(simpleExamples['voice note']);
  await scene[Symbol.asyncDispose](); // stopping posts at once what was to come later
  const statuses = await scene.receiver.waitForStatuses(4);
  const timeOf = (word: string) => Number(statuses.find(({ status }) => status === word)?.timestamp);
  expect(timeOf('played')).toBe(timeOf('read') + 1);
});

test('a rule decides for a reaction as for any other message', async () => {
  await using scene = await openScene();
  await scene.setRules({ webhooks: { order: ['sent', 'failed'], failWith: 131009 } });
  await scene.send(simpleExamples.reaction);
  const statuses = await scene.receiver.waitForStatuses(2);
  expect(statuses.map(({ status }) => status)).toEqual(['sent', 'failed']);
});
