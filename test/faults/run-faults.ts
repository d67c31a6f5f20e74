import { setTimeout as pause } from 'node:timers/promises';
import { chaosRules, ruleNames } from './chaos-rules.ts';
import { countFaults, type FaultCounts } from './count-faults.ts';
import type { Evidence, Verdict } from './evidence.ts';
import { measureRecovery } from './measure-recovery.ts';
import { createNemesis } from './nemesis.ts';
import type { FaultProfile } from './profile.ts';
import { seedRandom } from './random.ts';
import { openStage } from './stage.ts';

export interface Run {
  verdicts: Verdict[];
  evidence: Evidence;
  counts: FaultCounts;
  driver: Record<string, number>;
}

/** One whole run: start, break, heal, settle, measure, read what is left, judge. */
export async function runFaults(profile: FaultProfile, say: (line: string) => void): Promise<Run> {
  const random = seedRandom(profile.seed);
  await using stage = await openStage({ ...profile, random, label: () => 'm', staleStandby: true });
  const { topology, driver } = stage;
  say(`All processes are up; their logs are in ${topology.folder}.`);
  const nemesis = createNemesis(topology, profile, random);
  await topology.simulator.setRules(chaosRules(profile.seed));
  driver.run();
  nemesis.run();
  await pause(profile.seconds * 1_000);
  const deadline = performance.now() + profile.seconds * 1_000 + graceMs;
  while (nemesis.owed() > 0 && performance.now() < deadline) await pause(500);
  await nemesis.heal();
  const answers = await readRuleMatches(topology.simulator.url);
  await topology.whenReady();
  say('Healed.');
  // The silence of a message in doubt is judged while webhooks are known to flow, so something has to be sent and heard of.
  await topology.simulator.setRules({ rules: [] });
  await driver.enqueueNow(20);
  const settledAfterMs = await stage.settle();
  const marks = await measureRecovery(topology, driver, profile.recoveries);
  await stage.settle();
  const judged = await stage.judge({ settledAfterMs, marks, overtaken: nemesis.overtaken });
  const counts = countFaults({
    topology,
    evidence: judged.evidence,
    done: nemesis.done,
    answers,
    driver: driver.counts,
  });
  return { ...judged, counts, driver: { ...driver.counts } };
}

/** A busy machine may take twice as long and this much more to suffer what was promised; ms. */
const graceMs = 60_000;

/** How often each rule of chaos was drawn. */
async function readRuleMatches(url: string): Promise<Record<string, number>> {
  const response = await fetch(`${url}/_rules`);
  const matches = (response.headers.get('x-rule-matches') ?? '').split(',').map(Number);
  return Object.fromEntries(ruleNames().map((name, index) => [name, matches[index] ?? 0]));
}
