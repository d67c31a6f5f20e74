import { isConnectionLost, sqlState } from '../db/database.ts';
import type { EnqueueOutcome, EnqueueRequest } from './enqueue-messages.ts';

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

/** Refused before anything was stored: the same call may succeed a moment later. */
export class Overloaded extends Error {
  override readonly name = 'Overloaded';
}

export interface GatherLimits {
  /** Messages in one transaction. */
  batchSize: number;
  /** Transactions of one tenant at once. */
  perTenant: number;
  /** While one runs, this many must wait before another begins. */
  worthAnother: number;
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
  // Fewer ride along with the next one: half as many transactions cost the database and this process a quarter less.
  worthAnother: 100,
  // Of the pool's twelve connections: the others are for reading.
  perProcess: 8,
  // About a second of work on two slow cores. Whoever comes later would wait in vain, and had better hear it at once.
  waitingPerTenant: 2_000,
  // Bounds memory, at a few kilobytes each.
  waitingPerProcess: 10_000,
  // Callers give up after ten seconds or more; below that, one restart of the database is waited out.
  patienceMs: 5_000,
};

type Store = (tenantId: string, requests: readonly EnqueueRequest[]) => Promise<EnqueueOutcome[]>;

interface Waiting {
  request: EnqueueRequest;
  gone: Pick<AbortSignal, 'aborted'> | undefined;
  until: number;
  resolve: (outcome: EnqueueOutcome) => void;
  reject: (error: unknown) => void;
}

interface Lane {
  waiting: Waiting[];
  running: number;
}

export function gatherEnqueues(store: Store, limits: GatherLimits = defaultLimits): EnqueueGatherer {
  // A lane that was served goes to the end, so that tenants take turns.
  const lanes = new Map<string, Lane>();
  let waiting = 0;
  let running = 0;
  let timer: NodeJS.Timeout | undefined;

  function start(): void {
    for (const [tenantId, lane] of lanes) {
      if (running >= limits.perProcess) return;
      if (lane.running >= limits.perTenant) continue;
      if (lane.running > 0 && lane.waiting.length < limits.worthAnother) continue;
      const batch = takeBatch(lane);
      if (batch.length > 0) {
        lanes.delete(tenantId);
        lanes.set(tenantId, lane);
        void run(tenantId, lane, batch);
      } else if (lane.running === 0) lanes.delete(tenantId);
    }
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

  async function run(tenantId: string, lane: Lane, batch: readonly Waiting[]): Promise<void> {
    running += 1;
    lane.running += 1;
    await storeApart(store, tenantId, batch);
    running -= 1;
    lane.running -= 1;
    start();
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
      const lane = lanes.get(tenantId) ?? { waiting: [], running: 0 };
      if (lane.waiting.length >= limits.waitingPerTenant || waiting >= limits.waitingPerProcess)
        return Promise.reject(overloaded());
      lanes.set(tenantId, lane);
      const until = performance.now() + limits.patienceMs;
      return new Promise((resolve, reject) => {
        lane.waiting.push({ request, gone, until, resolve, reject });
        waiting += 1;
        start();
        if (waiting > 0) timer ??= setTimeout(refuseLate, limits.patienceMs);
      });
    },
  };
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

/**
 * All at once; when one of them spoils it for the others, by halves until it stands alone. Nothing is stored of a batch
 * that failed, so its halves may be.
 */
async function storeApart(store: Store, tenantId: string, batch: readonly Waiting[]): Promise<void> {
  try {
    const outcomes = await store(
      tenantId,
      batch.map((each) => each.request),
    );
    batch.forEach((each, index) => {
      const outcome = outcomes[index];
      if (outcome) each.resolve(outcome);
      else each.reject(new Error('Expected one outcome for each message, got fewer.'));
    });
  } catch (error) {
    if (batch.length === 1 || !mayBeOfOne(error)) {
      for (const each of batch) each.reject(error);
      return;
    }
    const middle = Math.ceil(batch.length / 2);
    await storeApart(store, tenantId, batch.slice(0, middle));
    await storeApart(store, tenantId, batch.slice(middle));
  }
}

/** Classes 22, 23 and 54 are about the data. Without a code the fault is ours, and may hang on a value too. */
function mayBeOfOne(error: unknown): boolean {
  const code = sqlState(error);
  return code === undefined ? !isConnectionLost(error) : /^(22|23|54)/.test(code);
}
