import type { KeyObject } from 'node:crypto';
import type { Tx } from '../db/database.ts';
import { readNow } from '../delivery/hold-deliveries.ts';
import { findWamids, type KnownWamid } from '../delivery/find-wamids.ts';
import type { KnownSenders } from '../senders/know-senders.ts';
import type { Sender } from '../senders/sender.ts';
import { claimKeys, releaseKeys, type KeyOwner } from './claim-keys.ts';
import type { EnqueueRequest } from './enqueue-request.ts';
import { hasMoments, judgeMoments, type MomentFault } from './judge-moments.ts';
import { ownReferences } from './own-references.ts';
import { findStrangeNumbers } from './find-strange-numbers.ts';
import type { DepthWatch } from './watch-depth.ts';

export interface Candidate {
  request: EnqueueRequest;
  messageId: string;
  fingerprint: Buffer;
}

export interface Accepted extends Candidate {
  sender: Sender;
}

export type Planned =
  | { outcome: 'ENQUEUED'; messageId: string; replayed: boolean }
  | { outcome: 'IDEMPOTENCY_CONFLICT' }
  | { outcome: 'SENDER_NOT_FOUND' }
  /** No country has such a number, and nobody wrote from it. */
  | { outcome: 'STRANGE_NUMBER'; message: string }
  /** One of our own ids that is no message of this sender; `path` says which. */
  | { outcome: 'REFERENCE_NOT_FOUND'; path: readonly string[] }
  | { outcome: 'MOMENTS_UNUSABLE'; faults: readonly MomentFault[] }
  /** It would wait too long. */
  | { outcome: 'QUEUE_FULL'; retryAfterSeconds: number };

/**
 * Decides what becomes of each candidate. Twins by key in one batch: the first is stored, the others follow it. A refused
 * request takes no key; a known key answers before the clock and the queue are asked, so that a replay always stays one.
 */
export async function planBatch(
  tx: Tx,
  tenantId: string,
  candidates: readonly Candidate[],
  tools: { senders: KnownSenders; recipientKey: KeyObject; depth?: DepthWatch | undefined },
): Promise<{ outcomes: Planned[]; accepted: Accepted[] }> {
  const { depth } = tools;
  const senders = await tools.senders.find(
    tx,
    tenantId,
    candidates.map((each) => each.request.from),
  );
  const referenced = candidates.flatMap((each) =>
    ownReferences(each.request).map(({ messageId }) => messageId),
  );
  const known = await findWamids(tx, tenantId, referenced);
  const strange = await findStrangeNumbers(tx, tenantId, tools.recipientKey, candidates, senders);
  const refusals = new Map(
    candidates.map((each) => [each, refusalOf(each.request, senders, known) ?? strange.get(each)]),
  );
  const faults = new Map([
    ...findFullQueues(candidates, senders, depth),
    ...(await findFaults(tx, candidates)),
  ]);
  const firsts = chooseFirsts(
    candidates.filter((each) => !refusals.get(each)),
    faults,
  );
  const owners = await claimKeys(
    tx,
    tenantId,
    [...firsts].map(([key, first]) => ({ key, fingerprint: first.fingerprint, messageId: first.messageId })),
  );
  await releaseKeys(
    tx,
    tenantId,
    [...firsts].flatMap(([key, first]) => (faults.has(first) && !owners.has(key) ? [key] : [])),
  );
  const accepted: Accepted[] = [];
  const outcomes = candidates.map((each): Planned => {
    const refusal = refusals.get(each);
    if (refusal) return refusal;
    const sender = senders.get(each.request.from);
    if (!sender) return { outcome: 'SENDER_NOT_FOUND' };
    const fault = faults.get(each);
    const owner = ownerOf(each, firsts, owners);
    if (fault && !isOwnedBefore(each, owners)) return fault;
    if (!owner) {
      accepted.push({ ...each, sender });
      return { outcome: 'ENQUEUED', messageId: each.messageId, replayed: false };
    }
    return owner.fingerprint.equals(each.fingerprint)
      ? { outcome: 'ENQUEUED', messageId: owner.messageId, replayed: true }
      : { outcome: 'IDEMPOTENCY_CONFLICT' };
  });
  return { outcomes, accepted };
}

/** What a request cannot be stored for, apart from its key and the clock. */
function refusalOf(
  request: EnqueueRequest,
  senders: ReadonlyMap<string, Sender>,
  known: ReadonlyMap<string, KnownWamid>,
): Planned | undefined {
  const sender = senders.get(request.from);
  if (!sender) return { outcome: 'SENDER_NOT_FOUND' };
  const lost = ownReferences(request).find(
    ({ messageId }) => known.get(messageId)?.senderId !== sender.senderId,
  );
  return lost && { outcome: 'REFERENCE_NOT_FOUND', path: lost.path };
}

function findFullQueues(
  candidates: readonly Candidate[],
  senders: ReadonlyMap<string, Sender>,
  depth: DepthWatch | undefined,
): [Candidate, Planned][] {
  return candidates.flatMap((each): [Candidate, Planned][] => {
    const sender = senders.get(each.request.from);
    // What is scheduled waits because it was told to.
    if (!depth || !sender || each.request.sendAt !== undefined) return [];
    const retryAfterSeconds = depth.refuse(sender, each.request.priority);
    return retryAfterSeconds === undefined ? [] : [[each, { outcome: 'QUEUE_FULL', retryAfterSeconds }]];
  });
}

/** Only who names a moment needs a look at the clock. */
async function findFaults(tx: Tx, candidates: readonly Candidate[]): Promise<Map<Candidate, Planned>> {
  const timed = candidates.filter((each) => hasMoments(each.request));
  if (timed.length === 0) return new Map();
  const now = await readNow(tx);
  return new Map(
    timed.flatMap((each) => {
      const faults = judgeMoments(each.request, now);
      return faults.length === 0 ? [] : [[each, { outcome: 'MOMENTS_UNUSABLE', faults }]];
    }),
  );
}

/** Who of several with one key speaks for it: the first that can be stored. */
function chooseFirsts(
  candidates: readonly Candidate[],
  faults: ReadonlyMap<Candidate, unknown>,
): Map<string, Candidate> {
  const firsts = new Map<string, Candidate>();
  for (const each of candidates) {
    const key = each.request.idempotencyKey;
    if (key === undefined) continue;
    const known = firsts.get(key);
    if (!known || (faults.has(known) && !faults.has(each))) firsts.set(key, each);
  }
  return firsts;
}

function isOwnedBefore({ request }: Candidate, owners: ReadonlyMap<string, KeyOwner>): boolean {
  return request.idempotencyKey !== undefined && owners.has(request.idempotencyKey);
}

/** Undefined when the candidate itself becomes the owner of its key, or has none. */
function ownerOf(
  candidate: Candidate,
  firsts: ReadonlyMap<string, Candidate>,
  owners: ReadonlyMap<string, KeyOwner>,
): KeyOwner | undefined {
  const key = candidate.request.idempotencyKey;
  const first = key === undefined ? undefined : firsts.get(key);
  if (key === undefined || first === undefined) return undefined;
  return owners.get(key) ?? (first === candidate ? undefined : first);
}
