import { startApp, type App } from '../../src/app.ts';
import type { DispatchTimes } from '../../src/dispatch/run-dispatch.ts';
import { createLog } from '../../src/log/log.ts';
import type { Gateway } from './start-gateway.ts';

/** Every deadline and every look of the clock is short, so that a test sees within seconds what takes minutes. */
export const shortTimes = {
  budget: { connectMs: 500, headersMs: 1_500, deadlineMs: 2_000, leaseMs: 3_000 },
  housekeeping: {
    promoteMs: 50,
    ringMs: 200,
    sweepMs: 50,
    adoptMs: 50,
    expireMs: 50,
    silenceMs: 50,
    laneMs: 50,
    reconcileMs: 200,
    analyzeMs: 200,
  },
  gates: {
    lookMs: 50,
    probeMs: 3_000,
    mendMs: 200,
    longestMendMs: 1_000,
    restMs: 100,
    windowMs: 30_000,
  },
} satisfies DispatchTimes;

/** Roles of a process that sends nothing. */
export const withoutWorker = { HELIOGRAPH_ROLES: 'gateway,webhook' };

/** A worker beside a gateway that was started without one, on the same database. */
export async function startWorker(
  gateway: Gateway,
  times: DispatchTimes = shortTimes,
  log = createLog('error'),
): Promise<App> {
  const config = { ...gateway.config, port: 0, roles: new Set(['worker'] as const) };
  return startApp(config, log, times);
}
