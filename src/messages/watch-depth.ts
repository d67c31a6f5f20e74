import type { Database } from '../db/database.ts';
import { priority } from '../delivery/delivery.ts';
import { readBacklog } from '../delivery/read-backlog.ts';
import type { LoopWatch } from '../db/watch-loops.ts';
import { readGates } from '../senders/read-gates.ts';
import type { Sender } from '../senders/sender.ts';

/**
 * How long the queues of senders are, in the time that they take to go. It is counted beside the work, not in it: what
 * comes within a second or two of the limit still gets in, and nobody waits for a count.
 */
export interface DepthWatch {
  /** When to ask again, if a message of this priority would wait too long; s. */
  refuse(sender: Sender, priority: number): number | undefined;
  /** A message was stored since. */
  add(sender: Sender): void;
}

interface Depth {
  perSecond: number;
  waiting: number;
  added: number;
  readAtMs: number;
  isReading: boolean;
}

/** What urgent messages overtake is no reason to refuse them: for them the queue may be twice as long. */
const urgentFactor = 2;
/** A count that is older says nothing, neither that the queue is full nor that it is not; ms. */
const staleMs = 60_000;
/** Between two counts of a queue that is full or may be; each takes as long as the queue; ms. */
const lookMs = 2_000;
/** The soonest that a caller is sent back, and the latest; s. */
const soonest = 5;
const latest = 3_600;

export function watchDepth(tools: { database: Database; loops: LoopWatch }, maxSeconds: number): DepthWatch {
  const depths = new Map<string, Depth>();

  async function look(sender: Sender, depth: Depth): Promise<void> {
    depth.isReading = true;
    const count = async (): Promise<number> => {
      const gates = await readGates(tools.database, sender.tenantId, [sender.senderId]);
      depth.perSecond = gates.get(sender.senderId)?.messagesPerSecond ?? depth.perSecond;
      const most = depth.perSecond * maxSeconds * urgentFactor + 1;
      depth.added = 0;
      return readBacklog(tools.database, sender, maxSeconds, most);
    };
    // Without a count everybody is let in: whoever stores a message hears of a database that is away.
    depth.waiting = (await tools.loops.turn('watch-depth', count, sender.senderId)) ?? 0;
    depth.readAtMs = performance.now();
    depth.isReading = false;
  }

  return {
    refuse(sender, wanted) {
      const depth = depths.get(sender.senderId) ?? unread();
      depths.set(sender.senderId, depth);
      const limit = depth.perSecond * maxSeconds;
      const ageMs = performance.now() - depth.readAtMs;
      const mayBeFull = depth.waiting + depth.added >= limit;
      if (!depth.isReading && ageMs > (mayBeFull ? lookMs : staleMs)) void look(sender, depth);
      const over = depth.waiting - limit * (wanted === priority.HIGH ? urgentFactor : 1);
      if (over < 0 || ageMs > staleMs) return undefined;
      return Math.min(latest, Math.max(soonest, Math.ceil(over / depth.perSecond)));
    },
    add(sender) {
      const depth = depths.get(sender.senderId);
      if (depth) depth.added += 1;
    },
  };
}

/** Let everything in until the first count, which is asked for at once. */
function unread(): Depth {
  return { perSecond: 1, waiting: 0, added: 0, readAtMs: -Infinity, isReading: false };
}
