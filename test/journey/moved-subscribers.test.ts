import { expect, test } from 'vitest';
import { measureMoves } from '../../bench/stream/measure-moves.ts';

test(
  'subscribers cut at random and moved between two gateways see exactly the log, while listeners are killed',
  { timeout: 240_000 },
  async () => {
    const report = await measureMoves({ events: 8_000, movers: 2, rate: 1_000 });
    expect(report).toMatchObject({ events: 8_000, wrong: 0 });
    expect(report.listenersKilled).toBeGreaterThan(0);
    expect(report.cuts).toBeGreaterThan(5);
  },
);
