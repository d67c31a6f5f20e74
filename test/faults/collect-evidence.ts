import { readBeliefs } from './read-beliefs.ts';
import type { AttemptRow, DeliveryRow, Evidence, EventRow, LedgerRow } from './evidence.ts';
import { readHistory } from './history.ts';
import type { Topology } from './topology.ts';

/** Reads everything that the checker judges by, past all proxies and doors. */
export async function collectEvidence(
  topology: Topology,
  run: { historyPath: string } & Pick<
    Evidence,
    'watchers' | 'settledAfterMs' | 'marks' | 'overtaken' | 'failover'
  >,
): Promise<Evidence> {
  const { postgres, simulator } = topology;
  const { watchers, settledAfterMs, marks, overtaken, failover } = run;
  const { webhooks } = (await (await fetch(`${simulator.url}/_ledger/summary`)).json()) as {
    webhooks: { told: number };
  }; // the simulator's own form
  const [left] = await postgres.query<{ count: number }>(
    `SELECT (SELECT count(*) FROM webhook_inbox WHERE applied_at IS NULL)::int + (SELECT count(*) FROM webhook_dead_item)::int AS count`,
  );
  return {
    history: await readHistory(run.historyPath),
    ledger: (await simulator.ledger()).map(toLedgerRow),
    messages: await postgres.query(
      `SELECT message_id AS "messageId", external_id AS "externalId", ${ms('send_at')} AS "sendAtMs"
       FROM message ORDER BY message_id`,
    ),
    keys: await postgres.query('SELECT key, message_id AS "messageId" FROM idempotency_key'),
    deliveries: await postgres.query<DeliveryRow & Record<string, unknown>>(deliveriesQuery),
    attempts: await postgres.query<AttemptRow & Record<string, unknown>>(
      `SELECT message_id AS "messageId", attempt, ${ms('started_at')} AS "startedAtMs", ${ms('finished_at')} AS "finishedAtMs",
         outcome, wamid FROM attempt ORDER BY started_at`,
    ),
    events: await postgres.query<EventRow & Record<string, unknown>>(
      `SELECT seq::float8 AS seq, message_id AS "messageId", kind, status, attempt, ${ms('at')} AS "atMs" FROM event ORDER BY event.seq`,
    ),
    webhooks: await postgres.query(
      `SELECT status->>'id' AS wamid, status->>'status' AS status FROM webhook_inbox,
         jsonb_path_query(convert_from(body, 'UTF8')::jsonb, '$.entry[*].changes[*].value.statuses[*]') AS status`,
    ),
    webhooksTold: webhooks.told,
    webhooksLeft: left?.count ?? 0,
    watchers,
    settledAfterMs,
    marks,
    beliefs: await readBeliefs(topology),
    overtaken,
    failover,
  };
}

const deliveriesQuery = `SELECT message_id AS "messageId", phase, on_unknown AS "onUnknown",
  possible_duplicate AS "possibleDuplicate", ${ms('expires_at')} AS "expiresAtMs",
  encode(lane_id, 'hex') AS lane, lane_place::float8 AS "lanePlace", lane_barrier AS "laneBarrier", ${ms('lane_until')} AS "laneUntilMs"
  FROM delivery ORDER BY message_id`;

function ms(column: string): string {
  return `(extract(epoch FROM ${column}) * 1000)::float8`;
}

function toLedgerRow(entry: {
  time: string;
  opaque: string | null;
  decision: string;
  wamid: string | null;
}): LedgerRow {
  const [, messageId = null, attempt] = entry.opaque?.split('.') ?? [];
  return {
    timeMs: Date.parse(entry.time),
    messageId,
    attempt: Number(attempt ?? 0),
    accepted: entry.decision === 'ACCEPTED',
    wamid: entry.wamid,
  };
}
