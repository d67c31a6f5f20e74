import { judge, type Evidence, type Verdict } from '../evidence.ts';
import { ledgerByMessage } from './send.ts';

/** P6: of one ordering key the next leaves only when the one before has passed the barrier, ended or timed out. */
export function checkOrder(evidence: Evidence): Verdict {
  const ledger = ledgerByMessage(evidence);
  const endedAt = new Map<string, number>();
  for (const event of evidence.events) {
    if (ends.has(event.status) && !endedAt.has(event.messageId)) endedAt.set(event.messageId, event.atMs);
  }
  const passedAt = readPassed(evidence);
  const startedAt = new Map<string, number>();
  for (const { messageId, startedAtMs } of evidence.attempts)
    startedAt.set(messageId, Math.min(startedAtMs, startedAt.get(messageId) ?? Infinity));
  const inLanes = evidence.deliveries.filter((each) => each.lane !== null);
  const violations: string[] = [];
  let timedOut = 0;
  for (const lane of Map.groupBy(inLanes, (each) => each.lane).values()) {
    const placed = lane.toSorted((a, b) => a.lanePlace - b.lanePlace);
    placed.slice(1).forEach((next, index) => {
      const before = placed[index];
      const began = startedAt.get(next.messageId);
      const left = ledger.get(next.messageId)?.[0]?.timeMs;
      if (!before || began === undefined || left === undefined) return;
      if ((passedAt.get(`${before.messageId} ${before.laneBarrier}`) ?? Infinity) <= left) return;
      if ((endedAt.get(before.messageId) ?? Infinity) <= began) return;
      if (before.laneUntilMs !== null && before.laneUntilMs <= began) timedOut += 1;
      else violations.push(`${next.messageId} left before ${before.messageId}, which stands before it`);
    });
  }
  return judge(
    'P6 one after another',
    `${inLanes.length} in lanes, ${timedOut} barriers timed out`,
    violations,
  );
}

/** When each message was first known to have passed each barrier. */
function readPassed({ events }: Evidence): Map<string, number> {
  const passed = new Map<string, number>();
  for (const { messageId, status, atMs } of events) {
    for (const barrier of barriersOf[status] ?? []) {
      const name = `${messageId} ${barrier}`;
      if (!passed.has(name)) passed.set(name, atMs);
    }
  }
  return passed;
}

/** 1: accepted, 4: delivered, as the tables have it. */
const barriersOf: Record<string, number[]> = {
  ACCEPTED: [1],
  SENT: [1],
  DELIVERED: [1, 4],
  READ: [1, 4],
  PLAYED: [1, 4],
};
const ends = new Set(['FAILED', 'CANCELED', 'EXPIRED', 'UNCONFIRMED']);
