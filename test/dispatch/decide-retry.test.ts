import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maxTries } from '../../src/delivery/settle-attempt.ts';
import { decideRetry, type Spent } from '../../src/dispatch/decide-retry.ts';
import type { SendOutcome } from '../../src/whatsapp/classify-answer.ts';
import type { Failure, FailureAction } from '../../src/whatsapp/failure.ts';

const capMs = 300_000;
const spent = fc
  .integer({ min: 1, max: 500 })
  .chain((attempt) =>
    fc.record({ attempt: fc.constant(attempt), tries: fc.nat(Math.min(attempt - 1, maxTries - 1)) }),
  );
const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test.each(['ACCEPTED', 'ACCEPTED_ID_LOST', 'UNKNOWN'] as const)(
  '%s is never repeated: it may have been sent',
  (name) => {
    const outcomes: Record<typeof name, SendOutcome> = {
      ACCEPTED: { class: 'ACCEPTED', wamid: 'wamid.OUT1' },
      ACCEPTED_ID_LOST: { class: 'ACCEPTED_ID_LOST', httpStatus: 200 },
      UNKNOWN: { class: 'UNKNOWN', reason: 'DEADLINE' },
    };
    expect(decideRetry(outcomes[name], { attempt: 1, tries: 0 }, capMs, Math.random)).toBeUndefined();
  },
);

test('what was not written is always repeated, costs no try, and waits 5 minutes at most', () => {
  fc.assert(
    fc.property(spent, chance, (spent, random) => {
      const retry = decideRetry({ class: 'NOT_WRITTEN', reason: 'ECONNREFUSED' }, spent, capMs, () => random);
      expect(retry).toMatchObject({ costsTry: false });
      expectWithin(retry?.afterMs, 0, Math.min(capMs, 1000 * 2 ** spent.attempt));
    }),
  );
});

test('waiting is drawn from the whole span, so that a burst that failed together does not come back together', () => {
  const waits = [0, 0.25, 0.5, 0.999].map((random) =>
    waitOf('BACK_OFF', { attempt: 3, tries: 2 }, () => random),
  );
  expect(waits).toEqual([0, 2_000, 4_000, 7_992]);
});

test('a refusal for good is not repeated', () => {
  expect(decideRetry(refused('NEVER'), { attempt: 1, tries: 0 }, capMs, Math.random)).toBeUndefined();
});

test('backing off costs a try each time, doubles its span, and never waits less than WhatsApp asks for or more than 5 minutes beyond', () => {
  fc.assert(
    fc.property(spent, chance, fc.option(fc.nat(600), { nil: undefined }), (spent, random, waitSeconds) => {
      fc.pre(spent.tries + 1 < maxTries);
      const retry = decideRetry(refused('BACK_OFF', { waitSeconds }), spent, capMs, () => random);
      const least = (waitSeconds ?? 0) * 1000;
      expect(retry).toMatchObject({ costsTry: true });
      expectWithin(retry?.afterMs, least, Math.max(least, Math.min(capMs, 1000 * 2 ** (spent.tries + 1))));
    }),
  );
});

test('backing off ends with the last try, which is earlier where patience rarely helps', () => {
  const after = (tries: number, limit?: number) =>
    decideRetry(refused('BACK_OFF', { maxTries: limit }), { attempt: tries + 1, tries }, capMs, Math.random);
  expect(after(maxTries - 2)).toBeDefined();
  expect(after(maxTries - 1)).toBeUndefined();
  expect(after(1, 3)).toBeDefined();
  expect(after(2, 3)).toBeUndefined();
});

test.each([
  { action: 'PAUSE_PAIR', parkedFor: 'PAIR_PACE', waitSeconds: undefined, least: 1_000 },
  { action: 'PAUSE_TEMPLATE', parkedFor: 'TEMPLATE_PAUSED', waitSeconds: 10_800, least: 10_800_000 },
  { action: 'SLOW_SENDER', parkedFor: undefined, waitSeconds: 1, least: 1_000 },
] as const)(
  '$action waits $least ms or a little more, costs no try and says why it waits',
  ({ action, parkedFor, waitSeconds, least }) => {
    fc.assert(
      fc.property(spent, chance, (spent, random) => {
        const retry = decideRetry(refused(action, { waitSeconds }), spent, capMs, () => random);
        expect(retry).toMatchObject({ costsTry: false });
        expect(retry?.parkedFor).toBe(parkedFor);
        expectWithin(retry?.afterMs, least, least + 2_000);
      }),
    );
  },
);

test('a message whose sender is paused is ready again at once, since it may be the one that tries the gate', () => {
  for (const waitSeconds of [undefined, 300]) {
    const retry = decideRetry(
      refused('PAUSE_SENDER', { waitSeconds }),
      { attempt: 9, tries: 0 },
      capMs,
      Math.random,
    );
    expect(retry).toEqual({ afterMs: 0, costsTry: false });
  }
});

test.each([
  { action: 'WAIT_FOR_WINDOW', waitSeconds: undefined, least: 600_000 },
  { action: 'WAIT_FOR_WINDOW', waitSeconds: 86_400, least: 86_400_000 },
] as const)(
  '$action with waitSeconds $waitSeconds waits $least ms at least, costs no try and never gives up',
  ({ action, waitSeconds, least }) => {
    fc.assert(
      fc.property(spent, chance, (spent, random) => {
        const retry = decideRetry(refused(action, { waitSeconds }), spent, capMs, () => random);
        expect(retry).toMatchObject({ costsTry: false });
        expectWithin(retry?.afterMs, least, least + capMs);
      }),
    );
  },
);

function waitOf(action: FailureAction, spent: Spent, random: () => number): number | undefined {
  return decideRetry(refused(action), spent, capMs, random)?.afterMs;
}

function refused(
  action: FailureAction,
  given: { waitSeconds?: number | undefined; maxTries?: number | undefined } = {},
): SendOutcome {
  const limits: Pick<Failure, 'waitSeconds' | 'maxTries'> = {};
  if (given.waitSeconds !== undefined) limits.waitSeconds = given.waitSeconds;
  if (given.maxTries !== undefined) limits.maxTries = given.maxTries;
  const failure: Failure = {
    code: '1',
    title: 'T',
    advice: 'A',
    fault: 'WHATSAPP',
    scope: 'SYNC',
    action,
    ...limits,
  };
  return { class: 'REFUSED', httpStatus: 400, error: { code: '1', title: 'T' }, failure };
}

function expectWithin(value: number | undefined, least: number, most: number): void {
  expect(value).toBeGreaterThanOrEqual(least);
  expect(value).toBeLessThanOrEqual(most);
}
