import { Overloaded } from '../doors/overloaded.ts';
import type { EnqueueOutcome } from './enqueue-messages.ts';
import type { EnqueueRequest } from './enqueue-request.ts';
import { storeApart, type Caller, type Store } from './store-apart.ts';

/** Stores single messages of concurrent callers together: what a transaction costs is shared by those who wait for it. */
export interface EnqueueGatherer {
  /**
   * Answers when the message is durable. A caller who went away (`gone`) before a transaction took the message gets
   * nothing stored. Throws `Overloaded` when too many wait, or when this one waited too long; then nothing was stored.
   */
  enqueue: (
    tenantId: string,
    request: EnqueueRequest,
    gone?: Pick<AbortSignal, 'aborted'>,
  ) => Promise<EnqueueOutcome>;
}

export interface GatherLimits {
  /** Messages in one transaction. */
  batchSize: number;
  /** Transactions of one tenant at once. */
  perTenant: number;
  /** Transactions of all tenants at once in this process. */
  perProcess: number;
  /** Callers of one tenant that wait for a transaction. */
  waitingPerTenant: number;
  /** Callers of all tenants that wait. */
  waitingPerProcess: number;
  /** Until a transaction takes the message; ms. From then on the database's own limits bound the answer. */
  patienceMs: number;
}

const defaultLimits: GatherLimits = {
  // Larger ones are not faster per message, and hold the tenant's log for longer.
  batchSize: 500,
  // While one waits for the disk, the other fills.
  perTenant: 2,
  // Of the usual twelve connections: the others are for reading.
  perProcess: 8,
  // About a second of work on two slow cores. Whoever comes later would wait in vain, and had better hear it at once.
  waitingPerTenant: 2_000,
  // Bounds memory, at a few kilobytes each.
  waitingPerProcess: 10_000,
  // Callers give up after ten seconds or more; below that, one restart of the database is waited out.
  patienceMs: 5_000,
};

/** For a process with so many connections. */
export function limitsWith(connections: number): GatherLimits {
  return { ...defaultLimits, perProcess: Math.max(1, Math.floor((connections * 2) / 3)) };
}

/** Of the number of callers that was seen, from one transaction to the next. */
const callersKept = 3 / 4;
/** Tenants of whom it is remembered how many callers they had; looking through them is less than one statement. */
const maxResting = 1_000;

interface Waiting extends Caller {
  gone: Pick<AbortSignal, 'aborted'> | undefined;
  until: number;
}

interface Lane {
  waiting: Waiting[];
  running: number;
  /** Messages in the transactions that run. */
  runningMessages: number;
  /** How many callers there were at once lately: that many are likely to come again. */
  callers: number;
  looking: NodeJS.Immediate | undefined;
}

export function gatherEnqueues(store: Store, limits: GatherLimits = defaultLimits): EnqueueGatherer {
  // A lane that was served goes to the end, so that tenants take turns.
  const lanes = new Map<string, Lane>();
  let waiting = 0;
  let running = 0;
  let timer: NodeJS.Timeout | undefined;

  function start(): void {
    for (const [tenantId, lane] of lanes) {
      if (mayStart(lane) && !waitsForCompany(tenantId, lane)) startBatch(tenantId, lane);
    }
  }

  function mayStart(lane: Lane): boolean {
    return lane.waiting.length > 0 && lane.running < limits.perTenant && running < limits.perProcess;
  }

  /** The callers share the transactions evenly: while one commits, the other fills. A lone one waits for nobody. */
  function waitsForCompany(tenantId: string, lane: Lane): boolean {
    const share = Math.min(limits.batchSize, lane.callers / limits.perTenant);
    if (lane.waiting.length >= share) return false;
    if (lane.running === 0) lane.looking ??= lookForCompany(tenantId, lane);
    return true;
  }

  /**
   * Each turn of the event loop reads all requests that have arrived: when one brings nobody, nobody is on the way. Without
   * it whoever comes first after a large transaction would begin one alone, and all others would wait for that one.
   */
  function lookForCompany(tenantId: string, lane: Lane): NodeJS.Immediate {
    const present = lane.waiting.length;
    return setImmediate(() => {
      lane.looking = undefined;
      if (lane.waiting.length > present) start();
      else if (mayStart(lane)) startBatch(tenantId, lane);
    });
  }

  function startBatch(tenantId: string, lane: Lane): void {
    lanes.delete(tenantId);
    lanes.set(tenantId, lane);
    const batch = takeBatch(lane);
    if (batch.length > 0) void run(lane, batch, tenantId);
  }

  function takeBatch(lane: Lane): Waiting[] {
    let present: Waiting[] = [];
    while (present.length === 0 && lane.waiting.length > 0) {
      const batch = lane.waiting.splice(0, limits.batchSize);
      waiting -= batch.length;
      present = batch.filter(refuseAbsent);
    }
    return present;
  }

  async function run(lane: Lane, batch: readonly Waiting[], tenantId: string): Promise<void> {
    running += 1;
    lane.running += 1;
    lane.runningMessages += batch.length;
    await storeApart(store, tenantId, batch);
    // Those who are answered now are likely to come again.
    const callers = lane.waiting.length + lane.runningMessages;
    lane.callers = Math.max(callers, Math.floor(lane.callers * callersKept));
    running -= 1;
    lane.running -= 1;
    lane.runningMessages -= batch.length;
    start();
  }

  function forgetResting(): void {
    for (const [tenantId, lane] of lanes)
      if (lane.waiting.length === 0 && lane.running === 0) lanes.delete(tenantId);
  }

  function refuseLate(): void {
    timer = undefined;
    const now = performance.now();
    for (const lane of lanes.values()) {
      const late = lane.waiting.findIndex((each) => each.until > now);
      const refused = lane.waiting.splice(0, late < 0 ? lane.waiting.length : late);
      waiting -= refused.length;
      for (const each of refused) each.reject(overloaded());
    }
    if (waiting > 0) timer = setTimeout(refuseLate, limits.patienceMs / 10);
  }

  return {
    enqueue(tenantId, request, gone) {
      const lane = lanes.get(tenantId) ?? newLane();
      if (lanes.size >= maxResting) forgetResting();
      if (lane.waiting.length >= limits.waitingPerTenant || waiting >= limits.waitingPerProcess)
        return Promise.reject(overloaded());
      lanes.set(tenantId, lane);
      const until = performance.now() + limits.patienceMs;
      return new Promise((resolve, reject) => {
        lane.waiting.push({ request, gone, until, resolve, reject });
        waiting += 1;
        lane.callers = Math.max(lane.callers, lane.waiting.length + lane.runningMessages);
        start();
        if (waiting > 0) timer ??= setTimeout(refuseLate, limits.patienceMs);
      });
    },
  };
}

function newLane(): Lane {
  return { waiting: [], running: 0, runningMessages: 0, callers: 0, looking: undefined };
}

/** Nobody would hear the answer. */
function refuseAbsent({ gone, reject }: Waiting): boolean {
  if (gone?.aborted)
    reject(new Overloaded('Expected a caller who waits for the answer, got one who went away.'));
  return !gone?.aborted;
}

function overloaded(): Overloaded {
  return new Overloaded('Expected room for one more message, got a full queue. Try again in a moment.');
}
