import { expect, test } from 'vitest';
import { foldRank } from '../../src/delivery/delivery.ts';
import { rank } from '../../src/delivery/status.ts';
import { attempt, now } from './made.ts';

const unknown = attempt(1, { outcome: 'UNKNOWN', finishedAt: now });
const refused = attempt(1, { outcome: 'REFUSED', finishedAt: now });

test('a message is as far as the furthest of its attempts', () => {
  expect(foldRank([attempt(1, { rank: rank.SENT }), attempt(2, { rank: rank.READ })])).toBe(rank.READ);
  expect(foldRank([attempt(1, { rank: rank.DELIVERED }), attempt(2, { rank: rank.FAILED })])).toBe(
    rank.DELIVERED,
  );
  expect(foldRank([])).toBe(rank.NONE);
});

test('the failure of one attempt does not count while another may still arrive', () => {
  expect(foldRank([attempt(1, { rank: rank.SENT }), attempt(2, { rank: rank.FAILED })])).toBe(rank.SENT);
  expect(foldRank([unknown, attempt(2, { rank: rank.FAILED })])).toBe(rank.NONE);
});

test('when no other attempt can arrive any more, the failure of the last one is the failure of the message', () => {
  expect(foldRank([refused, attempt(2, { rank: rank.FAILED })])).toBe(rank.FAILED);
  expect(foldRank([attempt(1, { rank: rank.FAILED }), attempt(2, { rank: rank.FAILED })])).toBe(rank.FAILED);
});
