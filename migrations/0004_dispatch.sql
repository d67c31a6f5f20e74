-- Pace, order, doubt and schedule. Lock order now, everywhere: idempotency_key by key, lane by lane_id, delivery by
-- message_id, attempt and status_evidence, webhook_flow, pair_pace by recipient_hash, jobs, and tenant_log last.
-- sender_pace is locked in short transactions of its own, or after pair_pace.

ALTER TABLE message
  -- The message that this one sends again.
  ADD COLUMN retry_of uuid,
  -- Not before this, as its caller asked.
  ADD COLUMN send_at  timestamptz;
CREATE INDEX message_by_retry_of ON message (tenant_id, retry_of) WHERE retry_of IS NOT NULL;

ALTER TABLE delivery
  -- 0 low, 1 normal, 2 high.
  ADD COLUMN priority           smallint NOT NULL DEFAULT 1,
  -- What becomes of a message that may have been sent, when nothing proves it in time.
  ADD COLUMN on_unknown         text NOT NULL DEFAULT 'HOLD',
  -- A further attempt was made although an earlier one may have been sent.
  ADD COLUMN possible_duplicate boolean NOT NULL DEFAULT false,
  -- The owner gave it up: UNCONFIRMED for good.
  ADD COLUMN given_up           boolean NOT NULL DEFAULT false,
  ADD COLUMN unknown_since      timestamptz,
  -- Why it waits without a job; until not_before.
  ADD COLUMN parked_for         text,
  -- The place that the pace of its pair reserved for it; gone with the attempt that used it.
  ADD COLUMN pair_slot          timestamptz,
  -- Order: the lane is a keyed hash of sender and ordering key; places grow from 1.
  ADD COLUMN lane_id            bytea,
  ADD COLUMN lane_place         bigint,
  -- The rank from which on the next in the lane may go: 1 accepted, 4 delivered.
  ADD COLUMN lane_barrier       smallint,
  ADD COLUMN lane_timeout_ms    integer,
  -- From its first attempt on: when it stops holding the lane up, whatever became of it.
  ADD COLUMN lane_until         timestamptz,
  -- True while those behind it have to wait.
  ADD COLUMN lane_open          boolean NOT NULL DEFAULT false;

UPDATE delivery SET parked_for = 'BACK_OFF' WHERE NOT ready AND phase = 'RETRY_WAIT';
UPDATE delivery SET parked_for = 'SEND_AT' WHERE NOT ready AND phase IN ('SCHEDULED', 'QUEUED');
UPDATE delivery SET unknown_since = now() WHERE phase = 'UNKNOWN';

ALTER TABLE delivery
  ADD CONSTRAINT delivery_priority_is_known CHECK (priority BETWEEN 0 AND 2),
  ADD CONSTRAINT delivery_on_unknown_is_known CHECK (on_unknown IN ('HOLD', 'RESEND')),
  ADD CONSTRAINT delivery_parked_for_is_known CHECK (parked_for IN ('SEND_AT', 'BACK_OFF', 'PAIR_PACE', 'ORDER',
    'TEMPLATE_PAUSED', 'REFERENCE')),
  ADD CONSTRAINT delivery_parked_says_why CHECK ((parked_for IS NOT NULL) =
    (NOT ready AND phase IN ('SCHEDULED', 'QUEUED', 'RETRY_WAIT'))),
  ADD CONSTRAINT delivery_unknown_has_a_beginning CHECK ((unknown_since IS NOT NULL) = (phase = 'UNKNOWN')),
  ADD CONSTRAINT delivery_lane_is_whole CHECK (num_nonnulls(lane_id, lane_place, lane_barrier, lane_timeout_ms) IN (0, 4)),
  ADD CONSTRAINT delivery_lane_open_in_a_lane CHECK (NOT lane_open OR lane_id IS NOT NULL),
  ADD CONSTRAINT delivery_given_up_is_unconfirmed CHECK (NOT given_up OR phase IN ('UNCONFIRMED', 'HANDED_OVER', 'FAILED'));
CREATE INDEX delivery_unknown ON delivery (tenant_id, sender_id, unknown_since) WHERE phase = 'UNKNOWN';
CREATE INDEX delivery_in_lane ON delivery (tenant_id, lane_id, lane_place) WHERE lane_open;

ALTER TABLE attempt
  -- The highest that is proved of it apart from a failure: what stays while another attempt may still arrive.
  ADD COLUMN reached smallint NOT NULL DEFAULT 0,
  -- Ended without acceptance, or its silence was judged: the failure of another attempt no longer waits for it.
  ADD COLUMN closed  boolean NOT NULL DEFAULT false;
UPDATE attempt SET reached = CASE WHEN rank = 3 THEN 1 ELSE rank END,
  closed = coalesce(outcome IN ('NOT_WRITTEN', 'REFUSED'), false)
  WHERE rank > 0 OR outcome IN ('NOT_WRITTEN', 'REFUSED');
ALTER TABLE attempt
  ADD CONSTRAINT attempt_reached_is_known CHECK (reached IN (0, 1, 2, 4, 5, 6) AND reached <= rank);

-- Messages of one ordering key go one after another.
CREATE TABLE lane (
  tenant_id      uuid NOT NULL,
  lane_id        bytea NOT NULL,
  sender_id      uuid NOT NULL,
  -- The place of the newest message, and of the last one that was let go.
  last_place     bigint NOT NULL,
  released_place bigint NOT NULL DEFAULT 0,
  look_at        timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, lane_id),
  CONSTRAINT lane_released_below_last CHECK (released_place <= last_place)
);
CREATE INDEX lane_waiting ON lane (look_at) WHERE released_place < last_place;
CREATE INDEX lane_idle ON lane (look_at) WHERE released_place = last_place;

-- Whether the webhooks of a sender flow: silence proves something only while they do.
CREATE TABLE webhook_flow (
  tenant_id        uuid NOT NULL,
  sender_id        uuid NOT NULL,
  -- The start of the latest attempt that was accepted, and of the latest that a webhook spoke of.
  accepted_through timestamptz,
  heard_through    timestamptz,
  -- Since when they flow without a break.
  flowing_since    timestamptz,
  PRIMARY KEY (tenant_id, sender_id)
) WITH (fillfactor = 50);

-- Messages that ended because of a fault of ours, with what is needed to find it. The message itself says FAILED.
CREATE TABLE dead_letter (
  tenant_id  uuid NOT NULL,
  message_id uuid NOT NULL,
  -- Where it failed: CLAIM, RENDER or SETTLE.
  stage      text NOT NULL,
  -- The kind of error and its place in the code; never its text, which may quote the message.
  cause      text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, message_id),
  CONSTRAINT dead_letter_stage_is_known CHECK (stage IN ('CLAIM', 'RENDER', 'SETTLE'))
);

ALTER TABLE sender
  -- What WhatsApp allows this number: 80, 20 beside a phone with the app, 1,000 after an upgrade.
  ADD COLUMN messages_per_second integer NOT NULL DEFAULT 80,
  ADD CONSTRAINT sender_has_a_pace CHECK (messages_per_second BETWEEN 1 AND 1000000);

-- The gate of a sender, shared by all workers: how fast, and whether at all. Hot: a few updates a second.
CREATE TABLE sender_pace (
  tenant_id    uuid NOT NULL,
  sender_id    uuid NOT NULL,
  -- Theoretical arrival time of the generic cell rate algorithm: up to when tokens are given away.
  tat          timestamptz NOT NULL DEFAULT now(),
  -- The share of the full pace after WhatsApp said "too fast", and when it said so.
  slowed_to    real,
  slowed_at    timestamptz,
  -- While closed nothing is claimed, and messages keep waiting.
  closed_until timestamptz,
  closed_code  text,
  closed_since timestamptz,
  -- How often in a row a probe found it still closed; the pause grows with it.
  closed_times integer NOT NULL DEFAULT 0,
  -- After a pause: how many may go now to try it, and how many came through; null and 0 when it is open.
  probes_left   integer,
  probes_passed integer NOT NULL DEFAULT 0,
  -- Counts the closings: what left before one says nothing about it.
  turn          integer NOT NULL DEFAULT 0,
  -- A worker that cannot reach WhatsApp says so here, for people to see; other workers go on.
  unreachable_until timestamptz,
  PRIMARY KEY (tenant_id, sender_id),
  CONSTRAINT sender_pace_slowed_is_whole CHECK ((slowed_to IS NULL) = (slowed_at IS NULL)),
  CONSTRAINT sender_pace_closed_says_why CHECK ((closed_until IS NULL) = (closed_code IS NULL))
) WITH (fillfactor = 20, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);

-- The pace of a sender to one recipient. Rows that stand still are deleted.
CREATE TABLE pair_pace (
  tenant_id      uuid NOT NULL,
  sender_id      uuid NOT NULL,
  recipient_hash bytea NOT NULL,
  tat            timestamptz NOT NULL,
  -- Refusals for this pair in a row, and the last of them.
  strikes        smallint NOT NULL DEFAULT 0,
  struck_at      timestamptz,
  PRIMARY KEY (tenant_id, sender_id, recipient_hash)
) WITH (fillfactor = 70);
CREATE INDEX pair_pace_by_age ON pair_pace (tat);

-- A template that WhatsApp has paused holds up its own messages only.
CREATE TABLE template_pause (
  tenant_id uuid NOT NULL,
  sender_id uuid NOT NULL,
  name      text NOT NULL,
  language  text NOT NULL,
  code      text NOT NULL,
  until     timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, sender_id, name, language)
);
