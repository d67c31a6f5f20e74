import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changes, inbound, metadata, status } from '../whatsapp/webhook-body.ts';
import { openPeopleScene, type PeopleScene } from './people-scene.ts';

let scene: PeopleScene;
beforeAll(async () => {
  scene = await openPeopleScene();
});
afterAll(() => scene[Symbol.asyncDispose]());

let count = 0;
const newNumber = (): string => `1650555${String((count += 1)).padStart(4, '0')}`;
const take = (value: object, field = 'messages'): Promise<void> =>
  scene.take(changes([{ field, value: { ...metadata, ...value } }]));

/** Which lists hold somebody who sends this message, by itself. */
async function stoppedBy(message: object, field = 'messages'): Promise<string[]> {
  const from = newNumber();
  const messages = [inbound({ from, ...message })];
  await take(field === 'standby' ? { standby: { messages } } : { messages }, field);
  return scene.stopped(from);
}

describe('who says STOP is not written to, whatever stands around the word:', () => {
  test.each([
    ['half of a character', 'STOP \uD83D'],
    ['U+0000', 'STOP\0'],
    ['260 blanks', `STOP${' '.repeat(260)}`],
    ['260 emoji on both sides', `${'🙏'.repeat(130)}Stop!${'🙏'.repeat(130)}`],
    ['4,000 blanks before it', `${' '.repeat(4_000)}STOP`],
  ])('%s', async (_what, body) => {
    expect(await stoppedBy({ text: { body } })).toEqual(['ALL']);
  });

  test('but a long text is no opt-out, whatever it begins with', async () => {
    expect(await stoppedBy({ text: { body: `STOP ${'x'.repeat(300)}` } })).toEqual([]);
    expect(await stoppedBy({ text: { body: 'STOP '.repeat(60) } })).toEqual([]);
  });
});

describe('who presses or chooses it is not written to either:', () => {
  const interactive = (kind: string, reply: object) => ({
    type: 'interactive',
    text: undefined,
    interactive: { type: kind, [kind]: reply },
  });
  test.each([
    ['the title of a row', interactive('list_reply', { id: '7', title: 'STOP' })],
    ['the id of a row', interactive('list_reply', { id: 'stop', title: 'Enough' })],
    ['the title of a button', interactive('button_reply', { id: '7', title: 'Unsubscribe' })],
    ['the id of a button', interactive('button_reply', { id: 'unsubscribe', title: 'Enough' })],
  ])('%s', async (_what, message) => {
    expect(await stoppedBy(message)).toEqual(['ALL']);
  });

  test('but a row that only tells more in its description is none', async () => {
    const row = { id: '7', title: 'Bus', description: 'stop' };
    expect(await stoppedBy(interactive('list_reply', row))).toEqual([]);
  });
});

test.each([null, ''])('who says STOP in a group of %j says it to us', async (group_id) => {
  expect(await stoppedBy({ group_id, text: { body: 'STOP' } })).toEqual(['ALL']);
});

test('who says STOP to a number in standby is not written to', async () => {
  expect(await stoppedBy({ text: { body: 'STOP' } }, 'standby')).toEqual(['ALL']);
});

describe('error 131050 opts out of marketing', () => {
  test.each([
    ['as the second error', { errors: [{ code: 131026 }, { code: 131050 }] }],
    ['as the only one, in no list', { errors: { code: 131050 } }],
    ['beside a participant that is null', { errors: [{ code: 131050 }], recipient_participant_id: null }],
  ])('%s', async (_how, given) => {
    const recipient_id = newNumber();
    await take({ statuses: [status({ recipient_id, status: 'failed', ...given })] });
    expect(await scene.stopped(recipient_id)).toEqual(['MARKETING']);
  });

  test('and not in a group', async () => {
    const [recipient_id, recipient_participant_id] = [newNumber(), newNumber()];
    const failed = { recipient_id, recipient_participant_id, status: 'failed', errors: [{ code: 131050 }] };
    await take({ statuses: [status(failed)], contacts: [{ wa_id: recipient_participant_id }] });
    expect(await scene.stopped(recipient_id)).toEqual([]);
    expect(await scene.stopped(recipient_participant_id)).toEqual([]);
  });
});

describe('coming back counts only when it is known to be later:', () => {
  const said = (from: string, body: string, timestamp: unknown) =>
    take({ messages: [inbound({ from, text: { body }, timestamp })] });

  test.each([undefined, null, 'soon', '2026-09-01'])('not with the time %j', async (timestamp) => {
    const from = newNumber();
    await said(from, 'STOP', '1788256900');
    await said(from, 'START', timestamp);
    expect(await scene.stopped(from)).toEqual(['ALL']);
    const resume = { wa_id: from, category: 'marketing_messages', value: 'resume', timestamp };
    await take({ user_preferences: [{ ...resume, value: 'stop' }] }, 'user_preferences');
    await take({ user_preferences: [resume] }, 'user_preferences');
    expect(await scene.stopped(from)).toEqual(['ALL', 'MARKETING']);
  });

  test.each([1_788_256_960.5, '1788256960.0', '2026-09-01T10:02:40Z', '2026-09-01T12:02:40+0200'])(
    'and the time %j tells it',
    async (timestamp) => {
      const from = newNumber();
      await said(from, 'START', timestamp);
      // Told late, and said before.
      await said(from, 'STOP', '1788256900');
      expect(await scene.stopped(from)).toEqual([]);
      await said(from, 'STOP', '1788257000');
      await said(from, 'START', timestamp);
      expect(await scene.stopped(from)).toEqual(['ALL']);
    },
  );
});

test.each([
  ['Ivory Coast', '22507123456', '+2250707123456'],
  ['Gabon', '2416123456', '+24166123456'],
  ['Cameroon', '23777123456', '+237677123456'],
  ['Mauritius', '2307123456', '+23057123456'],
  ['Vietnam', '841681234567', '+84381234567'],
  ['Benin', '22997123456', '+2290197123456'],
])('a STOP from an old number of %s holds for the new one', async (_country, old, now) => {
  await take({ messages: [inbound({ from: old, text: { body: 'STOP' } })] });
  expect(await scene.stopped(now)).toEqual(['ALL']);
});

test('who is added to a group by somebody who opted out is another person', async () => {
  const [from, wa_id] = [newNumber(), newNumber()];
  await take({ messages: [inbound({ from, text: { body: 'STOP' } })] });
  const system = { type: 'group_participant_added', wa_id };
  await take({ messages: [inbound({ from, type: 'system', group_id: 'g', text: undefined, system })] });
  await take({ messages: [inbound({ from, type: 'system', text: undefined, system })] });
  expect(await scene.stopped(wa_id)).toEqual([]);
});

test('an old number in another spelling is the same person', async () => {
  const [old, from] = [newNumber(), newNumber()];
  await take({ messages: [inbound({ from: old, text: { body: 'STOP' } })] });
  const spelt = `+1 (650) 555-${old.slice(-4)}`;
  const system = { type: 'user_changed_number', previous_wa_id: spelt };
  await take({ messages: [inbound({ from, type: 'system', text: undefined, system })] });
  expect(await scene.stopped(from)).toEqual(['ALL']);
});
