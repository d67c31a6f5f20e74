import { expect, test } from 'vitest';
import { crashedActs } from './crash-before-commit.ts';
import { enumerateCrashes } from './enumerate-crashes.ts';
import { enumerateFailpoints } from './enumerate-failpoints.ts';
import { times } from './profile.ts';
import { seedRandom } from './random.ts';
import { runFaults } from './run-faults.ts';
import { openStage } from './stage.ts';
import type { Supervised } from './supervise.ts';

// One file, so that they run one after another: each of them keeps a machine busy.
// 30 s of faults, and as much again for start, healing and check; generous on a busy machine; ms.
const timeoutMs = 600_000;

const lineFaults = new Set(['slow', 'stall', 'deafen', 'cut', 'split', 'loseCommitReply']);

test(
  'under kills, pauses, cut lines, restarts of Postgres and lost answers every promise holds, and the faults really happened',
  { timeout: timeoutMs },
  async ({ annotate }) => {
    const profile = {
      seed: 7,
      seconds: 40,
      kills: 10,
      faults: 24,
      rate: 60,
      gateways: 2,
      workers: 2,
      recoveries: 1,
    };
    const { verdicts, counts } = await runFaults(profile, () => undefined);
    await annotate(verdicts.map(({ promise, figure }) => `${promise}: ${figure}`).join('\n'));
    expect(verdicts.filter((each) => !each.holds)).toEqual([]);
    // In half a minute a fault of a line may befall nobody; the long form demands each of them.
    // Beside other tests a crash may find nobody in time: each of its acts has a test below.
    expect(
      counts.missing.filter((name) => !lineFaults.has(name) && !name.startsWith('crash before COMMIT')),
    ).toEqual([]);
  },
);

test(
  'a process that is killed at any of the failpoints breaks no promise',
  { timeout: 900_000 },
  async ({ annotate }) => {
    const { verdicts, missed } = await enumerateFailpoints(['kill'], () => undefined);
    await annotate(verdicts.map(({ promise, figure }) => `${promise}: ${figure}`).join('\n'));
    expect(verdicts.filter((each) => !each.holds)).toEqual([]);
    expect(missed).toEqual([]);
  },
);

test(
  'a crash right before the COMMIT of any act, whose number others commit under, breaks no promise and is judged at once',
  { timeout: 900_000 },
  async ({ annotate }) => {
    const { verdicts, judged } = await enumerateCrashes();
    await annotate(verdicts.map(({ promise, figure }) => `${promise}: ${figure}`).join('\n'));
    expect(verdicts.filter((each) => !each.holds)).toEqual([]);
    expect(judged).toEqual(Object.keys(crashedActs));
  },
);

/** More rounds by ROLLING_RESTARTS; one takes about 10 seconds. */
const rounds = Number(process.env['ROLLING_RESTARTS'] ?? 2);
/** Messages a second; a busy machine can still tell of all of them in time. */
const rate = 15;

test(
  'when every process is restarted in turn under load, nothing is lost and no message is ever in doubt',
  { timeout: 120_000 + rounds * 60_000 },
  async ({ annotate }) => {
    await using stage = await openStage({
      gateways: 2,
      workers: 2,
      random: seedRandom(15),
      rate,
      label: () => 'm',
    });
    const { topology, driver } = stage;
    // Each stop finds messages that are on their way, and no webhook proves them before their lease would end.
    const late = times.leaseMs + 3_000;
    await topology.simulator.setRules({
      rules: [{ answer: { kind: 'slowHead', ms: 200 }, webhooks: { delayMs: late } }],
    });
    driver.run();
    for (let round = 1; round <= rounds; round += 1) {
      for (const each of [...topology.gateways, ...topology.workers]) {
        await restart(each);
        await topology.whenReady();
      }
    }
    const settledAfterMs = await stage.settle();
    const { evidence, verdicts } = await stage.judge({ settledAfterMs, marks: [] });

    const restarts = rounds * (topology.gateways.length + topology.workers.length);
    const summary = { restarts, ...driver.counts, ledger: evidence.ledger.length };
    process.stdout.write(`${JSON.stringify(summary)}\n`);
    await annotate(verdicts.map(({ promise, figure }) => `${promise}: ${figure}`).join('\n'));
    expect(verdicts.filter((each) => !each.holds)).toEqual([]);
    expect(evidence.events.filter((each) => each.status === 'UNKNOWN')).toEqual([]);
    expect([...topology.gateways, ...topology.workers].map((each) => each.ends)).toEqual(
      Array.from({ length: 4 }, () => ({ 'exit 0': rounds })),
    );
    expect(driver.counts['acknowledged']).toBeGreaterThan(rounds * rate);
  },
);

/** Until it has ended by itself; a service manager then starts it again. */
async function restart(each: Supervised): Promise<void> {
  const before = Object.values(each.ends).reduce((sum, count) => sum + count, 0);
  each.signal('SIGTERM');
  await expect
    .poll(() => Object.values(each.ends).reduce((sum, count) => sum + count, 0), { timeout: 30_000 })
    .toBeGreaterThan(before);
}
