import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../support/free-port.ts';
import { startSimulator, type Simulator } from '../support/start-simulator.ts';
import type { Replication } from './await-streaming.ts';
import { startFaultPostgres, type FaultPostgres } from './postgres.ts';
import { environment } from './profile.ts';
import { openProxy, type Proxy } from './proxy.ts';
import { supervise, type Supervised } from './supervise.ts';

/** Everything of a run, each part a process of its own, with a proxy of ours between every two. */
export interface Topology extends AsyncDisposable {
  postgres: FaultPostgres;
  simulator: Simulator;
  gateways: Supervised[];
  workers: Supervised[];
  /** Where clients knock: one address for each gateway. */
  doors: string[];
  proxies: {
    clients: Proxy[];
    gatewayDatabase: Proxy[];
    workerDatabase: Proxy[];
    whatsapp: Proxy[];
    webhooks: Proxy;
  };
  /** Logs of the processes, and which failpoint is armed. */
  folder: string;
  failpointFile: string;
  whenReady(): Promise<void>;
  /** A gateway and a worker. */
  whenSomeReady(): Promise<void>;
}

export async function startTopology(size: {
  gateways: number;
  workers: number;
  replication?: Replication | undefined;
  staleStandby?: boolean | undefined;
}): Promise<Topology> {
  await using starting = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'heliograph-faults-run-'));
  const failpointFile = join(folder, 'failpoint');
  const postgres = starting.use(await startFaultPostgres(size));
  const gateways: Supervised[] = [];
  const workers: Supervised[] = [];

  const webhooks = starting.use(await openProxy('simulator→gateway', () => local(pickReady(gateways).port)));
  const simulator = starting.use(
    await startSimulator({ webhookUrl: `http://127.0.0.1:${webhooks.port}/webhooks/whatsapp` }),
  );
  const simulatorPort = Number(new URL(simulator.url).port);
  const proxies = {
    clients: [] as Proxy[],
    gatewayDatabase: [] as Proxy[],
    workerDatabase: [] as Proxy[],
    whatsapp: [] as Proxy[],
    webhooks,
  };

  async function startOne(
    name: string,
    roles: string,
    database: Proxy,
    whatsappPort: number,
  ): Promise<Supervised> {
    return starting.use(
      supervise({
        name,
        roles,
        port: await freePort(),
        logFolder: folder,
        env: {
          ...environment,
          FAILPOINT_FILE: failpointFile,
          DATABASE_URL: through(postgres.connectionString, database.port),
          WHATSAPP_API_URL: `http://127.0.0.1:${whatsappPort}`,
        },
      }),
    );
  }
  for (let number = 1; number <= size.gateways; number += 1) {
    const database = starting.use(
      await openProxy(`gateway-${number}→postgres`, () => ({ path: postgres.nextSocket() })),
    );
    const gateway = await startOne(`gateway-${number}`, 'gateway,webhook', database, simulatorPort);
    gateways.push(gateway);
    proxies.gatewayDatabase.push(database);
    proxies.clients.push(
      starting.use(await openProxy(`clients→gateway-${number}`, () => local(gateway.port))),
    );
  }
  for (let number = 1; number <= size.workers; number += 1) {
    const database = starting.use(
      await openProxy(`worker-${number}→postgres`, () => ({ path: postgres.nextSocket() })),
    );
    const whatsapp = starting.use(await openProxy(`worker-${number}→simulator`, () => local(simulatorPort)));
    workers.push(await startOne(`worker-${number}`, 'worker', database, whatsapp.port));
    proxies.workerDatabase.push(database);
    proxies.whatsapp.push(whatsapp);
  }
  const running = starting.move();
  return {
    postgres,
    simulator,
    gateways,
    workers,
    doors: proxies.clients.map((proxy) => `http://127.0.0.1:${proxy.port}`),
    proxies,
    folder,
    failpointFile,
    whenReady: () => untilReady([...gateways, ...workers], (all) => all.every((each) => each.isReady())),
    whenSomeReady: () =>
      untilReady([...gateways, ...workers], () =>
        [gateways, workers].every((kind) => kind.some((each) => each.isReady())),
      ),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

export function allProxies({ proxies }: Topology): Proxy[] {
  const { clients, gatewayDatabase, workerDatabase, whatsapp, webhooks } = proxies;
  return [...clients, ...gatewayDatabase, ...workerDatabase, ...whatsapp, webhooks];
}

/** The lines to the database of all processes, or of all but this one. */
export function databaseProxies({ gateways, workers, proxies }: Topology, but?: Supervised): Proxy[] {
  const { gatewayDatabase, workerDatabase } = proxies;
  return [...gatewayDatabase, ...workerDatabase].filter(
    (_, index) => [...gateways, ...workers][index] !== but,
  );
}

/** What a load balancer does: the next gateway that is ready, or any when none is. */
let turn = 0;
function pickReady(gateways: readonly Supervised[]): Supervised {
  turn += 1;
  const ready = gateways.filter((each) => each.isReady());
  const from = ready.length > 0 ? ready : gateways;
  const picked = from[turn % from.length];
  if (!picked) throw new Error('Expected a gateway to post webhooks to, got none.');
  return picked;
}

async function untilReady(
  processes: readonly Supervised[],
  areReady: (processes: readonly Supervised[]) => boolean,
): Promise<void> {
  const deadline = performance.now() + readyTimeoutMs;
  while (!areReady(processes)) {
    if (performance.now() > deadline) {
      const late = processes.filter((each) => !each.isReady()).map((each) => each.name);
      throw new Error(
        `Expected processes to be ready in ${readyTimeoutMs} ms, but not ${late.join(', ')}. Look into their logs.`,
      );
    }
    await pause(100);
  }
}

/** Several cold starts at once on a busy machine; ms. */
const readyTimeoutMs = 120_000;

function local(port: number): { host: string; port: number } {
  return { host: '127.0.0.1', port };
}

function through(connectionString: string, port: number): string {
  const url = new URL(connectionString);
  url.host = `127.0.0.1:${port}`;
  return url.href;
}
