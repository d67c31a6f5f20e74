import { availableParallelism } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { cpuOf } from '../support/cpu-time.ts';
import { startNode } from '../support/start-node.ts';
import { median, quantile } from '../support/statistics.ts';
import { startTrickle, type Asked } from './trickle.ts';
import { watchProcess, type Held } from './watch-process.ts';

/** What one attack did to those who were served beside it. */
export interface Round {
  /** Of good requests; ms. */
  p99: { before: number; during: number; after: number };
  good: number;
  refused: number;
  descriptors: { before: number; most: number };
  /** From the attacker's end until the descriptors were as before; undefined: not within the limit. */
  backAfterSeconds: number | undefined;
  residentMb: { before: number; most: number };
  /** Of all processors, while it attacked. */
  attackerShare: number;
}

/** As many descriptors more or fewer are as before: connections of the trickle and of the pool come and go. */
const descriptorSlack = 10;
/** Until the descriptors are as before; s. */
export const backWithinSeconds = 10;

/** Good requests all the time: alone, beside an attacker, and after the attacker has gone. */
export async function besiege(
  gateway: { port: number; pid: number },
  attacker: Record<string, string>,
  seconds: number,
): Promise<Round> {
  using trickle = await startTrickle(gateway.port);
  using watch = watchProcess(gateway.pid);
  const began = performance.now();
  await pause(seconds * 1_000);
  const attacked = performance.now();
  const before = median(within(watch.looks, began, attacked).map(({ descriptors }) => descriptors));
  const attackerShare = await attack(attacker, seconds);
  const left = performance.now();
  const backAfterSeconds = await awaitDescriptors(() => watch.look().descriptors, before);
  await pause(seconds * 1_000);
  await trickle.end();

  const p99 = (from: number, to: number): number =>
    quantile(
      within<Asked>(trickle.asked, from, to).map(({ ms }) => ms),
      0.99,
    );
  const besieged = within(watch.looks, attacked, Infinity);
  return {
    p99: { before: p99(began, attacked), during: p99(attacked, left), after: p99(left, Infinity) },
    good: trickle.asked.length,
    refused: trickle.asked.filter(({ isGood }) => !isGood).length,
    descriptors: { before, most: most(besieged, 'descriptors') },
    backAfterSeconds,
    residentMb: {
      before: median(within(watch.looks, began, attacked).map(({ residentMb }) => residentMb)),
      most: most(besieged, 'residentMb'),
    },
    attackerShare,
  };
}

/** Answers how much of the processors the attacker took. */
async function attack(env: Record<string, string>, seconds: number): Promise<number> {
  await using attacker = await startNode('doors/attacker.ts', env);
  const cpu = cpuOf(attacker.pid);
  const [began, used] = [performance.now(), cpu()];
  await pause(seconds * 1_000);
  return (cpu() - used) / (((performance.now() - began) / 1_000) * availableParallelism());
}

async function awaitDescriptors(count: () => number, before: number): Promise<number | undefined> {
  const began = performance.now();
  for (;;) {
    const passed = (performance.now() - began) / 1_000;
    if (Math.abs(count() - before) <= descriptorSlack) return passed;
    if (passed > backWithinSeconds) return undefined;
    await pause(50);
  }
}

function within<Moment extends { at: number }>(
  moments: readonly Moment[],
  from: number,
  to: number,
): Moment[] {
  return moments.filter(({ at }) => at >= from && at < to);
}

function most(looks: readonly Held[], of: 'descriptors' | 'residentMb'): number {
  return looks.reduce((max, each) => Math.max(max, each[of]), 0);
}
