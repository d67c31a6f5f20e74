import { isServerInTrouble, mayPass } from '../db/failures.ts';
import { logTopic } from '../events/topics.ts';
import { failpoint } from '../log/failpoint.ts';
import { releaseLanes } from '../messages/release-lanes.ts';
import { sendTopic } from '../queue/topics.ts';
import { strikePair } from '../senders/strike-pair.ts';
import { hashRecipient } from '../contacts/hash-aliases.ts';
import type { Sender } from '../senders/sender.ts';
import type { Capacity } from './capacity.ts';
import { claimMessages, type ClaimedBatch, type ClaimedMessage } from './claim-messages.ts';
import { claimOneByOne } from './claim-one-by-one.ts';
import { countInFlight, type InFlight } from './in-flight.ts';
import { listen, nap } from './lane-bell.ts';
import type { Purse } from './purse.ts';
import { noteOutcome, reportOutcome, type Leave, type ReportTools } from './report-outcome.ts';
import type { PumpTools } from './run-pump.ts';
import { sendMessage, type Sent } from './send-message.ts';
import { countLowest, watchPriorities, type PriorityWatch } from './split-grant.ts';

export interface LaneTools extends PumpTools, ReportTools {
  capacity: Capacity;
  /** Sends in flight at once in this lane, as many senders as there are now. */
  places: () => number;
}

/** Messages of one sender in one claim: enough to pay for the transaction, few enough to leave room for other senders. */
const maxClaim = 100;
/** Less than a claim takes; ms. */
const gatherMs = 10;
/** Answered and not yet stored, for each place: as many as are answered while one batch is stored. Their leases run. */
const unsettledPerPlace = 4;
/** In flight at once while too many sends of the sender go unanswered. */
const placesInDoubt = 4;
/** After a look that failed; ms. */
const pauseAfterErrorMs = 1_000;
/** How often in a row a claim may fail by what passes by itself, before the message that meets it each time is left out. */
const maxPasses = 3;

/** What one look came to: what to send, and what to do then. */
interface Look {
  claimed: { message: ClaimedMessage; leave: Leave }[];
  /** At once, after a ring, or after so many milliseconds. */
  next: 'AT_ONCE' | 'WHEN_RUNG' | number;
}

/**
 * Claim, send, settle, for one sender. A lane claims only what it has leave to send and what can be sent at once; it
 * sleeps until it is rung, or until its pace or its gate lets it go on.
 */
export async function runLane(
  tools: LaneTools,
  sender: Sender,
  purse: Purse,
  signal: AbortSignal,
): Promise<void> {
  using bell = listen(tools.doorbell, sendTopic(sender.senderId), signal);
  const sending = countInFlight();
  const unsettled = countInFlight();
  const priorities = watchPriorities();
  let claimedSoFar = 0;
  let isBusy = false;
  let failedInARow = 0;

  const look = async (): Promise<Look> => {
    await unsettled.untilAtMost(tools.places() * unsettledPerPlace);
    const free = await takePlaces(tools, sender, sending, isBusy, signal);
    if (free === 0) return { claimed: [], next: 'AT_ONCE' };
    let used = 0;
    failedInARow += 1;
    try {
      const isPatient = failedInARow <= maxPasses;
      const found = await lookOnce(tools, sender, purse, { most: free, claimedSoFar, priorities, isPatient });
      used = found.claimed.length;
      failedInARow = 0;
      return found;
    } finally {
      tools.capacity.giveBack(free - used);
    }
  };

  while (!signal.aborted) {
    const looked = await tools.loops.turn('claim', look, sender.senderId);
    const { claimed, next } = looked ?? { claimed: [], next: pauseAfterErrorMs };
    claimedSoFar += claimed.length;
    isBusy = next === 'AT_ONCE';
    for (const { message, leave } of claimed) {
      const isSettled = unsettled.begin();
      const isAnswered = sending.begin();
      const answered = (): void => {
        isAnswered();
        tools.capacity.release();
      };
      // A send that throws is a fault of ours: its message stays with its lease, and the others go on.
      void tools.loops
        .turn('send', () => sendAndSettle(tools, purse, message, leave, answered), sender.senderId)
        .finally(isSettled);
    }
    if (next === 'WHEN_RUNG') await bell.next();
    else if (next !== 'AT_ONCE') await nap(tools, sender.senderId, next, signal);
  }
  await unsettled.untilAtMost(0);
}

/**
 * Places for one claim, those included that will be free when it is done. While much waits a claim of few costs as much
 * as one of many, so it waits a little for more; a send that hangs holds up nobody. None: look again.
 */
async function takePlaces(
  { capacity, health, places }: LaneTools,
  sender: Sender,
  sending: InFlight,
  isBusy: boolean,
  signal: AbortSignal,
): Promise<number> {
  const isUncertain = health.isUncertain(sender.senderId);
  const own = places();
  const most = isUncertain ? placesInDoubt : own + capacity.soonFree();
  if (isBusy && !isUncertain) await sending.untilAtMost(most - Math.min(maxClaim, own), gatherMs);
  if (sending.count >= most) {
    await sending.untilAtMost(most - 1);
    return 0;
  }
  return capacity.take(Math.min(maxClaim, most - sending.count), signal);
}

/** Without leave nothing is claimed. */
async function lookOnce(
  tools: LaneTools,
  sender: Sender,
  purse: Purse,
  look: { most: number; claimedSoFar: number; priorities: PriorityWatch; isPatient: boolean },
): Promise<Look> {
  const nothing = { claimed: [] };
  const host = tools.health.admit(look.most);
  if (host.most === 0) return { ...nothing, next: host.waitMs };
  let used = 0;
  try {
    const gate = await purse.draw(host.most);
    if (gate.granted === 0) return { ...nothing, next: gate.waitMs };
    const lowest = look.priorities.looks(gate.granted) ? countLowest(look.claimedSoFar, gate.granted) : 0;
    const wanted = { limit: gate.granted, lowest };
    const { claimed, consumed } = await claim(tools, sender, wanted, look.isPatient);
    const leaving = claimed.map((message) => ({ message, leave: { gate, host } }));
    used = claimed.length;
    look.priorities.note(
      claimed.map((each) => each.priority),
      lowest > 0,
    );
    await purse.giveBack(gate, gate.granted - used);
    if (consumed === wanted.limit) return { claimed: leaving, next: 'AT_ONCE' };
    purse.calm();
    return { claimed: leaving, next: 'WHEN_RUNG' };
  } finally {
    tools.health.giveBack(host, host.most - used);
  }
}

async function claim(
  tools: LaneTools,
  sender: Sender,
  wanted: { limit: number; lowest: number },
  isPatient: boolean,
): Promise<ClaimedBatch> {
  const batch = await tools.database
    .transaction((tx) => claimMessages(tx, tools, sender, wanted))
    .catch((error: unknown) => {
      if (isServerInTrouble(error) || (isPatient && mayPass(error))) throw error;
      return tools.database.transaction((tx) => claimOneByOne(tx, tools, sender, wanted));
    });
  if (batch.claimed.length > 0) failpoint('claim.committed');
  if (batch.consumed > 0) tools.doorbell.ring([logTopic(sender.tenantId)]);
  // What expired or was refused in the claim holds up its lane no longer.
  await releaseLanes(tools, sender.tenantId, batch.drafts);
  return batch;
}

async function sendAndSettle(
  tools: LaneTools,
  purse: Purse,
  claimed: ClaimedMessage,
  leave: Leave,
  isAnswered: () => void,
): Promise<void> {
  // What was claimed ahead may still be waiting for its turn when a gate closes.
  const mayWrite = (): boolean => !purse.isVoid(leave.gate) && tools.health.holds(leave.host);
  const sent = await sendMessage(tools, claimed, mayWrite).finally(isAnswered);
  const noted = noteOutcome(tools.health, claimed.sender.senderId, leave, sent.outcome);
  if (noted.closesGate) purse.block();
  try {
    await placeBehindStrike(tools, claimed, sent);
    await tools.settler.settle(claimed.sender.tenantId, sent.settlement);
    await reportOutcome(tools, claimed, leave, noted);
  } finally {
    if (noted.closesGate) purse.unblock();
  }
}

/** A pair that is too fast rests; its refused message gets a place behind the rest, in the same line as the others. */
async function placeBehindStrike(
  { database, recipientKey, pair, log }: LaneTools,
  { sender, to }: ClaimedMessage,
  { settlement, outcome }: Sent,
): Promise<void> {
  if (outcome?.class !== 'REFUSED' || outcome.failure.action !== 'PAUSE_PAIR') return;
  if (!to || !settlement.retry) return;
  try {
    settlement.retry.pairSlot = await strikePair(database, sender, hashRecipient(recipientKey, to), pair);
  } catch (error) {
    // It rests as long as a first refusal asks for.
    log.warn({ event: 'dispatch.report_failed', senderId: sender.senderId, error });
  }
}
