import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judgeSilence } from '../../src/delivery/judge-silence.ts';
import type { WebhookFlow } from '../../src/delivery/webhook-flow.ts';
import { after, now } from './made.ts';

const windowMs = 1_000;
const moment = fc.integer({ min: -5_000, max: 0 });
const flows = fc.record({
  accepted: fc.option(moment, { nil: null }),
  heard: fc.option(moment, { nil: null }),
  since: fc.option(moment, { nil: null }),
});
/** A message that started, and some time after that became UNKNOWN. */
const messages = fc
  .tuple(moment, moment)
  .map(([a, b]) => ({ started: Math.min(a, b), unknown: Math.max(a, b) }));

test('silence is judged exactly when the rule of the settle window says so', () => {
  fc.assert(
    fc.property(flows, messages, (flow, message) => {
      expect(isJudged(flow, message)).toBe(rule(flow, message));
    }),
    { numRuns: 20_000 },
  );
});

test('while nothing is heard of what WhatsApp accepts, nothing sent before that is judged, however long it lasts', () => {
  fc.assert(
    fc.property(
      messages.filter(({ started }) => started <= -550),
      fc.option(fc.integer({ min: -5_000, max: -600 }), { nil: null }),
      (message, heard) => {
        const flow = { accepted: -550, heard, since: -5_000 };
        expect(isJudged(flow, message)).toBe(false);
      },
    ),
  );
});

test('what was sent after all that WhatsApp accepted is judged by the clock, even if nothing is ever heard', () => {
  fc.assert(
    fc.property(
      messages,
      fc.option(fc.integer({ min: -9_000, max: -6_000 }), { nil: null }),
      (message, heard) => {
        const flow = { accepted: message.started - 1, heard, since: -9_000 };
        expect(isJudged(flow, message)).toBe(message.unknown <= -2 * windowMs);
      },
    ),
  );
});

test('a message is never given to its policy before a whole window has passed, and with flowing webhooks never later than two', () => {
  fc.assert(
    fc.property(flows, messages, (flow, message) => {
      if (isJudged(flow, message)) expect(-message.unknown).toBeGreaterThanOrEqual(windowMs);
      const flowing = { accepted: null, heard: flow.heard, since: -5_000 };
      if (-message.unknown >= 2 * windowMs) expect(isJudged(flowing, message)).toBe(true);
    }),
  );
});

interface Flow {
  accepted: number | null;
  heard: number | null;
  since: number | null;
}
interface Message {
  started: number;
  unknown: number;
}

function isJudged({ accepted, heard, since }: Flow, { started, unknown }: Message): boolean {
  const flow: WebhookFlow = {
    acceptedThrough: at(accepted),
    heardThrough: at(heard),
    flowingSince: at(since),
  };
  const cutOffs = judgeSilence(flow, now, windowMs);
  if (cutOffs.stalledThrough !== null && after(started) <= cutOffs.stalledThrough) return false;
  // As the statement of settleUnknown compares.
  const compared = cutOffs.heardThrough !== null && after(started) < cutOffs.heardThrough;
  return after(unknown) <= (compared ? cutOffs.compared : cutOffs.alone);
}

/** The rule as it is written down, in milliseconds before now. */
function rule({ accepted, heard, since }: Flow, { started, unknown }: Message): boolean {
  if (accepted !== null && started <= accepted && (heard === null || accepted > heard)) {
    if (heard !== null && accepted - heard > windowMs / 2) return false;
    if (0 - accepted > windowMs / 2) return false;
  }
  if (heard !== null && heard > started) return since !== null && 0 >= Math.max(unknown, since) + windowMs;
  return 0 >= unknown + 2 * windowMs;
}

function at(ms: number | null): Date | null {
  return ms === null ? null : after(ms);
}
