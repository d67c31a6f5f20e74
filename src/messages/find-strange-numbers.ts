import type { KeyObject } from 'node:crypto';
import { findWindows, type WindowPair } from '../contacts/find-windows.ts';
import type { Tx } from '../db/database.ts';
import { planFaultOf } from '../recipient/phone-number.ts';
import type { Sender } from '../senders/sender.ts';
import type { Candidate, Planned } from './plan-batch.ts';

interface Strange extends WindowPair {
  candidate: Candidate;
  message: string;
}

/**
 * Who is to be written to under a number that no country has. Plans of numbers change, and WhatsApp keeps the ids of old
 * ones: whoever wrote to this sender exists, whatever the plans say; of the others it is a slip.
 */
export async function findStrangeNumbers(
  tx: Pick<Tx, 'query'>,
  tenantId: string,
  recipientKey: KeyObject,
  candidates: readonly Candidate[],
  senders: ReadonlyMap<string, Sender>,
): Promise<Map<Candidate, Planned>> {
  const strange = candidates.flatMap((candidate): Strange[] => {
    const { from, to } = candidate.request;
    const message = 'phone' in to ? planFaultOf(to.phone) : undefined;
    const senderId = senders.get(from)?.senderId;
    if (message === undefined || senderId === undefined) return [];
    return [{ candidate, message, senderId, people: [to] }];
  });
  if (strange.length === 0) return new Map();
  const windows = await findWindows(tx, tenantId, recipientKey, strange);
  return new Map(
    strange.flatMap(({ candidate, message }, place): [Candidate, Planned][] =>
      windows[place]?.state === 'UNKNOWN' ? [[candidate, { outcome: 'STRANGE_NUMBER', message }]] : [],
    ),
  );
}
