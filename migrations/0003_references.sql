-- The message that a message answers: one of ours by its id, or any by its wamid. Personal, like the rest beside it.
ALTER TABLE message_content ADD COLUMN context jsonb;
