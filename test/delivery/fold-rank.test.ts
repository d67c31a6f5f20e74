import { expect, test } from 'vitest';
import { foldRank } from '../../src/delivery/fold-rank.ts';
import { rank } from '../../src/delivery/status.ts';
import { attempt, now } from './made.ts';

const unknown = attempt(1, { outcome: 'UNKNOWN', finishedAt: now });
const refused = attempt(1, { outcome: 'REFUSED', finishedAt: now, closed: true });
const sentThenFailed = attempt(2, { rank: rank.FAILED, reached: rank.SENT });

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

test('what an attempt had reached before it failed stays while another may still arrive', () => {
  expect(foldRank([unknown, sentThenFailed])).toBe(rank.SENT);
});

test('an attempt whose silence was judged holds up no failure, and what is heard of it later only raises the message', () => {
  const silent = { ...unknown, closed: true };
  expect(foldRank([silent, sentThenFailed])).toBe(rank.FAILED);
  expect(foldRank([{ ...silent, rank: rank.SENT, reached: rank.SENT }, sentThenFailed])).toBe(rank.FAILED);
  const delivered = { ...silent, rank: rank.DELIVERED, reached: rank.DELIVERED };
  expect(foldRank([delivered, sentThenFailed])).toBe(rank.DELIVERED);
});

test('when no other attempt can arrive any more, the failure of the last one is the failure of the message', () => {
  expect(foldRank([refused, attempt(2, { rank: rank.FAILED })])).toBe(rank.FAILED);
  expect(foldRank([attempt(1, { rank: rank.FAILED }), attempt(2, { rank: rank.FAILED })])).toBe(rank.FAILED);
});
