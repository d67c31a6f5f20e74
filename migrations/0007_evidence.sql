-- WhatsApp may say one thing twice in different words, such as with a price and without. Each version is evidence of its
-- own, or what counts would hang on which of them came first. The key of what makes two the same is an expression, hence
-- an index in place of the constraint.
ALTER TABLE status_evidence DROP CONSTRAINT status_evidence_once;
CREATE UNIQUE INDEX status_evidence_once ON status_evidence (
  tenant_id, sender_id, wamid, status, participant, provider_at,
  md5(coalesce(error::text, '') || coalesce(pricing::text, ''))
) NULLS NOT DISTINCT;
