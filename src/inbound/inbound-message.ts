import type { InboundContent, InboundContext, InboundReferral } from '../content/inbound-content.ts';

/** A message that somebody sent to one of our senders. */
export interface InboundMessage {
  id: string;
  tenantId: string;
  senderId: string;
  /** E.164 of our sender. */
  to: string;
  wamid: string;
  /** Who wrote it, by one name or both. */
  fromPhone: string | null;
  fromUserId: string | null;
  profileName: string | null;
  username: string | null;
  content: InboundContent;
  context: InboundContext | null;
  referral: InboundReferral | null;
  groupId: string | null;
  providerAt: Date | null;
  receivedAt: Date;
}

export const selectInbound = `
  SELECT inbound_id AS id, inbound_message.tenant_id AS "tenantId", inbound_message.sender_id AS "senderId",
    sender.phone_number AS "to", wamid, from_phone AS "fromPhone", from_user_id AS "fromUserId",
    profile_name AS "profileName", username, content, context, referral, group_id AS "groupId",
    provider_at AS "providerAt", received_at AS "receivedAt"
  FROM inbound_message JOIN sender ON sender.tenant_id = inbound_message.tenant_id
    AND sender.sender_id = inbound_message.sender_id`;
