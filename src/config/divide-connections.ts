import type { Role } from './read-config.ts';

/** Connections to the database, by what they are for. */
interface Connections {
  /** Messages, reading, sending. */
  main: number;
  /** Webhooks, and the rings between processes. */
  evidence: number;
  /** pg-boss's own statements. */
  jobs: number;
}

/** One listens for rings, and two ask, for a moment, what became of an unanswered COMMIT: one for each pool. */
export const besideThePools = 3;

/** `least`: with fewer, its parts wait for each other. `usual`: more make nothing faster on a few processors. */
const needs: Readonly<Record<Role, Record<'least' | 'usual', Connections>>> = {
  gateway: { least: { main: 4, evidence: 1, jobs: 1 }, usual: { main: 12, evidence: 2, jobs: 1 } },
  worker: { least: { main: 4, evidence: 2, jobs: 2 }, usual: { main: 12, evidence: 4, jobs: 3 } },
  webhook: { least: { main: 2, evidence: 2, jobs: 1 }, usual: { main: 4, evidence: 4, jobs: 1 } },
};

/** How many connections a process of these roles takes, at least or usually. */
export function countConnections(roles: Iterable<Role>, measure: 'least' | 'usual'): number {
  return besideThePools + sumOf(needOf(roles, measure));
}

/** Gives each pool the least that it needs, and the rest to whichever is furthest from its usual number. */
export function divideConnections(roles: Iterable<Role>, total: number): Connections {
  const pools = needOf(roles, 'least');
  const usual = needOf(roles, 'usual');
  for (let left = total - besideThePools - sumOf(pools); left > 0; left -= 1) {
    const [poorest = 'main'] = poolNames.toSorted((a, b) => pools[a] / usual[a] - pools[b] / usual[b]);
    pools[poorest] += 1;
  }
  return pools;
}

const poolNames = ['main', 'evidence', 'jobs'] as const;

/** Roles of one process share its pools. */
function needOf(roles: Iterable<Role>, measure: 'least' | 'usual'): Connections {
  const all = [...roles].map((role) => needs[role][measure]);
  const most = (name: keyof Connections): number =>
    all.reduce((highest, each) => Math.max(highest, each[name]), 0);
  return { main: most('main'), evidence: most('evidence'), jobs: most('jobs') };
}

function sumOf({ main, evidence, jobs }: Connections): number {
  return main + evidence + jobs;
}
