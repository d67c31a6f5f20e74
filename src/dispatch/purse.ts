import type { Database } from '../db/database.ts';
import { returnToGate } from '../senders/end-probe.ts';
import type { Sender } from '../senders/sender.ts';
import { takeTokens, type Grant } from '../senders/take-tokens.ts';

/** Leave, and when it was asked for; ms of this process's own clock. */
export interface Drawn extends Grant {
  drawnAtMs: number;
}

/** Leave to send that one lane holds. Tokens that were not used are kept for a moment, not saved up. */
export interface Purse {
  /** Up to `most` tokens; none, and how long to wait, when the pace or the gate has none. */
  draw(most: number): Promise<Drawn>;
  /** Never throws: what was claimed with the rest is sent all the same. */
  giveBack(drawn: Drawn, count: number): Promise<void>;
  /** The lane found less than it could send: next time one token is enough to look. */
  calm(): void;
  /** A gate is about to close: nothing is given until it is, and what was drawn before is void. */
  block(): void;
  isVoid(drawn: Drawn): boolean;
  unblock(): void;
}

/** Longer and an idle worker could send a burst; ms. */
const keepsMs = 250;
/** The outcome that closes the gate is being stored; ms. */
const blocked: Drawn = { granted: 0, waitMs: 50, turn: 0, isProbe: false, drawnAtMs: 0 };
/** More than any pace gives at once. */
const mostWanted = 500;

export function createPurse(tools: { database: Database; probeMs: number }, sender: Sender): Purse {
  let held: Drawn | undefined;
  let heldUntilMs = 0;
  // A lane with much to do asks for twice as much each time, so that a single message takes a single token.
  let wanted = 1;
  let blocks = 0;
  let blockedAtMs = -Infinity;

  const isVoid = ({ drawnAtMs }: Drawn): boolean => drawnAtMs <= blockedAtMs;

  function hold(grant: Drawn, count: number): void {
    if (isVoid(grant)) return;
    const isSame = held?.turn === grant.turn && performance.now() < heldUntilMs;
    if (!isSame) heldUntilMs = performance.now() + keepsMs;
    held = { ...grant, granted: count + (isSame ? (held?.granted ?? 0) : 0) };
  }

  function drawHeld(most: number): Drawn | undefined {
    if (!held || performance.now() >= heldUntilMs) return undefined;
    const taken = { ...held, granted: Math.min(most, held.granted) };
    held = held.granted > taken.granted ? { ...held, granted: held.granted - taken.granted } : undefined;
    return taken;
  }

  async function giveBack(grant: Drawn, count: number): Promise<void> {
    if (count <= 0) return;
    if (!grant.isProbe) hold(grant, count);
    // Probes of which the gate hears nothing are replaced after a while.
    else await returnToGate(tools.database, sender, grant.turn, count).catch(() => undefined);
  }

  return {
    async draw(most) {
      if (blocks > 0) return blocked;
      const kept = drawHeld(most);
      if (kept) return kept;
      const drawnAtMs = performance.now();
      const grant = { ...(await takeTokens(tools.database, sender, wanted, tools.probeMs)), drawnAtMs };
      if (grant.granted === 0) return grant;
      if (!grant.isProbe) wanted = Math.min(mostWanted, wanted * 2);
      const taken = { ...grant, granted: Math.min(most, grant.granted) };
      await giveBack(grant, grant.granted - taken.granted);
      return taken;
    },
    giveBack,
    calm() {
      wanted = 1;
    },
    block() {
      held = undefined;
      blocks += 1;
      blockedAtMs = performance.now();
    },
    isVoid,
    unblock() {
      blocks -= 1;
    },
  };
}
