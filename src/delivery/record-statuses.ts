import type { Tx } from '../db/database.ts';
import type { EventDraft } from '../events/append-events.ts';
import type { Held, Moved } from './delivery.ts';
import { adoptEvidence, storeEvidence, type Evidence, type Target } from './evidence.ts';
import { findByWamid, wamidKey } from './find-by-wamid.ts';
import { holdDeliveries } from './hold-deliveries.ts';
import { proveStatus } from './prove-status.ts';
import { saveDeliveries } from './save-deliveries.ts';
import { moveFlow, newsOf } from './webhook-flow.ts';

/** A status from a webhook. `echo` is what our opaque value said, already checked to be our own writing. */
export interface ReportedStatus {
  evidence: Evidence;
  echo?: Target | undefined;
}

export interface Recorded {
  drafts: EventDraft[];
  /** Said for the first time and matched. */
  matched: number;
  /** Said of a wamid that is not ours yet. */
  parked: number;
  /** Echoed a value of ours for an attempt of another sender, or for one that was never made. */
  denied: number;
}

/** Takes the statuses of one tenant, however many, in a constant number of statements. */
export async function recordStatuses(
  tx: Tx,
  tenantId: string,
  reported: readonly ReportedStatus[],
  windowMs: number,
): Promise<Recorded> {
  // What echoes our own writing is found by that; only if it lies does its wamid have to be looked for.
  const mute = reported.filter(({ echo }) => !echo);
  const byWamid = await findByWamid(
    tx,
    tenantId,
    mute.map(({ evidence }) => evidence),
  );
  const suspects = reported.flatMap(
    (each) => each.echo?.messageId ?? byWamid.get(wamidKey(each.evidence))?.messageId ?? [],
  );
  const { held } = await holdDeliveries(tx, tenantId, [...new Set(suspects)]);
  await findLiars(tx, tenantId, reported, { held, byWamid });

  const pieces = reported.map(({ evidence, echo }) => ({
    evidence,
    target:
      confirmTarget(held, evidence, echo) ?? confirmTarget(held, evidence, byWamid.get(wamidKey(evidence))),
  }));
  const fresh = await storeEvidence(tx, tenantId, pieces);
  const news = pieces.filter(({ evidence }) => fresh.has(evidence));
  const matched = news.flatMap(({ evidence, target }) => (target ? [{ ...evidence, ...target }] : []));
  const moved = await adoptRevealed(tx, tenantId, held, proveAll(held, matched));
  saveDeliveries(tx, tenantId, moved);
  moveFlow(tx, tenantId, newsOf(held, matched, 'HEARD'), windowMs);
  return {
    drafts: moved.flatMap((each) => each.drafts),
    matched: matched.length,
    parked: news.length - matched.length,
    denied: reported.filter(({ evidence, echo }) => echo && !confirmTarget(held, evidence, echo)).length,
  };
}

/** What echoes a value that it cannot be about may be about another message all the same, which its wamid tells. */
async function findLiars(
  tx: Tx,
  tenantId: string,
  reported: readonly ReportedStatus[],
  { held, byWamid }: { held: Map<string, Held>; byWamid: Map<string, Target> },
): Promise<void> {
  const liars = reported.filter(({ evidence, echo }) => echo && !confirmTarget(held, evidence, echo));
  const found = await findByWamid(
    tx,
    tenantId,
    liars.map(({ evidence }) => evidence),
  );
  for (const [key, target] of found) byWamid.set(key, target);
  // Out of order; should two do so at once, one of them is the victim of a deadlock and runs again.
  const missing = [...found.values()].map(({ messageId }) => messageId).filter((id) => !held.has(id));
  if (missing.length === 0) return;
  for (const [id, each] of (await holdDeliveries(tx, tenantId, [...new Set(missing)])).held)
    held.set(id, each);
}

/** A status that tells a wamid of ours also tells whose the statuses are that came before it, however long ago. */
async function adoptRevealed(
  tx: Tx,
  tenantId: string,
  held: ReadonlyMap<string, Held>,
  moved: readonly Moved[],
): Promise<Moved[]> {
  const revealed = moved.flatMap(({ delivery, attempts }) =>
    attempts.flatMap(({ messageId, attempt, senderId, wamid }) => {
      const before = held.get(delivery.messageId)?.attempts.find((each) => each.attempt === attempt);
      return wamid !== null && before?.wamid === null ? [{ messageId, attempt, senderId, wamid }] : [];
    }),
  );
  const after = new Map(moved.map((each) => [each.delivery.messageId, each]));
  for (const each of proveAll(after, await adoptEvidence(tx, tenantId, revealed))) {
    after.set(each.delivery.messageId, each);
  }
  return [...after.values()];
}

/** Merges evidence into held deliveries, in the order in which it happened, and answers those that it touched. */
export function proveAll(held: ReadonlyMap<string, Held>, evidence: readonly (Evidence & Target)[]): Moved[] {
  const touched = new Map<string, Moved>();
  for (const each of [...evidence].sort(byTimeThenRank)) {
    const before: (Held & Partial<Moved>) | undefined =
      touched.get(each.messageId) ?? held.get(each.messageId);
    if (!before) continue;
    const earlier = before.drafts ?? [];
    const after = proveStatus(before, {
      ...each,
      providerAt: each.providerAt ?? undefined,
      error: each.error ?? undefined,
      pricing: each.pricing ?? undefined,
    });
    touched.set(each.messageId, { ...after, drafts: [...earlier, ...after.drafts] });
  }
  return [...touched.values()];
}

function byTimeThenRank(a: Evidence, b: Evidence): number {
  return (a.providerAt?.getTime() ?? 0) - (b.providerAt?.getTime() ?? 0) || a.rank - b.rank;
}

/** Whoever can post a webhook can write any id: it counts only for a message of the same sender that was attempted. */
function confirmTarget(
  held: ReadonlyMap<string, Held>,
  evidence: Evidence,
  target: Target | undefined,
): Target | undefined {
  if (!target) return undefined;
  const attempts = held.get(target.messageId)?.attempts ?? [];
  const found = attempts.find(
    (each) => each.attempt === target.attempt && each.senderId === evidence.senderId,
  );
  return found && { messageId: found.messageId, attempt: found.attempt };
}
