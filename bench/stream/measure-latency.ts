import { setTimeout as pause } from 'node:timers/promises';
import { percentile, readCpuUs, readMemoryMb } from './machine.ts';
import { makeMessages, startHouse, startSubscribers, writeEvents, key } from './start-house.ts';

export interface LatencyPlan {
  name: string;
  sockets: number;
  /** Each socket filtered to a message of its own; or every event to every socket. */
  own: boolean;
  events: number;
  rate: number;
  /** Of these sockets so many see every event all the same. How soon they hear of it is not counted. */
  wide?: number;
  /** Of these again so many stop reading. */
  deaf?: number;
}

export interface LatencyReport {
  name: string;
  sockets: number;
  eventsPerSecond: number;
  delivered: number;
  expected: number;
  p50Ms: number;
  p99Ms: number;
  maxMs: number;
  gatewayCpuUsPerEvent: number;
  gatewayCpuUsPerDelivery: number;
  memoryBeforeMb: number;
  memoryAfterMb: number;
}

/** From the COMMIT in one process, through a gateway, to clients in a third. */
export async function measureLatency(plan: LatencyPlan): Promise<LatencyReport> {
  await using house = await startHouse();
  const gateway = await house.startGateway();
  const ids = await makeMessages(gateway.url, plan.own ? plan.sockets : 10);
  const { wide = 0, deaf = 0 } = plan;
  const filters = Array.from({ length: plan.sockets }, (_, at) =>
    plan.own && at >= wide ? [ids[at] ?? ''] : [],
  );
  const clients = await startSubscribers({ url: gateway.url, key, filters, deaf });
  const write = { databaseUrl: house.databaseUrl, messageIds: ids, perTransaction: 1 };
  await pause(1_000);
  const memoryBeforeMb = await readMemoryMb(gateway.pid);
  const cpuBefore = await readCpuUs(gateway.pid);
  const { committedAt } = await writeEvents({ ...write, total: plan.events, rate: plan.rate });
  const heard = (await clients.report(expectedOf(plan) + (wide - deaf) * plan.events)).slice(wide);
  const cpu = (await readCpuUs(gateway.pid)) - cpuBefore;
  const memoryAfterMb = await readMemoryMb(gateway.pid);
  const latencies = heard
    .flatMap(({ numbers, at }) =>
      numbers.map((number, index) => (at[index] ?? 0) - (committedAt[number] ?? 0)),
    )
    .sort((a, b) => a - b);
  return {
    name: plan.name,
    sockets: plan.sockets,
    eventsPerSecond: plan.rate,
    delivered: latencies.length,
    expected: expectedOf(plan),
    p50Ms: round(percentile(latencies, 0.5)),
    p99Ms: round(percentile(latencies, 0.99)),
    maxMs: round(latencies.at(-1) ?? Number.NaN),
    gatewayCpuUsPerEvent: Math.round(cpu / plan.events),
    gatewayCpuUsPerDelivery: Math.round(cpu / latencies.length),
    memoryBeforeMb,
    memoryAfterMb,
  };
}

/** What the sockets that are not wide hear. */
function expectedOf({ own, events, sockets, wide = 0 }: LatencyPlan): number {
  if (!own) return events * sockets;
  return Array.from({ length: events }, (_, number) => number % sockets).filter((socket) => socket >= wide)
    .length;
}

function round(ms: number): number {
  return Math.round(ms * 10) / 10;
}
