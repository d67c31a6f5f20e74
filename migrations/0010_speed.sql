-- What is asked for by the clock is a range of an index, however many rows there are.

-- Of two columns that are equal the planner expects so few rows that it reads and sorts them all; of ">=" it expects many,
-- and walks along the index. Beside the rule that no lane releases more than it has, both say the same.
DROP INDEX lane_idle;
CREATE INDEX lane_idle ON lane (look_at) WHERE released_place >= last_place;
