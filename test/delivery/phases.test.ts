import { expect, test } from 'vitest';
import { move } from '../../src/delivery/delivery.ts';
import { type Phase } from '../../src/delivery/status.ts';
import { delivery } from './made.ts';

/** The table of the design, written out once more: whoever changes a move has to change it in both places. */
const allowed: Record<Phase, string> = {
  SCHEDULED: 'QUEUED CANCELED EXPIRED',
  QUEUED: 'SENDING CANCELED EXPIRED FAILED',
  SENDING: 'HANDED_OVER RETRY_WAIT FAILED UNKNOWN UNCONFIRMED',
  RETRY_WAIT: 'SENDING HANDED_OVER CANCELED EXPIRED FAILED UNCONFIRMED',
  UNKNOWN: 'HANDED_OVER RETRY_WAIT FAILED UNCONFIRMED',
  UNCONFIRMED: 'HANDED_OVER RETRY_WAIT FAILED',
  FAILED: 'HANDED_OVER',
  HANDED_OVER: '',
  CANCELED: '',
  EXPIRED: '',
};
const phases = Object.keys(allowed) as Phase[]; // a Record of every phase

test.each(phases)('a message that is %s goes only where the table lets it', (from) => {
  const others = phases.filter((to) => to !== from);
  const reached = others.filter((to) => {
    try {
      return move({ delivery: delivery({ phase: from }), attempts: [] }, { phase: to }).delivery.phase === to;
    } catch (error) {
      expect(String(error)).toMatch(new RegExp(`^Error: Expected .* after ${from}, got ${to}\\.$`));
      return false;
    }
  });
  expect(reached.toSorted()).toEqual(allowed[from].split(' ').filter(Boolean).toSorted());
});

test('a change that the caller cannot see makes no event, and one that he sees makes one', () => {
  const held = { delivery: delivery({ phase: 'RETRY_WAIT', ready: false }), attempts: [] };
  expect(move(held, { ready: true }).drafts).toEqual([]);
  expect(move(held, { phase: 'SENDING', attempt: 1 }).drafts).toMatchObject([
    { kind: 'STATUS', status: 'SENDING', attempt: 1 },
  ]);
});
