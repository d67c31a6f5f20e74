import type { InboundContent, InboundContext, InboundReferral } from '../content/inbound-content.ts';
import type { Tx } from '../db/database.ts';
import { newId } from '../db/new-id.ts';

/** A message to store, as WhatsApp reported it. */
export interface NewInbound {
  senderId: string;
  wamid: string;
  fromPhone?: string | undefined;
  fromUserId?: string | undefined;
  profileName?: string | undefined;
  username?: string | undefined;
  content: InboundContent;
  context?: InboundContext | undefined;
  referral?: InboundReferral | undefined;
  groupId?: string | undefined;
  providerAt?: Date | undefined;
}

/** Stores messages and answers those that are new, with their ids: what is told again is stored once. */
export async function storeInbound(
  tx: Tx,
  tenantId: string,
  messages: readonly NewInbound[],
): Promise<(NewInbound & { id: string })[]> {
  if (messages.length === 0) return [];
  const named = messages.map((each) => ({ ...each, id: newId() }));
  const rows = await tx.query<{ id: string }>(
    `INSERT INTO inbound_message (tenant_id, inbound_id, sender_id, wamid, from_phone, from_user_id, profile_name,
       username, type, content, context, referral, group_id, provider_at)
     SELECT $1, new.* FROM unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
       $9::text[], $10::jsonb[], $11::jsonb[], $12::jsonb[], $13::text[], $14::timestamptz[])
       AS new (id, sender_id, wamid, from_phone, from_user_id, profile_name, username, type, content, context, referral,
         group_id, provider_at)
     ORDER BY new.sender_id, new.wamid, new.id
     ON CONFLICT DO NOTHING RETURNING inbound_id AS id`,
    [
      tenantId,
      named.map((each) => each.id),
      named.map((each) => each.senderId),
      named.map((each) => each.wamid),
      named.map((each) => each.fromPhone ?? null),
      named.map((each) => each.fromUserId ?? null),
      named.map((each) => each.profileName ?? null),
      named.map((each) => each.username ?? null),
      named.map((each) => each.content.type),
      named.map((each) => JSON.stringify(each.content)),
      named.map((each) => toJson(each.context)),
      named.map((each) => toJson(each.referral)),
      named.map((each) => each.groupId ?? null),
      named.map((each) => each.providerAt ?? null),
    ],
  );
  const stored = new Set(rows.map((row) => row.id));
  return named.filter((each) => stored.has(each.id));
}

function toJson(value: object | undefined): string | null {
  return value === undefined ? null : JSON.stringify(value);
}
