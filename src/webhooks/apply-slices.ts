import { CommitUnknown, isConnectionLost, mayPass } from '../db/failures.ts';
import { findSendersByPhoneNumberId } from '../senders/find-senders.ts';
import { readWebhook, type WebhookReading } from '../whatsapp/read-webhook.ts';
import { applyReadings } from './apply-readings.ts';
import type { ApplyTools, Committed } from './apply-webhooks.ts';
import { deadItem } from './dead-item.ts';
import { markApplied, readWaiting, setAside } from './inbox.ts';
import type { Slice, TroubledBodies, TroubledBody } from './troubled-bodies.ts';

export interface Turn {
  /** Slices that were applied or set aside. */
  done: number;
  /** Items that met an error which may pass by itself, and the last of these errors. */
  failed: Slice[];
  error?: unknown;
}

/**
 * Applies what is left of a body, each slice in a transaction of its own: one that fails is cut in two, until the item that
 * fails is alone. It waits when its error may pass, and is set aside otherwise. No slice is begun after `endsAt`. Items may
 * be applied twice after a crash, which does no harm.
 */
export async function applySlices(
  tools: ApplyTools,
  troubled: TroubledBodies,
  body: TroubledBody,
  { endsAt, committed }: { endsAt: number; committed: Committed },
): Promise<Turn> {
  const { inboxId } = body;
  const turn: Turn = { done: 0, failed: [] };
  const [waiting] = await readWaiting(tools.database, inboxId);
  if (!waiting) {
    troubled.delete(inboxId);
    return turn;
  }
  const reading = { inboxId, ...readWebhook(waiting.body) };
  let left = body.slices;
  try {
    for (let next = left[0]; next && performance.now() < endsAt; next = left[0]) {
      const { halves = [], failure } = await applySlice(tools, troubled, reading, next, committed);
      left = [...left.slice(1), ...halves];
      if (failure) {
        turn.failed.push(next);
        turn.error = failure.error;
      } else if (halves.length === 0) turn.done += 1;
    }
  } finally {
    body.slices = [...left, ...turn.failed];
  }
  if (body.slices.length === 0) turn.error = await finish(tools, troubled, inboxId);
  return turn;
}

/** Answers why it could not be done yet. */
async function finish(tools: ApplyTools, troubled: TroubledBodies, inboxId: number): Promise<unknown> {
  try {
    await tools.database.transaction((tx) => {
      markApplied(tx, [inboxId]);
      return Promise.resolve();
    });
    troubled.delete(inboxId);
    return undefined;
  } catch (error) {
    throwIfAway(error);
    return error;
  }
}

/** Everything that a body holds. */
export function slicesOf(reading: WebhookReading): Slice[] {
  return (['problems', 'statuses', 'messages', 'people'] as const).flatMap((kind) =>
    reading[kind].length === 0 ? [] : [{ kind, from: 0, to: reading[kind].length, passes: 0 }],
  );
}

type Reading = WebhookReading & { inboxId: number };

async function applySlice(
  tools: ApplyTools,
  troubled: TroubledBodies,
  reading: Reading,
  slice: Slice,
  committed: Committed,
): Promise<{ halves?: Slice[]; failure?: { error: unknown } }> {
  const part = partOf(reading, slice);
  try {
    await committed(tools, await tools.database.transaction((tx) => applyReadings(tx, tools, [part])));
    return {};
  } catch (error) {
    throwIfAway(error);
    const halves = halvesOf(slice);
    if (halves.length > 0) return { halves };
    if (mayPass(error) && !troubled.isAtFault(slice)) return { failure: { error } };
    return await bury(tools, part, error, committed);
  }
}

/** No item is at fault when the database is away, and no other one would succeed. */
export function throwIfAway(error: unknown): void {
  if (error instanceof CommitUnknown || isConnectionLost(error)) throw error;
}

function halvesOf({ kind, from, to }: Slice): Slice[] {
  if (to - from < 2) return [];
  const middle = from + Math.ceil((to - from) / 2);
  return [
    { kind, from, to: middle, passes: 0 },
    { kind, from: middle, to, passes: 0 },
  ];
}

/** A slice as a body of its own. */
function partOf(reading: Reading, { kind, from, to }: Slice): Reading {
  const empty = { ...reading, statuses: [], messages: [], people: [], problems: [] };
  return { ...empty, [kind]: reading[kind].slice(from, to) };
}

/** With its tenant, who may look at it and have it applied again. */
async function bury(
  tools: ApplyTools,
  part: Reading,
  error: unknown,
  committed: Committed,
): Promise<{ failure?: { error: unknown } }> {
  const { inboxId, problems, statuses, messages, people } = part;
  const [item] = [...problems, ...statuses, ...messages, ...people];
  const { path = '', phoneNumberId = '' } = item ?? {};
  try {
    const dead = await tools.database.transaction(async (tx) => {
      const senders = await findSendersByPhoneNumberId(tx, [phoneNumberId]);
      const items = [deadItem({ inboxId, path, tenantId: senders.get(phoneNumberId)?.tenantId }, error)];
      await setAside(tx, items);
      return items;
    });
    await committed(tools, { bodies: 1, dead, strangers: 0, crowds: 0, ofTenants: new Map() });
    return {};
  } catch (refused) {
    throwIfAway(refused);
    return { failure: { error: refused } };
  }
}
