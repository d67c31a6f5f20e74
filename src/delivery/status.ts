/** What we are doing with a message. Guarded: a phase moves only along `phaseMoves`. */
export type Phase =
  | 'SCHEDULED'
  | 'QUEUED'
  | 'SENDING'
  | 'RETRY_WAIT'
  | 'UNKNOWN'
  | 'UNCONFIRMED'
  | 'HANDED_OVER'
  | 'FAILED'
  | 'CANCELED'
  | 'EXPIRED';

/**
 * What WhatsApp has proved about a message. FAILED stands below DELIVERED because a delivery is a proof and a failure is
 * a belief: both "delivered after failed" and "failed after delivered" happen in the field.
 */
export const rank = { NONE: 0, ACCEPTED: 1, SENT: 2, FAILED: 3, DELIVERED: 4, READ: 5, PLAYED: 6 } as const;
export type Rank = (typeof rank)[keyof typeof rank];

/** What callers see: the label of the rank where something is proved, else the label of the phase. */
export const messageStatuses = [
  'SCHEDULED',
  'QUEUED',
  'SENDING',
  'RETRYING',
  'UNKNOWN',
  'UNCONFIRMED',
  'ACCEPTED',
  'SENT',
  'DELIVERED',
  'READ',
  'PLAYED',
  'FAILED',
  'EXPIRED',
  'CANCELED',
] as const;
export type MessageStatus = (typeof messageStatuses)[number];

export function statusOf(delivery: { phase: Phase; rank: Rank }): MessageStatus {
  return delivery.rank > rank.NONE ? labelOfRank[delivery.rank] : labelOfPhase[delivery.phase];
}

const labelOfRank: Record<Rank, MessageStatus> = {
  // Never shown: rank NONE shows the phase.
  [rank.NONE]: 'UNKNOWN',
  [rank.ACCEPTED]: 'ACCEPTED',
  [rank.SENT]: 'SENT',
  [rank.FAILED]: 'FAILED',
  [rank.DELIVERED]: 'DELIVERED',
  [rank.READ]: 'READ',
  [rank.PLAYED]: 'PLAYED',
};

const labelOfPhase: Record<Phase, MessageStatus> = {
  SCHEDULED: 'SCHEDULED',
  QUEUED: 'QUEUED',
  SENDING: 'SENDING',
  RETRY_WAIT: 'RETRYING',
  UNKNOWN: 'UNKNOWN',
  UNCONFIRMED: 'UNCONFIRMED',
  HANDED_OVER: 'ACCEPTED',
  FAILED: 'FAILED',
  CANCELED: 'CANCELED',
  EXPIRED: 'EXPIRED',
};

/** The statuses of a webhook that prove something; any other word is kept as evidence of rank NONE. */
export function rankOfWord(word: string): Rank {
  switch (word) {
    case 'accepted':
      return rank.ACCEPTED;
    case 'sent':
      return rank.SENT;
    case 'failed':
      return rank.FAILED;
    case 'delivered':
      return rank.DELIVERED;
    case 'read':
      return rank.READ;
    case 'played':
      return rank.PLAYED;
    default:
      return rank.NONE;
  }
}

export const phaseMoves: Record<Phase, readonly Phase[]> = {
  SCHEDULED: ['QUEUED', 'CANCELED', 'EXPIRED'],
  QUEUED: ['SENDING', 'CANCELED', 'EXPIRED', 'FAILED'],
  SENDING: ['HANDED_OVER', 'RETRY_WAIT', 'FAILED', 'UNKNOWN', 'UNCONFIRMED'],
  RETRY_WAIT: ['SENDING', 'HANDED_OVER', 'CANCELED', 'EXPIRED', 'FAILED', 'UNCONFIRMED'],
  UNKNOWN: ['HANDED_OVER', 'RETRY_WAIT', 'FAILED', 'UNCONFIRMED'],
  UNCONFIRMED: ['HANDED_OVER', 'RETRY_WAIT', 'FAILED'],
  // Evidence beats belief: what WhatsApp refused may turn out to have been taken.
  FAILED: ['HANDED_OVER'],
  HANDED_OVER: [],
  CANCELED: [],
  EXPIRED: [],
};
