-- A closed gate is judged by most of its probes: one that went badly goes again, and does not close it by itself.
ALTER TABLE sender_pace ADD COLUMN probes_failed integer NOT NULL DEFAULT 0;
