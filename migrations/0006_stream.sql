-- Which database this is: the identifier of its cluster and the number of its timeline. When it is another one, the database
-- was restored or moved, and cursors into its logs may point at what never happened here.
ALTER TABLE installation ADD COLUMN history text;
