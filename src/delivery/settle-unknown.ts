import type { Tx } from '../db/database.ts';
import { changeDue, type Apart, type DueChange } from './change-due.ts';
import type { Held, Moved } from './delivery.ts';
import { readNow } from './hold-deliveries.ts';
import { judgeSilence } from './judge-silence.ts';
import { resend, wasTaken } from './resend.ts';
import { maxTries } from './settle-attempt.ts';
import { unconfirm } from './unconfirm.ts';
import { readFlow } from './webhook-flow.ts';

/** Messages of a sender that nothing was heard of for long enough are given to their own policy. */
export async function settleUnknown(
  tx: Tx,
  sender: { tenantId: string; senderId: string },
  windowMs: number,
  limit: number,
  apart?: Apart,
): Promise<DueChange[]> {
  const cutOffs = judgeSilence(await readFlow(tx, sender), await readNow(tx), windowMs);
  return changeDue(tx, {
    where: `tenant_id = $2 AND sender_id = $3 AND phase = 'UNKNOWN' AND unknown_since <= greatest($4::timestamptz, $5::timestamptz)
       AND (
         SELECT CASE
           WHEN started_at <= $7::timestamptz THEN false
           WHEN started_at < $6::timestamptz THEN delivery.unknown_since <= $4::timestamptz
           ELSE delivery.unknown_since <= $5::timestamptz
         END
         FROM attempt WHERE attempt.tenant_id = delivery.tenant_id
           AND attempt.message_id = delivery.message_id AND attempt.attempt = delivery.attempt
       )`,
    values: [
      sender.tenantId,
      sender.senderId,
      cutOffs.compared,
      cutOffs.alone,
      cutOffs.heardThrough,
      cutOffs.stalledThrough,
    ],
    order: 'unknown_since',
    limit,
    apart,
    withAttempts: true,
    change: giveToPolicy,
  });
}

/** HOLD: at most once. RESEND: at least once, as long as tries are left and WhatsApp has not taken it for certain. */
export function giveToPolicy(held: Held, now: Date): Moved {
  const { onUnknown, tries } = held.delivery;
  const mayResend = onUnknown === 'RESEND' && tries + 1 < maxTries && !wasTaken(held);
  return mayResend ? resend(held, now, tries + 1) : unconfirm(held);
}

/** Which of these senders have a message that has been UNKNOWN for a whole window. */
export async function findSilentSenders<Sender extends { tenantId: string; senderId: string }>(
  tx: Pick<Tx, 'query'>,
  senders: readonly Sender[],
  windowMs: number,
): Promise<Sender[]> {
  const rows = await tx.query<{ place: number }>(
    `SELECT sender.place FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY AS sender (tenant_id, sender_id, place)
     WHERE EXISTS (
       SELECT FROM delivery WHERE delivery.tenant_id = sender.tenant_id AND delivery.sender_id = sender.sender_id
         AND delivery.phase = 'UNKNOWN' AND delivery.unknown_since <= now() - make_interval(secs => $3 / 1000.0)
     )`,
    [senders.map((each) => each.tenantId), senders.map((each) => each.senderId), windowMs],
  );
  return rows.flatMap(({ place }) => senders[place - 1] ?? []);
}
