import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { maxNames } from '../../src/contacts/unite-names.ts';
import { inboundWebhook } from '../support/people-webhook.ts';
import { fixture } from '../whatsapp/fixture.ts';
import { changes, metadata } from '../whatsapp/webhook-body.ts';
import { openPeopleScene, type PeopleScene } from './people-scene.ts';

let scene: PeopleScene;
beforeAll(async () => {
  scene = await openPeopleScene();
});
afterAll(() => scene[Symbol.asyncDispose]());

const take = (body: Buffer): Promise<void> => scene.take(body);
const isStopped = async (name: string): Promise<boolean> => (await scene.stopped(name)).length > 0;

/** Every form in which WhatsApp, or a sample of somebody, tells that one name became another. */
const shapes = [
  ['the old id in from_user_id', (o, n) => [{ from_user_id: o, system: { user_id: n } }]],
  [
    'the old id in from_user_id, the new one as new_user_id',
    (o, n) => [{ from_user_id: o, system: { new_user_id: n } }],
  ],
  [
    'the old id in system.previous_user_id',
    (o, n) => [{ from_user_id: n, system: { previous_user_id: o, user_id: n } }],
  ],
  [
    'previous_user_id without the new one in system',
    (o, n) => [{ from_user_id: n, system: { previous_user_id: o } }],
  ],
  ['previous_parent_user_id', (o, n) => [{ from_user_id: n, system: { previous_parent_user_id: o } }]],
  ['previous_user_id beside system', (o, n) => [{ from_user_id: n, previous_user_id: o, system: {} }]],
  ['previous_user_id in the contact', (o, n) => [{ system: {} }, { user_id: n, previous_user_id: o }]],
  ['the new id in the only contact', (o, n) => [{ system: { previous_user_id: o } }, { user_id: n }]],
  ['the new parent id only', (o, n) => [{ from_parent_user_id: n, system: { previous_parent_user_id: o } }]],
  [
    'both ids in the text only',
    (o, n) => [{ from_user_id: n, system: { body: `Ana changed from ${o} to ${n}` } }],
  ],
  ['both ids in one field', (o, n) => [{ system: { user_id: { previous: o, current: n } } }]],
  ['old_parent_user_id', (o, n) => [{ from_user_id: n, system: { old_parent_user_id: o } }]],
] as const satisfies readonly (readonly [string, (old: string, now: string) => [object, object?]])[];

function changeWebhook(shape: (typeof shapes)[number][1], old: string, now: string): Buffer {
  const [{ system, ...names }, contact] = shape(old, now) as [{ system: object }, object?];
  const message = { id: 'wamid.SYS', timestamp: '1788256900', type: 'system', ...names };
  const told = { ...message, system: { type: 'user_changed_user_id', ...system } };
  return Buffer.from(JSON.stringify(inboundWebhook([told], contact ? [contact] : [])));
}

function saidWebhook(userId: string, body: string, timestamp: string): Buffer {
  const said = { id: 'wamid.SAID', timestamp, type: 'text', text: { body } };
  return Buffer.from(JSON.stringify(inboundWebhook([{ from_user_id: userId, ...said }])));
}

function stopWebhook(userId: string): Buffer {
  return saidWebhook(userId, 'STOP', '1788256800');
}

let count = 0;
const newId = (): string => {
  count += 1;
  return count % 3 === 0 ? `US.ENT.${count}Changed` : `US.${count}Changed`;
};

test.each(shapes)('an opt-out outlasts a change of the user id that is told by %s', async (_name, shape) => {
  const [old, now] = [newId(), newId()];
  await take(stopWebhook(old));
  await take(changeWebhook(shape, old, now));
  expect(await isStopped(now)).toBe(true);
});

test('an opt-out outlasts a change of the user id that is told in a field of its own', async () => {
  const [old, now] = [newId(), newId()];
  const update = { user_id: { previous: old, current: now }, timestamp: '1788256900' };
  await take(stopWebhook(old));
  await take(changes([{ field: 'user_id_update', value: { ...metadata, user_id_update: [update] } }]));
  expect(await isStopped(now)).toBe(true);
});

test('the sample of a changed user id links the old id with the new one', async () => {
  await take(Buffer.from(await fixture('webhook-changed-user-id')));
  await take(stopWebhook('US.13491208655302741918'));
  expect(await isStopped('US.20391208655302741000')).toBe(true);
});

test('however often somebody changes and whenever they opted out, the list holds under every name they had', async () => {
  const chain = fc.record({
    changes: fc.array(fc.constantFrom(...shapes.map(([, shape]) => shape)), { minLength: 1, maxLength: 6 }),
    stopsAfter: fc.nat(6),
    order: fc.array(fc.nat(1_000), { minLength: 7, maxLength: 7 }),
  });
  await fc.assert(
    fc.asyncProperty(chain, async ({ changes, stopsAfter, order }) => {
      const names = [newId(), ...changes.map(newId)];
      const stop = stopWebhook(names[Math.min(stopsAfter, changes.length)] ?? '');
      const told = changes.map((shape, index) =>
        changeWebhook(shape, names[index] ?? '', names[index + 1] ?? ''),
      );
      const webhooks = [stop, ...told].map((body, index) => ({ body, place: order[index] ?? 0 }));
      for (const { body } of webhooks.sort((a, b) => a.place - b.place)) await take(body);
      for (const name of names) expect(await isStopped(name)).toBe(true);
    }),
    { numRuns: 40 },
  );
});

test('what somebody calls themselves links nobody: only the end of the text is WhatsApp’s own', async () => {
  const [victim, old, now] = [newId(), newId(), newId()];
  await take(stopWebhook(old));
  const body = `Ana from ${victim} to ${old} changed their name`;
  const system = { type: 'user_changed_user_id', body };
  const message = { from_user_id: now, id: 'wamid.SYS', timestamp: '1788256900', type: 'system', system };
  await take(Buffer.from(JSON.stringify(inboundWebhook([message]))));
  await take(
    Buffer.from(
      JSON.stringify(
        inboundWebhook([{ ...message, system: { ...system, body: `Ana from ${old} to ${victim}` } }]),
      ),
    ),
  );
  expect(await isStopped(victim)).toBe(false);
});

test('an opt-out outlasts more changes than one person may have names', async () => {
  const names = Array.from({ length: maxNames + 10 }, newId);
  const [first = '', ...later] = names;
  await take(stopWebhook(first));
  for (const [index, name] of later.entries())
    await take(changeWebhook(shapes[0][1], names[index] ?? '', name));
  expect(await isStopped(names.at(-1) ?? '')).toBe(true);
});

test('and who came back after more changes than that is back', async () => {
  const names = Array.from({ length: maxNames + 3 }, newId);
  const [first = '', ...later] = names;
  const last = names.at(-1) ?? '';
  await take(stopWebhook(first));
  for (const [index, name] of later.entries())
    await take(changeWebhook(shapes[0][1], names[index] ?? '', name));
  await take(saidWebhook(last, 'START', '1788257000'));
  await take(changeWebhook(shapes[0][1], names[maxNames - 1] ?? '', names[maxNames] ?? ''));
  expect(await isStopped(last)).toBe(false);
});
