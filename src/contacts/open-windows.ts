import type { Tx } from '../db/database.ts';

/** Somebody wrote to a sender. */
export interface Opening {
  senderId: string;
  recipientHash: Buffer;
  /** When WhatsApp says they did; without it, now. */
  at: Date | undefined;
  hours: number;
}

/** Opens windows, or keeps them open for longer: what is told late or twice never shortens one. */
export async function openWindows(tx: Tx, tenantId: string, openings: readonly Opening[]): Promise<void> {
  if (openings.length === 0) return;
  await tx.query(
    `INSERT INTO contact_window (tenant_id, sender_id, recipient_hash, open_until)
     SELECT $1, sender_id, recipient_hash, max(least(at, now()) + make_interval(hours => hours))
     FROM unnest($2::uuid[], $3::bytea[], $4::timestamptz[], $5::int[]) AS opening (sender_id, recipient_hash, at, hours)
     GROUP BY sender_id, recipient_hash ORDER BY sender_id, recipient_hash
     ON CONFLICT (tenant_id, sender_id, recipient_hash) DO UPDATE
       SET open_until = excluded.open_until WHERE contact_window.open_until < excluded.open_until`,
    [
      tenantId,
      openings.map((each) => each.senderId),
      openings.map((each) => each.recipientHash),
      openings.map((each) => each.at ?? null),
      openings.map((each) => each.hours),
    ],
  );
}
