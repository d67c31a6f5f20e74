-- What people write to us, the window that it opens, and a log that speaks of more than messages of ours. Lock order now,
-- everywhere: … delivery by message_id, attempt and status_evidence, inbound_message by wamid, contact_window by
-- recipient_hash, …, and tenant_log last.

-- Whose event it is: `message_id` is the id of that subject.
ALTER TABLE event
  ADD COLUMN subject text NOT NULL DEFAULT 'MESSAGE',
  ADD CONSTRAINT event_subject_is_known CHECK (subject IN ('MESSAGE', 'INBOUND', 'SUPPRESSION'));

-- A body that came before is not stored again. WhatsApp repeats what it does not believe to be taken, and a signature
-- never ages, so a body can be sent again by whoever has seen it.
DELETE FROM webhook_inbox AS twin USING webhook_inbox AS first
  WHERE twin.body_sha256 = first.body_sha256 AND twin.inbox_id > first.inbox_id;
CREATE UNIQUE INDEX webhook_inbox_once ON webhook_inbox (body_sha256);

-- So that one item can be named, and applied again.
ALTER TABLE webhook_dead_item ADD COLUMN dead_item_id uuid NOT NULL DEFAULT gen_random_uuid();
ALTER TABLE webhook_dead_item ALTER COLUMN dead_item_id DROP DEFAULT;
CREATE UNIQUE INDEX webhook_dead_item_by_id ON webhook_dead_item (tenant_id, dead_item_id);

-- Messages to our senders. Personal data throughout: a row is deleted whole when somebody is to be forgotten.
CREATE TABLE inbound_message (
  tenant_id    uuid NOT NULL,
  inbound_id   uuid NOT NULL,
  sender_id    uuid NOT NULL,
  wamid        text NOT NULL,
  from_phone   text,
  from_user_id text,
  profile_name text,
  username     text,
  type         text NOT NULL,
  content      jsonb NOT NULL,
  -- The message that it answers, and how it came here.
  context      jsonb,
  -- The advertisement that led here.
  referral     jsonb,
  group_id     text,
  provider_at  timestamptz,
  received_at  timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, inbound_id),
  CONSTRAINT inbound_message_once UNIQUE (tenant_id, sender_id, wamid),
  CONSTRAINT inbound_message_is_from_somebody CHECK (num_nonnulls(from_phone, from_user_id) > 0)
);
CREATE INDEX inbound_message_by_phone ON inbound_message (tenant_id, from_phone, inbound_id) WHERE from_phone IS NOT NULL;
CREATE INDEX inbound_message_by_user_id ON inbound_message (tenant_id, from_user_id, inbound_id)
  WHERE from_user_id IS NOT NULL;
CREATE INDEX inbound_message_by_sender ON inbound_message (tenant_id, sender_id, inbound_id);

-- Until when a person may be written to freely. A closed window stays, so that "closed" is not "never heard of".
CREATE TABLE contact_window (
  tenant_id      uuid NOT NULL,
  sender_id      uuid NOT NULL,
  recipient_hash bytea NOT NULL,
  open_until     timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, sender_id, recipient_hash),
  CONSTRAINT contact_window_hash_is_a_digest CHECK (octet_length(recipient_hash) = 32)
);
