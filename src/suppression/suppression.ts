/** Why somebody is not written to: they said so, or we block them. */
export type SuppressionList = 'UNSUBSCRIBED' | 'BLOCKED';

/** ALL messages that ask to be filtered, or marketing only. A block is always for all. */
export type SuppressionScope = 'ALL' | 'MARKETING';

/** How an entry came about. */
export type SuppressionSource = 'API' | 'WHATSAPP_PREFERENCE' | 'ERROR_131050' | 'KEYWORD' | 'IMPORT';

/** One entry of a list. */
export interface Suppression {
  id: string;
  recipientHash: Buffer;
  list: SuppressionList;
  scope: SuppressionScope;
  source: SuppressionSource;
  reason: string | null;
  phone: string | null;
  userId: string | null;
  createdAt: Date;
  /** Null while it holds. */
  endedAt: Date | null;
}

export const suppressionColumns = `
  suppression_id AS id, recipient_hash AS "recipientHash", list, scope, source, reason, phone, user_id AS "userId",
  created_at AS "createdAt", CASE WHEN NOT active THEN ended_at END AS "endedAt"`;
