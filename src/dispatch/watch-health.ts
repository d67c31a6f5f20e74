import {
  admit,
  close,
  failProbe,
  open,
  passProbe,
  returnProbes,
  sendProbes,
  type Probing,
} from '../senders/probes.ts';
import {
  isHostSick,
  isSenderSick,
  isUncertain,
  note,
  nothingYet,
  type Health,
  type Recent,
} from './breaker.ts';
import { restOf, type GateTimes } from './gate-times.ts';

/** Leave of this process's own gate: which closing it came after, and whether it tries the gate. */
export interface HostLeave {
  most: number;
  waitMs: number;
  turn: number;
  isProbe: boolean;
}

/** How WhatsApp serves this process. In its memory only: a broken network may be this worker's alone. */
export interface HealthWatch {
  /** Takes leave for up to `want` sends; what is not used is given back. */
  admit(want: number): HostLeave;
  giveBack(leave: HostLeave, count: number): void;
  /** Whether the gate has not closed since. */
  holds(leave: HostLeave): boolean;
  /** Takes in what became of a send, and says whose gate should close, or that WhatsApp can be reached again. */
  note(senderId: string, health: Health, leave: HostLeave): Verdict;
  isUncertain(senderId: string): boolean;
}

export type Verdict = 'NOTHING' | 'CLOSE_SENDER' | 'HOST_REACHED' | { hostClosedForMs: number };

export function watchHealth(times: GateTimes, random: () => number): HealthWatch {
  const senders = new Map<string, Recent>();
  let host: Probing = open;

  function closeHost(nowMs: number): Verdict {
    const forMs = restOf(times, random);
    host = close(host, forMs, nowMs);
    // What was seen before the pause must not close it again after it.
    for (const [id, recent] of senders) senders.set(id, { ...recent, buckets: [] });
    return { hostClosedForMs: forMs };
  }

  function judgeProbe(health: Health, nowMs: number): Verdict {
    if (health !== 'GOOD') {
      const failed = failProbe(host, 0, nowMs);
      if (failed.turn !== host.turn) return closeHost(nowMs);
      host = failed;
      return 'NOTHING';
    }
    host = passProbe(host, nowMs);
    return host.closedUntilMs === null ? 'HOST_REACHED' : 'NOTHING';
  }

  return {
    admit(want) {
      const nowMs = performance.now();
      const { most, waitMs, isProbe } = admit(host, nowMs);
      const taken = Math.min(most, want);
      if (isProbe && taken > 0) host = sendProbes(host, taken, nowMs, times.probeMs);
      return { most: taken, waitMs, turn: host.turn, isProbe };
    },
    giveBack(leave, count) {
      if (leave.isProbe && leave.turn === host.turn && count > 0)
        host = returnProbes(host, count, performance.now());
    },
    holds: (leave) => leave.turn === host.turn,
    note(senderId, health, leave) {
      const nowMs = performance.now();
      const recent = note(senders.get(senderId) ?? nothingYet, health, nowMs, times.windowMs);
      senders.set(senderId, recent);
      if (leave.turn !== host.turn) return 'NOTHING';
      if (leave.isProbe) return judgeProbe(health, nowMs);
      if (isHostSick(senders.values(), nowMs, times.windowMs)) return closeHost(nowMs);
      if (!isSenderSick(recent, nowMs, times.windowMs)) return 'NOTHING';
      senders.set(senderId, { ...recent, buckets: [] });
      return 'CLOSE_SENDER';
    },
    isUncertain: (senderId) => isUncertain(senders.get(senderId) ?? nothingYet),
  };
}
