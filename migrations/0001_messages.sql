-- The whole life of a message. Two layers of status: `phase` is what we are doing with it (guarded by compare-and-set),
-- `rank` is what WhatsApp has proved about it (one integer that only grows). Rank numbers, everywhere:
-- 0 none, 1 accepted, 2 sent, 3 failed, 4 delivered, 5 read, 6 played.
-- Lock order in every transaction: idempotency_key by key, delivery by message_id, attempt and status_evidence,
-- jobs, and tenant_log by tenant last.

-- One row. Every process of an installation signs with the same secret: opaque values and fingerprints.
CREATE TABLE installation (
  only_one   boolean PRIMARY KEY DEFAULT true,
  secret     bytea NOT NULL DEFAULT decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'),
  created_at timestamptz NOT NULL DEFAULT now(),
  CONSTRAINT installation_is_one_row CHECK (only_one)
);
INSERT INTO installation DEFAULT VALUES;

CREATE TABLE tenant (
  tenant_id  uuid PRIMARY KEY,
  name       text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE api_key (
  tenant_id     uuid NOT NULL REFERENCES tenant,
  label         text NOT NULL,
  secret_sha256 bytea NOT NULL,
  created_at    timestamptz NOT NULL DEFAULT now(),
  expires_at    timestamptz,
  revoked_at    timestamptz,
  PRIMARY KEY (tenant_id, label),
  CONSTRAINT api_key_secret_is_a_digest CHECK (octet_length(secret_sha256) = 32)
);
CREATE UNIQUE INDEX api_key_by_secret ON api_key (secret_sha256);

CREATE TABLE sender (
  tenant_id       uuid NOT NULL REFERENCES tenant,
  sender_id       uuid NOT NULL,
  phone_number    text NOT NULL,
  phone_number_id text NOT NULL,
  created_at      timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, sender_id),
  CONSTRAINT sender_phone_number_is_e164 CHECK (phone_number ~ '^\+[1-9][0-9]{6,14}$'),
  CONSTRAINT sender_phone_number_once UNIQUE (tenant_id, phone_number)
);
-- Webhooks name only the phone number id, so it finds the tenant.
CREATE UNIQUE INDEX sender_by_phone_number_id ON sender (phone_number_id);

-- Never changes after insert and holds no personal data. No foreign key to the sender: every insert would lock its one row.
CREATE TABLE message (
  tenant_id   uuid NOT NULL,
  message_id  uuid NOT NULL,
  sender_id   uuid NOT NULL,
  type        text NOT NULL,
  external_id text,
  created_at  timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, message_id),
  CONSTRAINT message_external_id_length CHECK (length(external_id) BETWEEN 1 AND 255)
);
CREATE INDEX message_by_external_id ON message (tenant_id, external_id, message_id) WHERE external_id IS NOT NULL;
CREATE INDEX message_by_sender ON message (tenant_id, sender_id, message_id);

-- The personal part, apart from the message so that it can be erased: inserted and deleted, never updated.
CREATE TABLE message_content (
  tenant_id      uuid NOT NULL,
  message_id     uuid NOT NULL,
  to_phone       text,
  to_user_id     text,
  content        jsonb NOT NULL,
  PRIMARY KEY (tenant_id, message_id),
  FOREIGN KEY (tenant_id, message_id) REFERENCES message,
  CONSTRAINT message_content_has_one_recipient CHECK (num_nonnulls(to_phone, to_user_id) = 1)
);
CREATE INDEX message_content_by_phone ON message_content (tenant_id, to_phone, message_id) WHERE to_phone IS NOT NULL;
CREATE INDEX message_content_by_user_id ON message_content (tenant_id, to_user_id, message_id) WHERE to_user_id IS NOT NULL;

CREATE TABLE idempotency_key (
  tenant_id   uuid NOT NULL,
  key         text NOT NULL,
  fingerprint bytea NOT NULL,
  message_id  uuid NOT NULL,
  created_at  timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, key),
  CONSTRAINT idempotency_key_length CHECK (length(key) BETWEEN 1 AND 255)
);
CREATE INDEX idempotency_key_by_age ON idempotency_key (created_at);

CREATE TABLE delivery (
  tenant_id    uuid NOT NULL,
  message_id   uuid NOT NULL,
  sender_id    uuid NOT NULL,
  phase        text NOT NULL,
  rank         smallint NOT NULL DEFAULT 0,
  -- May have been sent and is not proved: from a possible but unproved send until evidence clears it.
  in_doubt     boolean NOT NULL DEFAULT false,
  -- The fence: which attempt may settle. Counts every attempt, also those that were never written.
  attempt      integer NOT NULL DEFAULT 0,
  -- The budget: attempts that WhatsApp refused and that count against the limit.
  tries        integer NOT NULL DEFAULT 0,
  -- True: it may go now and has a job. False while waiting: parked until not_before.
  ready        boolean NOT NULL,
  not_before   timestamptz NOT NULL,
  lease_until  timestamptz,
  expires_at   timestamptz NOT NULL,
  wamid        text,
  error        jsonb,
  pricing      jsonb,
  accepted_at  timestamptz,
  sent_at      timestamptz,
  delivered_at timestamptz,
  read_at      timestamptz,
  played_at    timestamptz,
  failed_at    timestamptz,
  PRIMARY KEY (tenant_id, message_id),
  FOREIGN KEY (tenant_id, message_id) REFERENCES message,
  CONSTRAINT delivery_phase_is_known CHECK (phase IN ('SCHEDULED', 'QUEUED', 'SENDING', 'RETRY_WAIT', 'UNKNOWN',
    'UNCONFIRMED', 'HANDED_OVER', 'FAILED', 'CANCELED', 'EXPIRED')),
  CONSTRAINT delivery_rank_is_known CHECK (rank BETWEEN 0 AND 6),
  CONSTRAINT delivery_doubt_is_never_denied CHECK (NOT (in_doubt AND phase IN ('FAILED', 'CANCELED', 'EXPIRED'))),
  CONSTRAINT delivery_unknown_is_in_doubt CHECK (phase NOT IN ('UNKNOWN', 'UNCONFIRMED') OR in_doubt),
  CONSTRAINT delivery_lease_while_sending CHECK ((phase = 'SENDING') = (lease_until IS NOT NULL)),
  CONSTRAINT delivery_ready_while_waiting CHECK (NOT ready OR phase IN ('QUEUED', 'RETRY_WAIT')),
  CONSTRAINT delivery_handed_over_is_proved CHECK (phase <> 'HANDED_OVER' OR rank > 0)
);
CREATE INDEX delivery_waiting ON delivery (tenant_id, sender_id, not_before, message_id)
  WHERE phase IN ('SCHEDULED', 'QUEUED', 'RETRY_WAIT');
CREATE INDEX delivery_parked ON delivery (not_before)
  WHERE NOT ready AND phase IN ('SCHEDULED', 'QUEUED', 'RETRY_WAIT');
CREATE INDEX delivery_leased ON delivery (lease_until) WHERE phase = 'SENDING';
CREATE INDEX delivery_expiring ON delivery (expires_at)
  WHERE phase IN ('SCHEDULED', 'QUEUED', 'RETRY_WAIT', 'UNKNOWN');

-- One row for every time we set out to send, written and committed before the request leaves.
CREATE TABLE attempt (
  tenant_id   uuid NOT NULL,
  message_id  uuid NOT NULL,
  attempt     integer NOT NULL,
  sender_id   uuid NOT NULL,
  started_at  timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz,
  outcome     text,
  rank        smallint NOT NULL DEFAULT 0,
  wamid       text,
  http_status integer,
  duration_ms integer,
  error       jsonb,
  PRIMARY KEY (tenant_id, message_id, attempt),
  FOREIGN KEY (tenant_id, message_id) REFERENCES delivery,
  CONSTRAINT attempt_outcome_is_known CHECK (outcome IN ('NOT_WRITTEN', 'REFUSED', 'ACCEPTED', 'ACCEPTED_ID_LOST', 'UNKNOWN')),
  CONSTRAINT attempt_rank_is_known CHECK (rank BETWEEN 0 AND 6),
  CONSTRAINT attempt_finished_has_outcome CHECK ((finished_at IS NULL) = (outcome IS NULL))
);
CREATE INDEX attempt_by_wamid ON attempt (tenant_id, sender_id, wamid) WHERE wamid IS NOT NULL;

-- Everything WhatsApp ever said about a message; the ranks can be recomputed from it. A row without a message is parked:
-- its wamid is not ours yet. No recipient in it; `participant` is the member of a group whom the status is about.
CREATE TABLE status_evidence (
  tenant_id   uuid NOT NULL,
  evidence_id bigint GENERATED ALWAYS AS IDENTITY,
  sender_id   uuid NOT NULL,
  wamid       text NOT NULL,
  status      text NOT NULL,
  rank        smallint NOT NULL,
  participant text,
  provider_at timestamptz,
  message_id  uuid,
  attempt     integer,
  error       jsonb,
  pricing     jsonb,
  received_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, evidence_id),
  FOREIGN KEY (tenant_id, message_id, attempt) REFERENCES attempt,
  CONSTRAINT status_evidence_once UNIQUE NULLS NOT DISTINCT (tenant_id, sender_id, wamid, status, participant, provider_at),
  CONSTRAINT status_evidence_is_matched_whole CHECK ((message_id IS NULL) = (attempt IS NULL))
);
CREATE INDEX status_evidence_of_message ON status_evidence (tenant_id, message_id) WHERE message_id IS NOT NULL;
CREATE INDEX status_evidence_parked ON status_evidence (received_at) WHERE message_id IS NULL;

-- The log is the stream: dense numbers per tenant, taken last in the writing transaction, so that order of numbers is
-- order of commits and a reader of `seq > cursor` can miss nothing. No number, text or wamid in it.
CREATE TABLE tenant_log (
  tenant_id uuid PRIMARY KEY REFERENCES tenant,
  head      bigint NOT NULL DEFAULT 0,
  floor     bigint NOT NULL DEFAULT 0,
  epoch     uuid NOT NULL DEFAULT gen_random_uuid(),
  CONSTRAINT tenant_log_floor_below_head CHECK (floor BETWEEN 0 AND head)
) WITH (fillfactor = 10, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

CREATE TABLE event (
  tenant_id   uuid NOT NULL,
  seq         bigint NOT NULL,
  message_id  uuid NOT NULL,
  attempt     integer,
  kind        text NOT NULL,
  status      text NOT NULL,
  at          timestamptz NOT NULL,
  provider_at timestamptz,
  detail      jsonb,
  PRIMARY KEY (tenant_id, seq)
);
CREATE INDEX event_of_message ON event (tenant_id, message_id, seq);

-- Webhooks exactly as they came, stored before they are answered. A body may speak of several tenants and is not read
-- before it is safe, so this is the one table without a tenant; what comes out of it always has one.
CREATE TABLE webhook_inbox (
  inbox_id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  body        bytea NOT NULL,
  body_sha256 bytea NOT NULL,
  received_at timestamptz NOT NULL DEFAULT now(),
  applied_at  timestamptz
);
CREATE INDEX webhook_inbox_waiting ON webhook_inbox (inbox_id) WHERE applied_at IS NULL;
CREATE INDEX webhook_inbox_by_age ON webhook_inbox (received_at);

-- Items of a webhook that could not be applied, set aside alone; the raw body stays in the inbox.
CREATE TABLE webhook_dead_item (
  inbox_id   bigint NOT NULL,
  path       text NOT NULL,
  tenant_id  uuid,
  reason     text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (inbox_id, path),
  FOREIGN KEY (inbox_id) REFERENCES webhook_inbox ON DELETE CASCADE
);
