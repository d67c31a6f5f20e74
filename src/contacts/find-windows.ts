import type { KeyObject } from 'node:crypto';
import type { Tx } from '../db/database.ts';
import type { Recipient } from '../recipient/recipient.ts';
import { hashAliases } from './hash-aliases.ts';

/** Whether somebody may be written to freely, from one sender. */
export type ConversationWindow =
  | { state: 'OPEN' | 'CLOSED'; until: Date }
  /** They never wrote to this sender, as far as we know. */
  | { state: 'UNKNOWN'; until: null };

/** The pair that a window belongs to; of several names of one person the one heard of last counts. */
export interface WindowPair {
  senderId: string;
  people: readonly Recipient[];
}

export async function findWindows(
  tx: Pick<Tx, 'query'>,
  tenantId: string,
  recipientKey: KeyObject,
  pairs: readonly WindowPair[],
): Promise<ConversationWindow[]> {
  const named = pairs.flatMap(({ senderId, people }, place) =>
    people.map((person) => ({ place, senderId, person })),
  );
  const aliases = await hashAliases(
    tx,
    tenantId,
    recipientKey,
    named.map((each) => each.person),
  );
  const asked = named.flatMap(({ place, senderId }, index) =>
    (aliases[index] ?? []).map((recipientHash) => ({ place, senderId, recipientHash })),
  );
  if (asked.length === 0) return pairs.map(() => unknown);
  const rows = await tx.query<{ place: number; until: Date; isOpen: boolean }>(
    `SELECT asked.place, max(open_until) AS until, max(open_until) > now() AS "isOpen"
     FROM unnest($2::int[], $3::uuid[], $4::bytea[]) AS asked (place, sender_id, recipient_hash)
     JOIN contact_window ON contact_window.tenant_id = $1 AND contact_window.sender_id = asked.sender_id
       AND contact_window.recipient_hash = asked.recipient_hash
     GROUP BY asked.place`,
    [
      tenantId,
      asked.map((each) => each.place),
      asked.map((each) => each.senderId),
      asked.map((each) => each.recipientHash),
    ],
  );
  const found = new Map(rows.map((row) => [row.place, row]));
  return pairs.map((_, place) => {
    const row = found.get(place);
    return row ? { state: row.isOpen ? 'OPEN' : 'CLOSED', until: row.until } : unknown;
  });
}

const unknown: ConversationWindow = { state: 'UNKNOWN', until: null };
