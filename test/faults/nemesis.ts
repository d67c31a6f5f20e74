import { setTimeout as pause } from 'node:timers/promises';
import { crashBeforeCommit, crashedActs, type CrashedAct, type Overtaken } from './crash-before-commit.ts';
import { landOnStandby } from './land-on-standby.ts';
import type { FaultProfile } from './profile.ts';
import { times } from './profile.ts';
import type { Proxy } from './proxy.ts';
import type { Random } from './random.ts';
import type { Supervised } from './supervise.ts';
import { allProxies, type Topology } from './topology.ts';

export interface Nemesis {
  /** How often each fault was done to somebody. */
  done: Record<string, number>;
  /** Kinds that have not happened yet, and kills that are still owed. */
  owed(): number;
  run(): void;
  /** Transactions that must not be believed. */
  overtaken: Overtaken[];
  /** No new faults, and every one that lasts is taken back. */
  heal(): Promise<void>;
}

/** As it stands in the report. */
export function crashNameOf(act: CrashedAct): string {
  return `crash before COMMIT of ${act}`;
}

type Fault = (topology: Topology, random: Random, signal: AbortSignal) => Promise<number>;

/** Breaks what can break, by a schedule drawn from the seed: every kind of fault comes before any comes again. */
export function createNemesis(topology: Topology, profile: FaultProfile, random: Random): Nemesis {
  const done: Record<string, number> = {};
  const stopping = new AbortController();
  const lasting = new Set<Promise<void>>();
  const overtaken: Overtaken[] = [];
  const crashes = Object.fromEntries(
    (Object.keys(crashedActs) as CrashedAct[]).map((act): [string, Fault] => [
      crashNameOf(act),
      async () => {
        const struck = await crashBeforeCommit(topology, random, act);
        if (struck) overtaken.push(struck);
        return struck ? 1 : 0;
      },
    ]),
  );
  const faults = { ...plainFaults, ...crashes };
  const { diskFixed, hasStaleStandby } = topology.postgres;
  const impossible = [
    ...(diskFixed === undefined ? [] : ['fillDisk']),
    ...(hasStaleStandby ? [] : ['landOnStandby']),
  ];
  const possible = Object.keys(faults).filter((name) => !impossible.includes(name));
  let deck: string[] = [];

  /** After the next one: who is struck has to be there by then, and nothing that stays impossible holds up the others. */
  function comeAgainSoon(name: string): void {
    // Kills have a schedule of their own.
    if (name in faults) deck.splice(Math.max(0, deck.length - 1), 0, name);
  }

  function strike(name: string, fault: Fault): void {
    const striking = Promise.try(fault, topology, random, stopping.signal).then(
      (count) => {
        done[name] = (done[name] ?? 0) + count;
        // Nobody was there to be hurt.
        if (count === 0) comeAgainSoon(name);
      },
      () => {
        // Such as a database that is already away: then this fault did not happen.
        done[`${name} in vain`] = (done[`${name} in vain`] ?? 0) + 1;
        comeAgainSoon(name);
      },
    );
    const ended = striking.finally(() => lasting.delete(ended));
    lasting.add(ended);
  }

  async function repeatedly(count: number, act: () => void): Promise<void> {
    if (count === 0) return;
    const meanMs = (profile.seconds * 1_000) / count;
    for (;;) {
      await last(meanMs * (0.5 + random.next()), stopping.signal);
      if (stopping.signal.aborted) return;
      act();
    }
  }

  function strikeNext(): void {
    if (deck.length === 0) deck = random.shuffle(possible);
    const name = deck.pop() ?? '';
    const fault = faults[name];
    if (fault) strike(name, fault);
  }

  return {
    done,
    overtaken,
    owed: () =>
      Math.max(0, profile.kills - (done['SIGKILL'] ?? 0)) +
      (profile.faults < possible.length ? 0 : possible.filter((name) => !done[name]).length),
    run() {
      void repeatedly(profile.kills, () => {
        strike('SIGKILL', kill);
      });
      void repeatedly(profile.faults, strikeNext);
    },
    async heal() {
      stopping.abort();
      await Promise.all(lasting);
      for (const proxy of allProxies(topology)) proxy.heal();
      for (const each of [...topology.gateways, ...topology.workers]) each.signal('SIGCONT');
    },
  };
}

const kill: Fault = ({ gateways, workers }, random) => {
  // Workers hold what is dearest, so they die more often; now and then two at once.
  const living = (random.chance(0.65) ? workers : gateways).filter((each) => each.isReady());
  // On a busy machine a start takes long, and a fleet that is always down shows nothing.
  if (living.length === 0) return Promise.resolve(0);
  const second = random.chance(0.15) ? random.pick([...gateways, ...workers]) : undefined;
  return Promise.resolve(signalAll([random.pick(living), second], 'SIGKILL'));
};

function signalAll(processes: readonly (Supervised | undefined)[], signal: NodeJS.Signals): number {
  return [...new Set(processes)].filter((each) => each?.signal(signal) === true).length;
}

const plainFaults: Record<string, Fault> = {
  SIGSTOP: async ({ workers }, random, signal) => {
    const worker = random.pick(workers.filter((each) => each.isReady()));
    if (!worker.signal('SIGSTOP')) return 0;
    // From "too late to write" to "the lease is over, others have taken notice".
    await last(random.between(times.leaseMs - times.deadlineMs, times.leaseMs + 3_000), signal);
    worker.signal('SIGCONT');
    return 1;
  },
  SIGTERM: ({ gateways, workers }, random) =>
    Promise.resolve(
      signalAll([random.pick([...gateways, ...workers].filter((each) => each.isReady()))], 'SIGTERM'),
    ),
  terminateBackends: async ({ postgres }, random) => {
    const names = ['heliograph-main', 'heliograph-queue', 'heliograph-webhooks'];
    const rows = await postgres.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1 AND random() < 0.5`,
      [random.pick(names)],
    );
    return rows.length > 0 ? 1 : 0;
  },
  restartPostgres: async ({ postgres }) => {
    await postgres.restart();
    return 1;
  },
  deleteJobs: async ({ postgres }) => {
    const rows = await postgres.query(`DELETE FROM pgboss.job WHERE name LIKE 'send/%' RETURNING 1`);
    return rows.length > 0 ? 1 : 0;
  },
  landOnStandby: (topology, random, signal) => landOnStandby(topology, random.between(2_000, 6_000), signal),
  fillDisk: async ({ postgres }, random) => {
    return (await postgres.fillDisk(random.between(500, 1_500))) ? 1 : 0;
  },
  slow: (topology, random) => {
    pickUsed(allProxies(topology), random).slow(random.between(1_000, 4_000), random.between(5, 200));
    return once();
  },
  stall: (topology, random) => {
    pickUsed(allProxies(topology), random).stall(random.between(500, 6_000));
    return once();
  },
  deafen: (topology, random) => {
    pickUsed(allProxies(topology), random).deafen();
    return once();
  },
  cut: (topology, random) => {
    pickUsed(allProxies(topology), random).cut();
    return once();
  },
  cutAfter: (topology, random) => {
    pickUsed(allProxies(topology), random).cutAfter(random.between(1, 3_000));
    return once();
  },
  split: (topology, random) => {
    pickUsed(allProxies(topology), random).split(random.between(500, 2_000));
    return once();
  },
  loseCommitReply: ({ proxies }, random) => {
    pickUsed(random.chance(0.5) ? proxies.gatewayDatabase : proxies.workerDatabase, random).loseCommitReply();
    return once();
  },
  withholdCommitReply: ({ proxies }, random) => {
    pickUsed(
      random.chance(0.5) ? proxies.gatewayDatabase : proxies.workerDatabase,
      random,
    ).withholdCommitReply();
    return once();
  },
};

/** A line that carries something just now, so that its fault befalls somebody. */
function pickUsed(proxies: readonly Proxy[], random: Random): Proxy {
  return random.pick(proxies.filter((each) => each.isUsed()));
}

function once(): Promise<number> {
  return Promise.resolve(1);
}

async function last(ms: number, signal: AbortSignal): Promise<void> {
  await pause(ms, undefined, { signal }).catch(() => undefined);
}
