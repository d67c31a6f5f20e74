import { expect, test } from 'vitest';
import type { AttemptOutcome, Held } from '../../src/delivery/delivery.ts';
import { maxTries, settleAttempt, type Settlement } from '../../src/delivery/settle-attempt.ts';
import { rank, statusOf } from '../../src/delivery/status.ts';
import { after, attempt, delivery, messageId, now, sending, wamid } from './made.ts';

const error = { code: '131016', title: 'Service unavailable' };
const again = { afterMs: 5_000, costsTry: true };
const outcomes: AttemptOutcome[] = ['NOT_WRITTEN', 'REFUSED', 'ACCEPTED', 'ACCEPTED_ID_LOST', 'UNKNOWN'];

test('an accepted attempt hands the message over, with its wamid and the time', () => {
  expect(settle(sending(), { outcome: 'ACCEPTED', wamid })).toMatchObject({
    delivery: {
      phase: 'HANDED_OVER',
      rank: rank.ACCEPTED,
      wamid,
      acceptedAt: now,
      inDoubt: false,
      leaseUntil: null,
      error: null,
    },
    attempts: [{ attempt: 1, outcome: 'ACCEPTED', wamid, finishedAt: now }],
    drafts: [{ kind: 'STATUS', status: 'ACCEPTED', attempt: 1 }],
  });
});

test.each(['UNKNOWN', 'ACCEPTED_ID_LOST'] as const)(
  '%s leaves the message in doubt, whatever retry is offered',
  (outcome) => {
    expect(settle(sending(), { outcome, retry: again })).toMatchObject({
      delivery: { phase: 'UNKNOWN', inDoubt: true, ready: false, leaseUntil: null, tries: 0 },
      drafts: [{ status: 'UNKNOWN' }],
    });
  },
);

test('a refusal that may be repeated waits for its time, and counts only where it should', () => {
  const waits = { phase: 'RETRY_WAIT', ready: false, inDoubt: false, error, notBefore: after(5_000) };
  expect(settle(sending(), { outcome: 'REFUSED', error, retry: again }).delivery).toMatchObject({
    ...waits,
    tries: 1,
  });
  const free = { afterMs: 5_000, costsTry: false };
  expect(settle(sending(), { outcome: 'NOT_WRITTEN', error, retry: free }).delivery).toMatchObject({
    ...waits,
    tries: 0,
  });
});

test('a refusal for good fails the message, with its reason and the time', () => {
  expect(settle(sending(), { outcome: 'REFUSED', error })).toMatchObject({
    delivery: { phase: 'FAILED', inDoubt: false, error, failedAt: now },
    drafts: [{ status: 'FAILED', detail: { error } }],
  });
});

test('the last of all tries fails the message', () => {
  const last = sending(maxTries, { tries: maxTries - 1 });
  expect(settle(last, { outcome: 'REFUSED', error, retry: again }).delivery).toMatchObject({
    phase: 'FAILED',
    tries: maxTries,
  });
});

test.each(outcomes)(
  'an earlier attempt that ends as %s while a newer one runs does not stop the newer one',
  (outcome) => {
    const late = settleAttempt(sending(2), settlement({ attempt: 1, outcome, error, retry: again }), now);
    expect(late.delivery).toEqual(sending(2).delivery);
    expect(late.attempts.map((each) => each.outcome)).toEqual([outcome, null]);
    expect(late.drafts).toEqual([]);
  },
);

test('an earlier attempt that turns out to be accepted stops the newer one: it is the message', () => {
  const late = settleAttempt(sending(2), settlement({ attempt: 1, outcome: 'ACCEPTED', wamid }), now);
  expect(late.delivery).toMatchObject({ phase: 'HANDED_OVER', wamid });
});

test('an attempt that nobody started settles nothing', () => {
  const held = sending();
  expect(settleAttempt(held, settlement({ attempt: 7, outcome: 'REFUSED' }), now)).toEqual({
    ...held,
    drafts: [],
  });
});

test.each(outcomes)('a webhook that was faster keeps its proof when the answer ends as %s', (outcome) => {
  const delivered = delivery({ phase: 'HANDED_OVER', rank: rank.DELIVERED, attempt: 1, ready: false, wamid });
  const held = { delivery: delivered, attempts: [attempt(1, { rank: rank.DELIVERED, wamid })] };
  const settled = settle(held, {
    outcome,
    wamid: outcome === 'ACCEPTED' ? wamid : undefined,
    error,
    retry: again,
  });
  expect(settled.delivery).toMatchObject({ phase: 'HANDED_OVER', rank: rank.DELIVERED, wamid, error: null });
  expect(settled.drafts).toEqual([]);
});

test.each(['UNKNOWN', 'UNCONFIRMED'] as const)(
  'a refusal that comes late, when the message is already %s, clears the doubt',
  (phase) => {
    const held: Held = {
      delivery: delivery({ phase, attempt: 1, inDoubt: true, ready: false }),
      attempts: [attempt(1)],
    };
    expect(settle(held, { outcome: 'REFUSED', error }).delivery).toMatchObject({
      phase: 'FAILED',
      inDoubt: false,
    });
    expect(settle(held, { outcome: 'REFUSED', error, retry: again }).delivery).toMatchObject({
      phase: 'RETRY_WAIT',
      inDoubt: false,
    });
    expect(settle(held, { outcome: 'UNKNOWN' }).delivery).toEqual(held.delivery);
  },
);

test.each(['UNKNOWN', 'UNCONFIRMED'] as const)(
  'while an earlier attempt may still arrive, the refusal of the last one leaves it %s',
  (phase) => {
    const held: Held = {
      delivery: delivery({ phase, attempt: 2, inDoubt: true, ready: false }),
      attempts: [attempt(1, { outcome: 'UNKNOWN', finishedAt: now }), attempt(2)],
    };
    const settled = settle(held, { outcome: 'REFUSED', error });
    expect(settled.delivery).toMatchObject({ phase, inDoubt: true });
    expect(statusOf(settled.delivery)).toBe(phase);
  },
);

test('the refusal of a second copy leaves it UNCONFIRMED when the silence of the first was judged already', () => {
  const first = attempt(1, { outcome: 'UNKNOWN', finishedAt: now, closed: true });
  const held: Held = {
    delivery: sending(2, { inDoubt: true, possibleDuplicate: true }).delivery,
    attempts: [first, attempt(2)],
  };
  expect(settle(held, { outcome: 'REFUSED', error }).delivery).toMatchObject({
    phase: 'UNCONFIRMED',
    inDoubt: true,
  });
});

test('a late refusal of the first copy, before a second one was made, clears the doubt and the flag', () => {
  const held: Held = {
    delivery: delivery({ phase: 'RETRY_WAIT', attempt: 1, inDoubt: true, possibleDuplicate: true }),
    attempts: [attempt(1, { closed: true })],
  };
  expect(settle(held, { outcome: 'REFUSED', error, retry: again }).delivery).toMatchObject({
    phase: 'RETRY_WAIT',
    inDoubt: false,
    possibleDuplicate: false,
  });
});

test('a second copy that is refused is not tried again when WhatsApp turns out to have taken the first', () => {
  const held: Held = {
    delivery: sending(2, { inDoubt: true, possibleDuplicate: true }).delivery,
    attempts: [attempt(1, { outcome: 'ACCEPTED_ID_LOST', finishedAt: now, closed: true }), attempt(2)],
  };
  expect(settle(held, { outcome: 'REFUSED', error, retry: again }).delivery).toMatchObject({
    phase: 'UNCONFIRMED',
    inDoubt: true,
  });
});

test('a message that its owner gave up is not tried again when its refusal comes late: it has failed', () => {
  const held: Held = {
    delivery: delivery({ phase: 'UNCONFIRMED', attempt: 1, inDoubt: true, ready: false, givenUp: true }),
    attempts: [attempt(1, { closed: true })],
  };
  expect(settle(held, { outcome: 'REFUSED', error, retry: again }).delivery).toMatchObject({
    phase: 'FAILED',
    inDoubt: false,
  });
});

test('the failure of the first copy that waited for the second ends the message when the second is refused', () => {
  const failed = { code: '131026', title: 'Message undeliverable' };
  const first = attempt(1, { outcome: 'UNKNOWN', finishedAt: now, closed: true, rank: rank.FAILED, wamid });
  const held: Held = {
    delivery: sending(2, { inDoubt: true, possibleDuplicate: true, error: failed, wamid }).delivery,
    attempts: [first, attempt(2)],
  };
  expect(settle(held, { outcome: 'REFUSED', error, retry: again })).toMatchObject({
    delivery: { phase: 'HANDED_OVER', rank: rank.FAILED, inDoubt: false, error: failed },
    drafts: [{ status: 'FAILED', detail: { error: failed, possibleDuplicate: true } }],
  });
});

/** Of the latest attempt. */
function settle(held: Held, end: Partial<Settlement> & { outcome: AttemptOutcome }) {
  return settleAttempt(held, settlement({ attempt: held.delivery.attempt, ...end }), now);
}

function settlement(end: Partial<Settlement> & { outcome: AttemptOutcome }): Settlement {
  return { messageId, attempt: 1, durationMs: 12, ...end };
}
