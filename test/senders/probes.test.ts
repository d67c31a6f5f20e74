import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  admit,
  close,
  failProbe,
  open,
  passProbe,
  returnProbes,
  sendProbes,
  type Probing,
} from '../../src/senders/probes.ts';

const probeMs = 30_000;

test('a gate that was closed lets one through, then three, then ten, and then everybody', () => {
  let gate = close(open, 60_000, 0);
  expect(admit(gate, 59_999)).toMatchObject({ most: 0, waitMs: 1 });
  let nowMs = 60_000;
  const waves: number[] = [];
  while (gate.closedUntilMs !== null) {
    const { most, isProbe } = admit(gate, nowMs);
    expect(isProbe).toBe(true);
    waves.push(most);
    gate = sendProbes(gate, most, nowMs, probeMs);
    expect(admit(gate, nowMs).most).toBe(0);
    nowMs += 1;
    for (let passed = 0; passed < most; passed += 1) gate = passProbe(gate, nowMs);
  }
  expect(waves).toEqual([1, 3, 10]);
  expect(admit(gate, nowMs)).toEqual({ most: Infinity, isProbe: false, waitMs: 0 });
  expect(gate).toMatchObject({ closedTimes: 0, turn: 1 });
});

test('a probe of which nothing is heard makes room for another; one that was not used is given back', () => {
  const probing = sendProbes(close(open, 0, 0), 1, 0, probeMs);
  expect(admit(probing, probeMs - 1).most).toBe(0);
  expect(admit(probing, probeMs).most).toBe(1);
  expect(admit(returnProbes(probing, 1, 5), 5)).toMatchObject({ most: 1, isProbe: true });
});

test('a gate closes again when more probes went badly than came through, so that a service that fails one in five is let through', () => {
  const first = failProbe(sendProbes(close(open, 0, 0), 1, 0, probeMs), 60_000, 1);
  expect(first).toMatchObject({ closedUntilMs: 60_001, closedTimes: 2, turn: 2 });

  let gate: Probing = close(open, 0, 0);
  let sent = 0;
  while (gate.closedUntilMs !== null && sent < 100) {
    gate = sendProbes(gate, 1, 0, probeMs);
    sent += 1;
    gate = sent % 5 === 0 ? failProbe(gate, 60_000, 1) : passProbe(gate, 1);
  }
  expect(gate.turn).toBe(1);
  expect(sent).toBe(14 + 3);
});

test('whatever happens to probes, no more are under way than came through three times over, and the gate never gets stuck', () => {
  const step = fc.constantFrom('SEND', 'PASS', 'RETURN', 'FAIL', 'CLOSE');
  fc.assert(
    fc.property(fc.array(step, { maxLength: 100 }), (steps) => {
      let gate: Probing = close(open, 0, 0);
      let underWay = 0;
      for (const each of steps) {
        const { most } = admit(gate, 1);
        if (each === 'SEND' && most > 0 && most < Infinity) {
          gate = sendProbes(gate, 1, 1, probeMs);
          underWay += 1;
        } else if (each === 'CLOSE') {
          gate = close(gate, 0, 0);
          underWay = 0;
        } else if (underWay > 0 && each !== 'SEND') {
          const { turn } = gate;
          if (each === 'PASS') gate = passProbe(gate, 1);
          else gate = each === 'FAIL' ? failProbe(gate, 0, 1) : returnProbes(gate, 1, 1);
          underWay = gate.turn === turn ? underWay - 1 : 0;
        }
        if (gate.closedUntilMs !== null) expect(underWay + gate.probesPassed).toBeLessThanOrEqual(14);
        expect(admit(gate, 1 + probeMs).most).toBeGreaterThan(0);
      }
    }),
  );
});
