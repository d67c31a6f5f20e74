import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createBodyRoom, judgedAfterMs, type BodyPlace, type BodyRoom } from '../../src/doors/body-room.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

let closed: string[];
beforeEach(() => {
  closed = [];
});

function enter(room: BodyRoom, name: string, holder = 'stranger'): BodyPlace {
  return room.enter(holder, () => closed.push(name));
}

test('when there is no room, the body that comes slowest gives way, and not the one that is oldest or largest', () => {
  const room = createBodyRoom({ maxBytes: 200, maxBodies: 20 });
  const steady = enter(room, 'steady');
  const idle = enter(room, 'idle');
  expect([idle.take(30), steady.take(10)]).toEqual([true, true]);
  for (let at = 0; at < 10; at += 1) {
    vi.advanceTimersByTime(judgedAfterMs / 5);
    expect(steady.take(5)).toBe(true);
  }
  expect(enter(room, 'third').take(20)).toBe(true);
  expect(closed).toEqual(['idle']);
});

test('bodies younger than a second are not judged by how fast they come: of them the largest gives way', () => {
  const room = createBodyRoom({ maxBytes: 200, maxBodies: 20 });
  const [small, large, next] = ['small', 'large', 'next'].map((name) => enter(room, name));
  expect([small?.take(10), large?.take(80), next?.take(30)]).toEqual([true, true, true]);
  expect(closed).toEqual(['large']);
});

test('who is the slowest itself is refused, and nobody is closed for it', () => {
  const room = createBodyRoom({ maxBytes: 200, maxBodies: 20 });
  const idle = enter(room, 'idle');
  expect(idle.take(50)).toBe(true);
  vi.advanceTimersByTime(judgedAfterMs);
  const busy = enter(room, 'busy');
  expect(busy.take(40)).toBe(true);
  vi.advanceTimersByTime(judgedAfterMs);
  expect(busy.take(5)).toBe(true);
  expect(idle.take(60)).toBe(false);
  expect(closed).toEqual([]);
});

test('a body that is whole is never closed for another, and gives its room back when it is done with', () => {
  const room = createBodyRoom({ maxBytes: 200, maxBodies: 20 });
  const whole = enter(room, 'whole');
  expect([whole.take(90), whole.finish()]).toEqual([true, true]);
  const next = enter(room, 'next');
  expect(next.take(50)).toBe(false);
  whole[Symbol.dispose]();
  expect(next.take(90)).toBe(true);
  expect(closed).toEqual([]);
});

test('who holds most gives way to who holds less, and never the other way round', () => {
  const room = createBodyRoom({ maxBytes: 200, maxBodies: 20 });
  for (const name of ['a1', 'a2', 'a3', 'a4']) expect(enter(room, name, 'a').take(25)).toBe(true);
  const b = enter(room, 'b1', 'b');
  expect([b.take(50), b.take(10)]).toEqual([true, true]);
  expect(closed).toHaveLength(1);
  expect(closed[0]).toMatch(/^a/);
});

test('places count too: beyond them the slowest body gives way, however few bytes it holds', () => {
  const room = createBodyRoom({ maxBytes: 1_000, maxBodies: 10 });
  for (let at = 0; at < 5; at += 1) expect(enter(room, `${at}`).take(1)).toBe(true);
  vi.advanceTimersByTime(judgedAfterMs);
  expect(enter(room, 'next').take(1)).toBe(true);
  expect(closed).toHaveLength(1);
});
