import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSlots } from '../../src/whatsapp/slots.ts';

const patient = new AbortController().signal;

test('slots are given in the order in which they were asked for', async () => {
  const slots = createSlots(1);
  const order: string[] = [];
  const first = await slots.take(patient);
  const others = ['second', 'third'].map(async (name) => {
    const release = await slots.take(patient);
    order.push(name);
    release?.();
  });
  first?.();
  await Promise.all(others);
  expect(order).toEqual(['second', 'third']);
});

test('who gave up is passed over, and who comes with an ended signal gets nothing', async () => {
  const slots = createSlots(1);
  const first = await slots.take(patient);
  const impatient = new AbortController();
  const second = slots.take(impatient.signal);
  const third = slots.take(patient);
  impatient.abort();
  first?.();
  expect(await second).toBeUndefined();
  expect(await third).toBeTypeOf('function');
  expect(await slots.take(AbortSignal.abort())).toBeUndefined();
});

test('whatever happens, never more hold a slot than there are, and none is lost', async () => {
  const steps = fc.array(fc.constantFrom('take', 'release', 'give up'), { maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 4 }), steps, async (count, actions) => {
      const slots = createSlots(count);
      const held: (() => void)[] = [];
      const waiting = new Set<AbortController>();
      for (const action of actions) {
        if (action === 'take') {
          const asker = new AbortController();
          waiting.add(asker);
          void slots.take(asker.signal).then((release) => {
            waiting.delete(asker);
            if (release !== undefined) held.push(release);
          });
        }
        if (action === 'release') held.shift()?.();
        if (action === 'give up') for (const asker of [...waiting].slice(0, 1)) asker.abort();
        await settled();
        expect(held.length).toBeLessThanOrEqual(count);
        // Nobody waits while a slot is free.
        expect(waiting.size === 0 || held.length === count).toBe(true);
      }
    }),
  );
});

/** All microtasks of the step have run: nothing here waits for anything else. */
async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}
