-- Who must not be written to when a message asks to be filtered. A person is found by a keyed hash of their number or id,
-- so that the list still works when the clear form is erased.
CREATE TABLE suppression (
  tenant_id      uuid NOT NULL REFERENCES tenant,
  suppression_id uuid NOT NULL,
  recipient_hash bytea NOT NULL,
  list           text NOT NULL,
  scope          text NOT NULL,
  source         text NOT NULL,
  reason         text,
  phone          text,
  user_id        text,
  created_at     timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, recipient_hash, list, scope),
  CONSTRAINT suppression_list_is_known CHECK (list IN ('UNSUBSCRIBED', 'BLOCKED')),
  CONSTRAINT suppression_scope_is_known CHECK (scope IN ('ALL', 'MARKETING')),
  CONSTRAINT suppression_block_is_whole CHECK (list <> 'BLOCKED' OR scope = 'ALL'),
  CONSTRAINT suppression_source_is_known CHECK (source IN ('API')),
  CONSTRAINT suppression_hash_is_a_digest CHECK (octet_length(recipient_hash) = 32),
  CONSTRAINT suppression_has_one_name_at_most CHECK (num_nonnulls(phone, user_id) <= 1)
);
CREATE UNIQUE INDEX suppression_by_id ON suppression (tenant_id, suppression_id);

ALTER TABLE message
  ADD COLUMN filter_unsubscribed boolean NOT NULL DEFAULT false,
  ADD COLUMN filter_blocked boolean NOT NULL DEFAULT false;
