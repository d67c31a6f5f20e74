-- One person under many names, and lists that change by what people say. Lock order now, everywhere: … delivery by
-- message_id, attempt and status_evidence, …, the contacts of a tenant (an advisory lock), suppression by
-- recipient_hash, list and scope, jobs, and tenant_log last.

-- Names that belong to one person: a keyed hash of each spelling, nothing clear, so that it outlives an erasure.
CREATE TABLE contact_alias (
  tenant_id  uuid NOT NULL REFERENCES tenant,
  alias_hash bytea NOT NULL,
  contact_id uuid NOT NULL,
  PRIMARY KEY (tenant_id, alias_hash),
  CONSTRAINT contact_alias_hash_is_a_digest CHECK (octet_length(alias_hash) = 32)
);
CREATE INDEX contact_alias_by_contact ON contact_alias (tenant_id, contact_id);

-- An entry keeps the latest time of either wish, so that signals may come late, twice and in any order.
ALTER TABLE suppression
  -- When it was last wished for, and when the contrary was; on a tie it holds.
  ADD COLUMN said_at  timestamptz NOT NULL DEFAULT now(),
  ADD COLUMN ended_at timestamptz;
UPDATE suppression SET said_at = created_at;
ALTER TABLE suppression
  ADD COLUMN active boolean NOT NULL GENERATED ALWAYS AS (ended_at IS NULL OR said_at >= ended_at) STORED,
  DROP CONSTRAINT suppression_source_is_known,
  ADD CONSTRAINT suppression_source_is_known
    CHECK (source IN ('API', 'WHATSAPP_PREFERENCE', 'ERROR_131050', 'KEYWORD', 'IMPORT'));

-- Words of a tenant's own instead of those that come along; null: those that come along.
CREATE TABLE opt_out_words (
  tenant_id      uuid PRIMARY KEY REFERENCES tenant,
  stop           text[],
  stop_marketing text[],
  start          text[]
);
