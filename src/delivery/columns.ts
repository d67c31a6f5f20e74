export const deliveryColumns = `
  message_id AS "messageId", sender_id AS "senderId", phase, rank, in_doubt AS "inDoubt", attempt, tries, ready,
  not_before AS "notBefore", lease_until AS "leaseUntil", expires_at AS "expiresAt", parked_for AS "parkedFor",
  unknown_since AS "unknownSince", priority, on_unknown AS "onUnknown", possible_duplicate AS "possibleDuplicate",
  given_up AS "givenUp", pair_slot AS "pairSlot", lane_id AS "laneId", lane_barrier AS "laneBarrier",
  lane_timeout_ms AS "laneTimeoutMs", lane_until AS "laneUntil", lane_open AS "laneOpen", wamid, error, pricing,
  accepted_at AS "acceptedAt", sent_at AS "sentAt", delivered_at AS "deliveredAt", read_at AS "readAt",
  played_at AS "playedAt", failed_at AS "failedAt"`;

export const attemptColumns = `
  message_id AS "messageId", attempt, sender_id AS "senderId", started_at AS "startedAt", finished_at AS "finishedAt",
  outcome, rank, reached, closed, wamid, http_status AS "httpStatus", duration_ms AS "durationMs", error`;
