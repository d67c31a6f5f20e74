import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cancel } from '../../src/delivery/cancel-delivery.ts';
import { claim } from '../../src/delivery/claim-deliveries.ts';
import {
  move,
  type AttemptOutcome,
  type Held,
  type Moved,
  type UnknownPolicy,
} from '../../src/delivery/delivery.ts';
import { expire } from '../../src/delivery/expire-deliveries.ts';
import { proveStatus } from '../../src/delivery/prove-status.ts';
import { giveUp, resendAsked } from '../../src/delivery/resolve-delivery.ts';
import { maxTries, settleAttempt } from '../../src/delivery/settle-attempt.ts';
import { giveToPolicy } from '../../src/delivery/settle-unknown.ts';
import { rank, type Phase, type Rank } from '../../src/delivery/status.ts';
import { endLease } from '../../src/delivery/sweep-leases.ts';
import { after, delivery, messageId, now } from './made.ts';

/** Everything that can happen to a message, in any order; what does not apply at that moment does not happen. */
type Step =
  | { act: 'CLAIM'; taken: boolean; answer: AnswerIfTaken & AnswerIfNotTaken }
  | { act: 'SETTLE'; attempt: number }
  | { act: 'PROVE'; attempt: number; rank: Rank }
  | { act: 'SWEEP' | 'EXPIRE' | 'CANCEL' | 'PROMOTE' | 'SILENCE' | 'RESEND' | 'GIVE_UP' };
interface AnswerIfTaken {
  taken: 'ACCEPTED' | 'ACCEPTED_ID_LOST' | 'UNKNOWN';
}
interface AnswerIfNotTaken {
  notTaken: { outcome: 'NOT_WRITTEN' | 'REFUSED' | 'UNKNOWN'; retry: boolean };
}

const attempts = fc.constantFrom(1, 1, 2, 3);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: claimStep() },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('SETTLE'), attempt: attempts }) },
  {
    weight: 2,
    arbitrary: fc.record({
      act: fc.constant('PROVE'),
      attempt: attempts,
      rank: fc.constantFrom(rank.SENT, rank.FAILED, rank.DELIVERED, rank.READ),
    }),
  },
  { weight: 3, arbitrary: fc.record({ act: fc.constantFrom('SWEEP', 'EXPIRE', 'CANCEL', 'PROMOTE') }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('SILENCE') }) },
);
const ownersWord: fc.Arbitrary<Step> = fc.record({ act: fc.constantFrom('RESEND', 'GIVE_UP') });
const stories = (steps: fc.Arbitrary<Step>) => fc.array(steps, { maxLength: 30, size: 'max' });

test('whatever happens in whatever order, a message that may have been sent is never called unsent, and it is sent once at most', () => {
  fc.assert(
    fc.property(stories(step), (steps) => {
      const world = new World('HOLD');
      for (const each of steps) {
        world.take(each);
        expect(world.faults()).toEqual([]);
        expect(world.copies()).toBeLessThanOrEqual(1);
      }
    }),
    { numRuns: 5_000 },
  );
});

test('whatever the policy and the owner say, each second copy is flagged before it leaves, and what WhatsApp certainly took is never sent again', () => {
  const steps = fc.oneof({ weight: 10, arbitrary: step }, { weight: 2, arbitrary: ownersWord });
  fc.assert(
    fc.property(fc.constantFrom('HOLD', 'RESEND'), stories(steps), (policy, steps) => {
      const world = new World(policy);
      for (const each of steps) {
        const rankBefore = world.held.delivery.rank;
        world.take(each);
        expect(world.faults()).toEqual([]);
        expect(world.held.delivery.rank).toBeGreaterThanOrEqual(rankBefore);
      }
      expect(world.unflagged).toEqual([]);
      expect(world.sentAgainAlthoughTaken).toEqual([]);
    }),
    { numRuns: 5_000 },
  );
});

test('with RESEND a message is tried again until tries run out, and then stands as UNCONFIRMED', () => {
  const world = new World('RESEND');
  const lost: Step = {
    act: 'CLAIM',
    taken: true,
    answer: { taken: 'UNKNOWN', notTaken: { outcome: 'UNKNOWN', retry: false } },
  };
  for (let number = 1; number <= maxTries + 1; number += 1) {
    world.take(lost);
    world.take({ act: 'SETTLE', attempt: number });
    world.take({ act: 'SILENCE' });
  }
  expect(world.held.delivery).toMatchObject({ phase: 'UNCONFIRMED', possibleDuplicate: true, inDoubt: true });
  expect(world.copies()).toBe(maxTries);
});

test('a message that waits for another attempt while an earlier one may have been sent cannot be canceled, and does not expire as unsent', () => {
  const held = { delivery: delivery({ phase: 'RETRY_WAIT', inDoubt: true, ready: false }), attempts: [] };
  expect(cancel(held)).toBeUndefined();
  expect(expire(held).delivery).toMatchObject({ phase: 'UNCONFIRMED', inDoubt: true });
});

/** A message, and beside it the truth that only WhatsApp knows. */
class World {
  held: Held;
  /** Numbers of attempts that may have been second copies and were not flagged, or came after a certain acceptance. */
  unflagged: number[] = [];
  sentAgainAlthoughTaken: number[] = [];
  /** By number of the attempt: whether WhatsApp took it, and how that looks from here. */
  truth = new Map<number, { taken: boolean; outcome: AttemptOutcome; retry: boolean }>();

  constructor(onUnknown: UnknownPolicy) {
    this.held = { delivery: delivery({ onUnknown }), attempts: [] };
  }

  take(step: Step): void {
    this.held = this.after(step) ?? this.held;
  }

  after(step: Step): Moved | undefined {
    const { delivery } = this.held;
    switch (step.act) {
      case 'CLAIM':
        return this.claim(step);
      case 'SETTLE':
        return this.settle(step.attempt);
      case 'PROVE':
        if (this.truth.get(step.attempt)?.taken !== true) return undefined;
        return proveStatus(this.held, {
          attempt: step.attempt,
          wamid: `wamid.${step.attempt}`,
          rank: step.rank,
        });
      case 'SWEEP':
        return delivery.phase === 'SENDING'
          ? this.withAttempts(endLease(this.held, after(3_600_000)))
          : undefined;
      case 'EXPIRE':
        return isExpiring(delivery.phase) ? expire(this.held) : undefined;
      case 'SILENCE':
        return delivery.phase === 'UNKNOWN' ? giveToPolicy(this.held, now) : undefined;
      case 'RESEND':
        return followed(resendAsked(this.held, now, 20_000));
      case 'GIVE_UP':
        return followed(giveUp(this.held));
      case 'CANCEL':
        return cancel(this.held);
      case 'PROMOTE':
        return delivery.phase === 'RETRY_WAIT' ? move(this.held, { ready: true }) : undefined;
    }
  }

  claim({ taken, answer }: Extract<Step, { act: 'CLAIM' }>): Moved | undefined {
    if (!this.held.delivery.ready) return undefined;
    const claimed = claim(this.held.delivery, after(3_600_000), { leaseMs: 30_000, deadlineMs: 20_000 });
    if (claimed?.delivery.phase !== 'SENDING') return claimed && this.withAttempts(claimed);
    const { attempt: number, possibleDuplicate } = claimed.delivery;
    if (this.copies() > 0 && !possibleDuplicate) this.unflagged.push(number);
    if (this.held.attempts.some((each) => each.outcome === 'ACCEPTED_ID_LOST'))
      this.sentAgainAlthoughTaken.push(number);
    const outcome = taken ? { outcome: answer.taken, retry: false } : answer.notTaken;
    this.truth.set(number, { taken, ...outcome });
    return { ...claimed, attempts: [...this.held.attempts, ...claimed.attempts] };
  }

  /** An outcome may be settled late, and twice when its first COMMIT went unanswered. */
  settle(attempt: number): Moved | undefined {
    const truth = this.truth.get(attempt);
    if (!truth) return undefined;
    return settleAttempt(
      this.held,
      {
        messageId,
        attempt,
        outcome: truth.outcome,
        wamid: truth.outcome === 'ACCEPTED' ? `wamid.${attempt}` : undefined,
        durationMs: 1,
        retry: truth.retry ? { afterMs: 0, costsTry: truth.outcome === 'REFUSED' } : undefined,
      },
      after(3_600_000),
    );
  }

  /** The acts of the clock hold no attempts: those in the table stay as they are. */
  withAttempts(moved: Moved): Moved {
    return { ...moved, attempts: this.held.attempts };
  }

  copies(): number {
    return [...this.truth.values()].filter(({ taken }) => taken).length;
  }

  faults(): string[] {
    const {
      phase,
      inDoubt,
      rank: proved,
      leaseUntil,
      ready,
      parkedFor,
      unknownSince,
      givenUp,
    } = this.held.delivery;
    const waits = ['SCHEDULED', 'QUEUED', 'RETRY_WAIT'].includes(phase);
    const saysUnsent =
      phase === 'CANCELED' || phase === 'EXPIRED' || (phase === 'FAILED' && proved === rank.NONE);
    const broken: Record<string, boolean> = {
      'called unsent, and it was sent': saysUnsent && this.copies() > 0,
      // The named CHECKs of the table: breaking one rolls the transaction back, with everything else in it.
      delivery_doubt_is_never_denied: inDoubt && ['FAILED', 'CANCELED', 'EXPIRED'].includes(phase),
      delivery_unknown_is_in_doubt: ['UNKNOWN', 'UNCONFIRMED'].includes(phase) && !inDoubt,
      delivery_lease_while_sending: (phase === 'SENDING') !== (leaseUntil !== null),
      delivery_ready_while_waiting: ready && !['QUEUED', 'RETRY_WAIT'].includes(phase),
      delivery_parked_says_why: (parkedFor !== null) !== (waits && !ready),
      delivery_unknown_has_a_beginning: (unknownSince !== null) !== (phase === 'UNKNOWN'),
      delivery_given_up_is_unconfirmed: givenUp && !['UNCONFIRMED', 'HANDED_OVER', 'FAILED'].includes(phase),
      delivery_handed_over_is_proved: phase === 'HANDED_OVER' && proved === rank.NONE,
    };
    return Object.keys(broken).filter((name) => broken[name]);
  }
}

function followed(answer: Moved | string): Moved | undefined {
  return typeof answer === 'string' ? undefined : answer;
}

function isExpiring(phase: Phase): boolean {
  return ['SCHEDULED', 'QUEUED', 'RETRY_WAIT', 'UNKNOWN'].includes(phase);
}

function claimStep(): fc.Arbitrary<Step> {
  return fc.record({
    act: fc.constant('CLAIM'),
    taken: fc.boolean(),
    answer: fc.record({
      taken: fc.constantFrom('ACCEPTED', 'ACCEPTED_ID_LOST', 'UNKNOWN'),
      notTaken: fc.record({
        outcome: fc.constantFrom('NOT_WRITTEN', 'REFUSED', 'UNKNOWN'),
        retry: fc.boolean(),
      }),
    }),
  });
}
