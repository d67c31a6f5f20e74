-- Tables that are written again and again: a message at its claim, its settlement and with each status.

-- By default dead rows are cleared away when they are a fifth of a table: of a million messages, after 200,000. Until then
-- whoever looks for what waits passes by all that no longer does. A fiftieth is cleared in a moment.
ALTER TABLE delivery SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);
ALTER TABLE attempt SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);
ALTER TABLE pair_pace SET (autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 1000);
-- A row for each sender, written by every batch: it must not become a long chain of dead versions.
ALTER TABLE webhook_flow SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);
