import type { Database } from '../db/database.ts';
import type { Doorbell } from '../db/doorbell.ts';
import type { Log } from '../log/log.ts';
import { gateTopic } from '../queue/topics.ts';
import { closeGate } from '../senders/close-gate.ts';
import { failGate, passGate, returnToGate } from '../senders/end-probe.ts';
import { noteUnreachable } from '../senders/note-unreachable.ts';
import type { Sender } from '../senders/sender.ts';
import { slowSender } from '../senders/slow-sender.ts';
import { pauseTemplate } from '../senders/template-pauses.ts';
import type { SendOutcome } from '../whatsapp/classify-answer.ts';
import type { Failure } from '../whatsapp/failure.ts';
import { isUnsendable } from '../whatsapp/is-unsendable.ts';
import { healthOf } from './breaker.ts';
import type { ClaimedMessage } from './claim-messages.ts';
import { pauseAfter, restOf, type GateTimes } from './gate-times.ts';
import type { Drawn } from './purse.ts';
import type { HealthWatch, HostLeave, Verdict } from './watch-health.ts';

export interface ReportTools {
  database: Database;
  doorbell: Doorbell;
  health: HealthWatch;
  gateTimes: GateTimes;
  /** Those that this process serves now. */
  senders: () => readonly Sender[];
  log: Log;
}

/** With which leave a message went out. */
export interface Leave {
  gate: Drawn;
  host: HostLeave;
}

/** What became of a send, and what the breaker says to it. */
export interface Noted {
  outcome: SendOutcome | undefined;
  verdict: Verdict;
}

/** Before anything is awaited, so that a sick WhatsApp gets no further requests while the outcome is stored. */
export function noteOutcome(
  health: HealthWatch,
  senderId: string,
  leave: Leave,
  outcome: SendOutcome | undefined,
): Noted & { closesGate: boolean } {
  if (!outcome) {
    health.giveBack(leave.host, 1);
    return { outcome, verdict: 'NOTHING', closesGate: false };
  }
  const kind = healthOf(outcome);
  const verdict = health.note(senderId, kind, leave.host);
  const isRefused = outcome.class === 'REFUSED' && outcome.failure.action === 'PAUSE_SENDER';
  const isBadProbe = leave.gate.isProbe && (kind === 'UNKNOWN' || kind === 'FAULT');
  const closesGate = verdict === 'CLOSE_SENDER' || isRefused || isUnsendable(outcome) || isBadProbe;
  return { outcome, verdict, closesGate };
}

/**
 * Tells the gates what became of a send, after it is settled. Everything here is a hint for those that follow: when it is
 * lost, the next refusal says it again.
 */
export async function reportOutcome(
  tools: ReportTools,
  claimed: ClaimedMessage,
  leave: Leave,
  { outcome, verdict }: Noted,
): Promise<void> {
  const { tenantId, senderId } = claimed.sender;
  try {
    const isClosed = outcome ? await judgeOutcome(tools, claimed, leave, outcome, verdict) : false;
    if (leave.gate.isProbe && !isClosed) await endProbe(tools, claimed.sender, leave, outcome);
  } catch (error) {
    tools.log.warn({ event: 'dispatch.report_failed', tenantId, senderId, error });
  }
}

/** True when it closed the gate of the sender. */
async function judgeOutcome(
  tools: ReportTools,
  claimed: ClaimedMessage,
  leave: Leave,
  outcome: SendOutcome,
  verdict: Verdict,
): Promise<boolean> {
  const { sender } = claimed;
  if (isUnsendable(outcome)) return closeSender(tools, sender, leave, unsendable);
  if (verdict === 'CLOSE_SENDER') return closeSender(tools, sender, leave, unreachable);
  if (verdict === 'HOST_REACHED') await tellUnreachable(tools, null);
  else if (verdict !== 'NOTHING') await tellUnreachable(tools, verdict.hostClosedForMs);
  return outcome.class === 'REFUSED' && (await obeyRefusal(tools, claimed, leave, outcome.failure));
}

async function obeyRefusal(
  tools: ReportTools,
  { sender, content }: ClaimedMessage,
  leave: Leave,
  failure: Failure,
): Promise<boolean> {
  const { code, action, waitSeconds } = failure;
  if (action === 'PAUSE_SENDER') return closeSender(tools, sender, leave, { code, waitSeconds });
  if (action === 'SLOW_SENDER') {
    const perSecond = await slowSender(tools.database, sender);
    const { tenantId, senderId } = sender;
    if (perSecond !== undefined)
      tools.log.warn({ event: 'dispatch.sender_slowed', tenantId, senderId, code, perSecond });
  }
  if (action === 'PAUSE_TEMPLATE' && content?.type === 'template') {
    await pauseTemplate(tools.database, sender, content.template, {
      code,
      forMs: (waitSeconds ?? 0) * 1000,
    });
  }
  return false;
}

/** Paused until a person has mended it, and tried now and then. */
const unsendable = { code: 'REQUEST_UNSENDABLE', waitSeconds: undefined };
const unreachable = { code: 'WHATSAPP_UNREACHABLE', waitSeconds: undefined };

async function closeSender(
  tools: ReportTools,
  sender: Sender,
  leave: Leave,
  { code, waitSeconds }: { code: string; waitSeconds: number | undefined },
): Promise<boolean> {
  const { tenantId, senderId } = sender;
  const closing = await closeGate(tools.database, sender, {
    code,
    turn: leave.gate.turn,
    forMs: (timesBefore) =>
      code === unreachable.code
        ? restOf(tools.gateTimes, Math.random)
        : pauseAfter(waitSeconds, timesBefore, tools.gateTimes),
  });
  if (closing) tools.log.warn({ event: 'dispatch.sender_paused', tenantId, senderId, code, ...closing });
  return true;
}

async function endProbe(
  tools: ReportTools,
  sender: Sender,
  leave: Leave,
  outcome: SendOutcome | undefined,
): Promise<void> {
  const { tenantId, senderId } = sender;
  const health = outcome ? healthOf(outcome) : 'NOT_WRITTEN';
  if (health === 'UNKNOWN' || health === 'FAULT') {
    const { code } = unreachable;
    const forMs = restOf(tools.gateTimes, Math.random);
    const closing = await failGate(tools.database, sender, { code, turn: leave.gate.turn, forMs });
    if (closing) tools.log.warn({ event: 'dispatch.sender_paused', tenantId, senderId, code, ...closing });
  } else if (health === 'NOT_WRITTEN') {
    await returnToGate(tools.database, sender, leave.gate.turn, 1);
  } else if (await passGate(tools.database, sender, leave.gate.turn)) {
    tools.log.info({ event: 'dispatch.sender_resumed', tenantId, senderId });
  }
  tools.doorbell.ring([gateTopic(senderId)]);
}

/** `forMs` null: it can be reached again. */
async function tellUnreachable(tools: ReportTools, forMs: number | null): Promise<void> {
  const senders = tools.senders();
  const count = senders.length;
  if (forMs === null) tools.log.info({ event: 'dispatch.whatsapp_reached', senders: count });
  else tools.log.warn({ event: 'dispatch.whatsapp_unreachable', senders: count, forMs });
  await tools.database.transaction((tx) => noteUnreachable(tx, senders, forMs));
}
