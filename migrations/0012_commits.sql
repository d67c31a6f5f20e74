-- What proves a COMMIT whose answer was lost.

-- Every transaction writes a random value of its own here, and whoever got no answer to his COMMIT looks for it: it is there
-- if and only if the rest of the transaction is. The number of a transaction proves nothing: after a crash Postgres hands
-- out again the numbers that had not reached the disk, and then it knows how somebody else's work ended.
CREATE TABLE commit_proof (
  token uuid PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT now()
);
-- Written once and deleted a few minutes later: what is gone must not pile up.
ALTER TABLE commit_proof SET (autovacuum_vacuum_scale_factor = 0.2, autovacuum_vacuum_insert_scale_factor = 1);
