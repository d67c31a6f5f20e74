-- Since when WhatsApp itself has been behind this database.

-- A worker whose address of WhatsApp was lost or misspelt would simulate WhatsApp, take what customers wait for, and say that it
-- was delivered. It refuses to start where an account has been used.
ALTER TABLE installation ADD COLUMN account_since timestamptz;
